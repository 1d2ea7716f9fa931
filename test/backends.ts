import { openBackend } from '../src-main/compute/backend.ts';

/** The backends that every machine has; tests of tensors run over each. */
export const backendIds = ['wasm', 'cpu'] as const;

export { openBackend };
