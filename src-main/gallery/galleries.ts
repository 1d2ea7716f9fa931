/** Asks the thread that holds the galleries of a library, one a head. */
import { once } from 'node:events';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { GalleryState, Output, Verification } from '../../src-shared/contract/index.ts';
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
  /** How the people nearest to a face are found at this moment. @throws TammesError as `match` does. */
  state(headId: number): Promise<GalleryState>;
  /** Waits until nothing is left to build. @param onProgress hears some times a second how far it is. @throws TammesError as `match` does. */
  settled(headId: number, onProgress: (state: GalleryState) => void): Promise<GalleryState>;
  /** Ends the thread; questions without an answer fail. */
  close(): Promise<void>;
}

interface Waiting {
  resolve(answer: Exclude<GalleryAnswer, { progress: unknown }>): void;
  reject(error: Error): void;
  onProgress?(state: GalleryState): void;
}

/** @param folder of a library that stays open meanwhile. The thread starts with the first question. */
export function openGalleries(folder: string): Galleries {
  const waiting = new Map<number, Waiting>();
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
      const asked = waiting.get(answer.id);
      if ('progress' in answer) {
        asked?.onProgress?.(answer.progress);
        return;
      }
      asked?.resolve(answer);
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

  async function ask(
    headId: number,
    query: GalleryTask['query'],
    onProgress?: (state: GalleryState) => void,
  ) {
    worker ??= start();
    const task: GalleryTask = { id: ++lastId, headId, query };
    const answered = new Promise<Parameters<Waiting['resolve']>[0]>((resolve, reject) => {
      waiting.set(task.id, { resolve, reject, onProgress });
    });
    worker.ref();
    worker.postMessage(task);
    const answer = await answered;
    if ('result' in answer) return answer.result;
    throw toError(answer.failure);
  }

  return {
    // Each question has an answer of its kind.
    match: (headId, match) => ask(headId, { match }) as Promise<Output<'matching.match'>>,
    verify: (headId, verify) => ask(headId, { verify }) as Promise<Verification>,
    state: (headId) => ask(headId, { state: 'now' }) as Promise<GalleryState>,
    settled: (headId, onProgress) => ask(headId, { state: 'settled' }, onProgress) as Promise<GalleryState>,
    async close() {
      if (worker === null) return;
      const exit = once(worker, 'exit');
      await worker.terminate();
      await exit.catch(() => {});
    },
  };
}
