/** Does one piece of long work on a library in a thread of its own. */
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { type Failure, TammesError, toError } from '../../src-shared/errors/index.ts';
import { keyOf } from '../store/encryption/keyring.ts';
import type { StepOptions } from './in-steps.ts';

/** What such a thread says: how far it has come, from 0 to 1, and at last what came of it. */
export type WorkMessage<Result> = { share: number } | { result: Result } | { failure: Failure };

/**
 * @param entry name of the thread's file in this folder, which gets the task and the library's key as its data.
 * @param buffers memory of the task that the thread gets, rather than a copy: it is gone here.
 * @throws TammesError, also 'work-cancelled' if the signal is set off.
 */
export function workInThread<Result>(
  entry: string,
  task: { folder: string },
  { signal, onProgress }: StepOptions = {},
  buffers: readonly ArrayBuffer[] = [],
): Promise<Result> {
  if (signal?.aborted) return Promise.reject(new TammesError('work-cancelled', {}));
  // The same extension as this file: .ts in the repository, .js in the bundle of a packaged app.
  const extension = extname(fileURLToPath(import.meta.url));
  const worker = new Worker(new URL(`./${entry}${extension}`, import.meta.url), {
    workerData: { ...task, key: keyOf(task.folder) },
    transferList: [...buffers],
  });
  const stop = () => void worker.terminate();
  signal?.addEventListener('abort', stop, { once: true });
  return new Promise<Result>((resolve, reject) => {
    worker.on('message', (message: WorkMessage<Result>) => {
      if ('share' in message) onProgress?.(message.share);
      else if ('result' in message) resolve(message.result);
      else reject(toError(message.failure));
    });
    worker.on('error', reject);
    worker.on('exit', () => reject(new TammesError('work-cancelled', {})));
  }).finally(() => signal?.removeEventListener('abort', stop));
}
