/**
 * tfjs's WASM backend on memory that threads can share. Its threaded build is made for browsers, and starts a pool of
 * threads of its own, which Tammes does without: its kernels bring their own (team.ts).
 */
import { EventEmitter } from 'node:events';
import { Worker } from 'node:worker_threads';

/** Milliseconds that a thread may take to start. */
const patience = 3000;

/** Whether a thread starts while this one is blocked: that is how kernels wait, and they would wait for ever. */
export function canUseThreads(): boolean {
  const flag = new Int32Array(new SharedArrayBuffer(4));
  const source = `
    const { workerData } = require('node:worker_threads');
    Atomics.store(workerData, 0, 1);
    Atomics.notify(workerData, 0);`;
  try {
    const worker = new Worker(source, { eval: true, execArgv: [], workerData: flag });
    worker.on('error', () => {});
    worker.unref();
    return Atomics.wait(flag, 0, 0, patience) !== 'timed-out';
  } catch {
    return false;
  }
}

/**
 * Runs `open`, which starts the backend, where it finds what it takes for a browser.
 * @returns the backend's memory.
 */
export async function withSharedMemory(open: () => Promise<void>): Promise<WebAssembly.Memory> {
  const worker = Object.getOwnPropertyDescriptor(globalThis, 'Worker');
  // Without a setter: under Node the build's glue would put Node's own class in its place.
  Object.defineProperty(globalThis, 'Worker', { configurable: true, get: () => IdleWorker, set() {} });
  IdleWorker.memory = null;
  try {
    await open();
  } finally {
    if (worker) Object.defineProperty(globalThis, 'Worker', worker);
    else Reflect.deleteProperty(globalThis, 'Worker');
  }
  if (IdleWorker.memory === null) throw new Error('The WASM backend has not started on shared memory.');
  return IdleWorker.memory;
}

/** A thread of the backend's pool, as far as the backend knows. It is told the memory, and never to run. */
class IdleWorker extends EventEmitter {
  static memory: WebAssembly.Memory | null = null;

  postMessage({ cmd, wasmMemory }: { cmd: string; wasmMemory?: WebAssembly.Memory }): void {
    if (cmd !== 'load') throw new Error(`Unexpected for a backend on one thread: ${cmd}`);
    IdleWorker.memory = wasmMemory ?? null;
    queueMicrotask(() => this.emit('message', { cmd: 'loaded' }));
  }

  ref(): void {}
  unref(): void {}
  terminate(): void {}
}
