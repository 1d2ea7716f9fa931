/** Asks the thread that reviews a library. */
import { once } from 'node:events';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Output, ParsedInput } from '../../src-shared/contract/index.ts';
import { TammesError, toError } from '../../src-shared/errors/index.ts';
import { keyOf } from '../store/encryption/keyring.ts';
import type { ReviewMethod } from './answers.ts';
import type { ReviewMessage, ReviewTask } from './review-worker.ts';

/** The review of a library that is open, held by a thread of its own. */
export interface Reviews {
  /**
   * @param patience milliseconds that the answer may wait for work on what has changed; null: until it is done.
   * @throws TammesError
   */
  ask<M extends ReviewMethod>(method: M, input: ParsedInput<M>, patience: number | null): Promise<Output<M>>;
  /** Ends the thread; questions without an answer fail. */
  close(): Promise<void>;
}

interface Waiting {
  resolve(result: Output<ReviewMethod>): void;
  reject(error: Error): void;
}

/**
 * @param folder of a library that stays open meanwhile. The thread starts with the first question.
 * @param onProgress hears the share of the work that is done, and null at its end.
 */
export function openReviews(folder: string, onProgress: (share: number | null) => void = () => {}): Reviews {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | null = null;
  let lastId = 0;

  function start(): Worker {
    // The same extension as this file: .ts in the repository, .js in the bundle of a packaged app.
    const extension = extname(fileURLToPath(import.meta.url));
    const started = new Worker(new URL(`./review-worker${extension}`, import.meta.url), {
      workerData: { folder, key: keyOf(folder) },
      // As the galleries' thread.
      resourceLimits: { maxYoungGenerationSizeMb: 4 },
    });
    started.on('message', (message: ReviewMessage) => {
      if ('progress' in message) {
        onProgress(message.progress);
        return;
      }
      const asked = waiting.get(message.id);
      waiting.delete(message.id);
      if (waiting.size === 0) started.unref();
      if ('result' in message) asked?.resolve(message.result);
      else asked?.reject(toError(message.failure));
    });
    let cause: unknown;
    started.on('error', (error) => {
      cause = error;
    });
    started.on('exit', () => {
      if (worker === started) worker = null;
      for (const { reject } of waiting.values()) reject(new TammesError('review-ended', {}, { cause }));
      waiting.clear();
    });
    return started;
  }

  return {
    async ask<M extends ReviewMethod>(method: M, input: ParsedInput<M>, patience: number | null) {
      worker ??= start();
      const task: ReviewTask<M> = { id: ++lastId, method, input, patience };
      const answered = new Promise<Output<ReviewMethod>>((resolve, reject) => {
        waiting.set(task.id, { resolve, reject });
      });
      worker.ref();
      worker.postMessage(task);
      return (await answered) as Output<M>;
    },
    async close() {
      if (worker === null) return;
      const exit = once(worker, 'exit');
      await worker.terminate();
      await exit.catch(() => {});
    },
  };
}
