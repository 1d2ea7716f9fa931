/**
 * The threaded build of tfjs's WASM backend under Node. It is made for browsers: it starts all threads of its
 * pool at once and keeps them referenced, so that a process would take long to start and never end by itself.
 */
import { EventEmitter } from 'node:events';
import os from 'node:os';
import { dirname, join } from 'node:path';
import { type TransferListItem, Worker } from 'node:worker_threads';
import { require } from './backend-types.ts';

/** The size of the build's pool: more threads than this would wait for each other for ever. */
export const mostThreads = 8;

/** Milliseconds that a thread may take to start. */
const patience = 3000;

const folder = join(dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json')), 'wasm-out');
/** What each thread loads. */
const glue = join(folder, 'tfjs-backend-wasm-threaded-simd.js');

/** What Emscripten's glue and a thread say to each other. */
interface Message {
  cmd: string;
}

/**
 * Whether a thread starts, and can read what it needs, while this one is blocked: that is how WASM waits for
 * its threads, and it would wait for ever.
 */
export function canUseThreads(): boolean {
  const flag = new Int32Array(new SharedArrayBuffer(4));
  const source = `
    const { workerData } = require('node:worker_threads');
    require('node:fs').readFileSync(workerData.glue);
    Atomics.store(workerData.flag, 0, 1);
    Atomics.notify(workerData.flag, 0);`;
  try {
    const worker = new Worker(source, { eval: true, execArgv: [], workerData: { flag, glue } });
    worker.on('error', () => {});
    worker.unref();
    return Atomics.wait(flag, 0, 0, patience) !== 'timed-out';
  } catch {
    return false;
  }
}

/** Runs `open`, which starts the backend on threads, with what it takes for a browser. */
export async function withThreads(threads: number, open: () => Promise<void>): Promise<void> {
  const { cpus } = os;
  const worker = Object.getOwnPropertyDescriptor(globalThis, 'Worker');
  // The build takes half of the cores that it sees, whatever number it is told.
  os.cpus = () => Array.from({ length: 2 * threads }, () => cpus()[0]!);
  // Without a setter: under Node the glue would put Node's own class in its place.
  Object.defineProperty(globalThis, 'Worker', { configurable: true, get: () => LazyWorker, set() {} });
  try {
    await open();
  } finally {
    os.cpus = cpus;
    if (worker) Object.defineProperty(globalThis, 'Worker', worker);
    else Reflect.deleteProperty(globalThis, 'Worker');
  }
}

/** A thread of the pool: it starts when it is told to run, and keeps no process alive. */
class LazyWorker extends EventEmitter {
  #load: Message | null = null;
  #worker: Worker | null = null;

  postMessage(message: Message, transfer?: readonly TransferListItem[]): void {
    if (message.cmd === 'load') {
      this.#load = { ...message, ...{ urlOrBlob: glue } };
      queueMicrotask(() => this.emit('message', { cmd: 'loaded' }));
      return;
    }
    this.#worker ??= this.#start();
    this.#worker.postMessage(message, transfer);
  }

  #start(): Worker {
    const worker = new Worker(source(), { eval: true, execArgv: [] });
    worker.on('message', (message: Message) => {
      if (message.cmd !== 'loaded') this.emit('message', message);
    });
    worker.on('error', (error) => this.emit('error', error));
    // After `on`, which takes a reference again.
    worker.unref();
    worker.postMessage(this.#load);
    return worker;
  }

  /** The glue would keep its threads, and with them the process, alive. */
  ref(): void {}
  unref(): void {}

  terminate(): void {
    void this.#worker?.terminate();
  }
}

/** A thread's program, as the package carries it for a browser's `Blob`. */
function source(): string {
  const path = join(folder, 'tfjs-backend-wasm-threaded-simd.worker.js');
  const { wasmWorkerContents } = require(path) as { wasmWorkerContents: string };
  return wasmWorkerContents.replace(/\n/g, '\\n');
}
