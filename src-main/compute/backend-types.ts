/** What the backends in Node share. */
import { createRequire } from 'node:module';
import type { Backend } from '../../src-shared/compute/index.ts';

export interface OpenOptions {
  /**
   * Threads that WASM may use, with Tammes' kernels for training; absent: tfjs's kernels on one. The first opening
   * in a process decides. Other backends see to theirs.
   */
  threads?: number | undefined;
  /** Without tfjs's layers and other backends, which take 25 MB and three quarters of the time to start. */
  coreAlone?: boolean;
}

/** @throws TammesError 'backend-missing' with the reason and the remedy. */
export type Opener = (options: OpenOptions) => Promise<Backend>;

/** Node cannot load tfjs's ES modules, and all parts must share one tfjs: everything comes through this. */
export const require = createRequire(import.meta.url);

/** Whether a module could not be loaded because it is not there. */
export function isNotInstalled(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'MODULE_NOT_FOUND' || code === 'ERR_MODULE_NOT_FOUND';
}
