/** What all backends share. */
import { createRequire } from 'node:module';
import type { BackendId } from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors.ts';
import type { Tf } from '../../src-shared/tf.ts';
import type { Compile } from '../../src-shared/training/index.ts';

/** A tfjs that is ready on its backend. */
export interface Backend {
  tf: Tf;
  id: BackendId;
  /** What it runs on, for people. */
  device: string;
  /** What is known of its memory, for people; empty where nothing is. */
  memory: string;
  /** Whether it pretends to be a GPU on the CPU; WASM is faster than that. */
  isSoftware: boolean;
  /**
   * To be called after results have been read.
   * @throws TammesError 'internal' with what the device has reported since its start: its numbers are wrong.
   */
  check(): void;
  /** Where it can run a training step faster than operation by operation. */
  compile?: Compile;
}

export interface OpenOptions {
  /**
   * Threads that WASM may use, with Tammes' own kernels for training; absent: tfjs's kernels on one. The first opening
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

/** Makes a backend that tfjs knows by its name the one that computes. */
export async function activate(tf: Tf, name: string): Promise<void> {
  // Keeps tfjs from advising on standard error to install another backend.
  tf.enableProdMode();
  if (!(await tf.setBackend(name))) throw missing(name, 'tfjs cannot start it', 'Run npm ci again.');
  await tf.ready();
}

export function missing(id: string, why: string, remedy: string, cause?: unknown): TammesError {
  return new TammesError('backend-missing', `The backend ${id} cannot be used: ${why}.`, remedy, { cause });
}

/** Whether a module could not be loaded because it is not there. */
export function isNotInstalled(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'MODULE_NOT_FOUND' || code === 'ERR_MODULE_NOT_FOUND';
}

/** A number of bytes in GiB, for people. */
export const gibibytes = (bytes: number) => `${(bytes / 2 ** 30).toFixed(1)} GiB`;

/** The first line of an error's message, without a full stop at its end. */
export function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split('\n')[0]!.replace(/\.$/, '');
}
