export { activate, type Backend, firstLine, missing } from './backend.ts';
export { entriesOf, grouped, shapesOf } from './groups.ts';
export { compileForReplay } from './replay.ts';
export { checkBackend } from './self-check.ts';
export { findAdapter, isSoftware, openOnAdapter, softwareNames, type WebgpuBackend } from './webgpu.ts';
