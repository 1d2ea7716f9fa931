export { activate, type Backend } from './backend.ts';
export { type Compile, type Compiled, compileNothing, type Groups, type Tensors } from './compile.ts';
export { entriesOf, grouped, shapesOf } from './groups.ts';
export { compileForReplay } from './replay.ts';
export { checkBackend } from './self-check.ts';
export { findAdapter, isSoftware, openOnAdapter, softwareNames, type WebgpuBackend } from './webgpu.ts';
