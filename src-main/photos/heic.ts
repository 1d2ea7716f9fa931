import { once } from 'node:events';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { HeicAnswer, HeicTask } from './heic-worker.ts';

/** 2^26: phones make up to 50 megapixels. libheif cannot shrink while it decodes, so this bounds its memory. */
export const mostHeicPixels = 2 ** 26;
/** After which a decoder that does not come to an end is ended. */
const patience = 30_000;
/** Pictures above this leave WASM memory behind that never shrinks: the worker is ended with them. */
const keepPixels = 2 ** 24;

let worker: Worker | null = null;
let lastTask: Promise<unknown> = Promise.resolve();

/**
 * The primary picture of a HEIC file, upright, in the colours of the file's profile. One is decoded at a time,
 * in a worker thread of its own: libheif knows no time limit, and a thread can be ended.
 */
export function decodeHeic(bytes: Uint8Array): Promise<HeicAnswer> {
  const answer = lastTask.then(() => decodeNext({ bytes, mostPixels: mostHeicPixels }));
  lastTask = answer.catch(() => {});
  return answer;
}

async function decodeNext(task: HeicTask): Promise<HeicAnswer> {
  worker ??= startWorker();
  const current = worker;
  current.ref();
  current.postMessage(task);
  const signal = AbortSignal.timeout(patience);
  try {
    const [answer] = (await once(current, 'message', { signal })) as [HeicAnswer];
    current.unref();
    if ('rgba' in answer && answer.width * answer.height > keepPixels) endWorker();
    return answer;
  } catch (error) {
    endWorker();
    return { damaged: signal.aborted ? `decoding took over ${patience / 1000} s` : String(error) };
  }
}

function startWorker(): Worker {
  // The same extension as this file: .ts in the repository, .js in the bundle of a packaged app.
  const extension = extname(fileURLToPath(import.meta.url));
  return new Worker(new URL(`./heic-worker${extension}`, import.meta.url));
}

function endWorker(): void {
  void worker?.terminate();
  worker = null;
}
