/**
 * One thread of tfjs's WASM backend: the other end of what Emscripten's threads are told. The backend makes this script from
 * text, which neither a bundle nor the page's policy against foreign scripts lets stand.
 */
import createModule from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.js';

/** The part of Emscripten's module that a thread uses. */
export interface ThreadModule {
  __emscripten_thread_init(pointer: number, isMain: 0, isRuntime: 0, canBlock: 1): void;
  __emscripten_thread_exit(status: number): void;
  _pthread_self(): number;
  establishStackSpace(): void;
  executeNotifiedProxyingQueue(queue: number): void;
  invokeEntryPoint(routine: number, argument: number): void;
  keepRuntimeAlive(): boolean;
  ExitStatus: new () => Error & { status: number };
  PThread: { receiveObjectTransfer(message: unknown): void; threadInitTLS(): void };
}

type Message =
  | { cmd: 'load'; wasmModule: WebAssembly.Module; wasmMemory: WebAssembly.Memory }
  | { cmd: 'run'; pthread_ptr: number; start_routine: number; arg: number }
  | { cmd: 'cancel' }
  | { cmd: 'processProxyingQueue'; queue: number };

let module: ThreadModule | undefined;
/** Whether the thread has run yet; messages that come before wait. */
let hasRun = false;
const waiting: number[] = [];

/** The module calls this once it stands. */
function startWorker(started: ThreadModule): void {
  module = started;
  postMessage({ cmd: 'loaded' });
}

function load({ wasmModule, wasmMemory }: Message & { cmd: 'load' }): void {
  Object.assign(globalThis, { startWorker });
  createModule({
    ENVIRONMENT_IS_PTHREAD: true,
    wasmMemory,
    buffer: wasmMemory.buffer,
    instantiateWasm(imports: WebAssembly.Imports, receive: (instance: WebAssembly.Instance) => void) {
      const instance = new WebAssembly.Instance(wasmModule, imports);
      receive(instance);
      return instance.exports;
    },
  });
}

function run(thread: ThreadModule, message: Message & { cmd: 'run' }): void {
  thread.__emscripten_thread_init(message.pthread_ptr, 0, 0, 1);
  thread.establishStackSpace();
  thread.PThread.receiveObjectTransfer(message);
  thread.PThread.threadInitTLS();
  hasRun = true;
  for (const queue of waiting.splice(0)) thread.executeNotifiedProxyingQueue(queue);
  try {
    thread.invokeEntryPoint(message.start_routine, message.arg);
  } catch (error) {
    // Emscripten leaves a stack by throwing this word.
    if (error === 'unwind') return;
    if (!(error instanceof thread.ExitStatus)) throw error;
    if (!thread.keepRuntimeAlive()) thread.__emscripten_thread_exit(error.status);
  }
}

addEventListener('message', ({ data }: MessageEvent<Message>) => {
  if (data.cmd === 'load') load(data);
  else if (module === undefined) return;
  else if (data.cmd === 'run') run(module, data);
  else if (data.cmd === 'cancel') {
    if (module._pthread_self() !== 0) module.__emscripten_thread_exit(-1);
  } else if (data.cmd === 'processProxyingQueue') {
    if (hasRun) module.executeNotifiedProxyingQueue(data.queue);
    else waiting.push(data.queue);
  }
});
