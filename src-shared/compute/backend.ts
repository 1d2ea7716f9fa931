/** What all backends share, in Node and in the trainer's page. */
import type { BackendId } from '../contract/index.ts';
import { TammesError } from '../errors/index.ts';
import type { Tf } from '../tf.ts';
import type { Compile } from './compile.ts';

/** A tfjs that is ready on its backend. */
export interface Backend {
  tf: Tf;
  id: BackendId;
  /** What it runs on, for people. */
  device: string;
  /** What is known of its memory, for people; empty if nothing is. */
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

/** Makes a backend that tfjs knows by its name the one that computes. */
export async function activate(tf: Tf, name: string): Promise<void> {
  // Keeps tfjs from advising on standard error to install another backend.
  tf.enableProdMode();
  if (!(await tf.setBackend(name))) throw new TammesError('backend-not-started', { backend: name });
  await tf.ready();
}
