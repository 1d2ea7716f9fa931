/** Asks the thread that holds the galleries of a library, one a head. */
import { once } from 'node:events';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Output, Verification } from '../../src-shared/contract/index.ts';
import { TammesError, toError } from '../../src-shared/errors/index.ts';
import { keyOf } from '../store/encryption/keyring.ts';
import type { GalleryAnswer, GalleryTask } from './gallery-worker.ts';
import type { MatchQuery, VerifyQuery } from './head-gallery.ts';

/** The galleries of a library that is open: one a head, held by a thread of their own. */
export interface Galleries {
  /**
   * Matches faces with those who are enrolled at this moment, by this process or another.
   * @throws TammesError 'unknown-id' for a head that is not there.
   */
  match(headId: number, query: MatchQuery): Promise<Output<'matching.match'>>;
  /** Compares two faces with each other, as pairs of enrolled faces compare. @throws TammesError as `match` does. */
  verify(headId: number, query: VerifyQuery): Promise<Verification>;
  /** Ends the thread; questions without an answer fail. */
  close(): Promise<void>;
}

/** @param folder of a library that stays open meanwhile. The thread starts with the first question. */
export function openGalleries(folder: string): Galleries {
  const waiting = new Map<number, { resolve(answer: GalleryAnswer): void; reject(error: Error): void }>();
  let worker: Worker | null = null;
  let lastId = 0;

  function start(): Worker {
    // The same extension as this file: .ts in the repository, .js in the bundle of a packaged app.
    const extension = extname(fileURLToPath(import.meta.url));
    const started = new Worker(new URL(`./gallery-worker${extension}`, import.meta.url), {
      workerData: { folder, key: keyOf(folder) },
      // Features that were read lie outside of V8's heap: a small young generation frees them sooner.
      resourceLimits: { maxYoungGenerationSizeMb: 4 },
    });
    started.on('message', (answer: GalleryAnswer) => {
      waiting.get(answer.id)?.resolve(answer);
      waiting.delete(answer.id);
      if (waiting.size === 0) started.unref();
    });
    let cause: unknown;
    started.on('error', (error) => {
      cause = error;
    });
    started.on('exit', () => {
      if (worker === started) worker = null;
      for (const { reject } of waiting.values()) reject(new TammesError('gallery-ended', {}, { cause }));
      waiting.clear();
    });
    return started;
  }

  async function ask(headId: number, query: GalleryTask['query']) {
    worker ??= start();
    const task: GalleryTask = { id: ++lastId, headId, query };
    const answered = new Promise<GalleryAnswer>((resolve, reject) => {
      waiting.set(task.id, { resolve, reject });
    });
    worker.ref();
    worker.postMessage(task);
    const answer = await answered;
    if ('result' in answer) return answer.result;
    throw toError(answer.failure);
  }

  return {
    // Each question has an answer of its kind.
    match: (headId, query) => ask(headId, query) as Promise<Output<'matching.match'>>,
    verify: (headId, query) => ask(headId, query) as Promise<Verification>,
    async close() {
      if (worker === null) return;
      const exit = once(worker, 'exit');
      await worker.terminate();
      await exit.catch(() => {});
    },
  };
}
