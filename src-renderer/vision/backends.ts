/** What the window can compute on, fastest first. */
import * as tf from '@tensorflow/tfjs';
import { getThreadsCount, setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import wasmPlain from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import wasmSimd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import wasmThreads from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';
import { isSoftware, softwareNames } from '../../src-shared/compute/index.ts';
import threadScript from './wasm-thread.ts?worker&url';

/** A backend that is active and computes rightly. */
export interface OpenBackend {
  name: string;
  /** Whether its GPU is gone: what it gives since is not to be trusted. */
  isLost(): boolean;
}

/** A way to compute. */
export interface BackendCandidate {
  name: string;
  /** @returns null where it is not to be had, or only in software: that is slower than WebAssembly. */
  open(): Promise<OpenBackend | null>;
}

export const candidates: readonly BackendCandidate[] = [
  { name: 'WebGPU', open: openWebGpu },
  { name: 'WebGL', open: openWebGl },
  { name: 'WebAssembly on threads', open: openThreads },
  { name: 'WebAssembly', open: openWasm },
];

async function openWebGpu(): Promise<OpenBackend | null> {
  const { gpu } = navigator as { gpu?: GPU };
  const adapter = await gpu?.requestAdapter();
  if (!adapter || isSoftware(adapter.info)) return null;
  // Fetched only if it runs; it registers itself.
  await import('@tensorflow/tfjs-backend-webgpu');
  if (!(await activate('webgpu'))) return null;
  const { device } = tf.backend() as unknown as { device: { lost: Promise<unknown> } };
  let lost = false;
  device.lost.then(() => {
    lost = true;
  });
  return { name: 'WebGPU', isLost: () => lost };
}

async function openWebGl(): Promise<OpenBackend | null> {
  const context = new OffscreenCanvas(1, 1).getContext('webgl2');
  const names = context?.getExtension('WEBGL_debug_renderer_info');
  if (
    !context ||
    softwareNames.test(names ? String(context.getParameter(names.UNMASKED_RENDERER_WEBGL)) : '')
  )
    return null;
  if (!(await activate('webgl'))) return null;
  const { gpgpu } = tf.backend() as unknown as { gpgpu: { gl: WebGL2RenderingContext } };
  return { name: 'WebGL', isLost: () => gpgpu.gl.isContextLost() };
}

// Before the first start: a start that failed lets nothing be set any more.
setWasmPaths({
  'tfjs-backend-wasm.wasm': wasmPlain,
  'tfjs-backend-wasm-simd.wasm': wasmSimd,
  'tfjs-backend-wasm-threaded-simd.wasm': wasmThreads,
});

/** Threads that the backend starts with; more would wait for workers that cannot start while it computes. */
const mostThreads = 8;
/** Milliseconds after which threads that have not started will not. */
const threadPatience = 15_000;

/** Needs memory that threads share, which a page has if nothing foreign can get at it (cross-origin isolation). */
async function openThreads(): Promise<OpenBackend | null> {
  // As many as the backend starts at most: threads wait for each other by trying again and again, which takes a core each.
  const threads = Math.min(Math.floor(navigator.hardwareConcurrency / 2), mostThreads);
  if (!globalThis.crossOriginIsolated || threads < 2) return null;
  const { Worker } = globalThis;
  // The backend makes the script of its threads from text: ours takes its place.
  globalThis.Worker = class extends Worker {
    constructor() {
      super(threadScript, { type: 'module' });
    }
  };
  try {
    setThreadsCount(threads);
    const isStarted = await Promise.race([
      activate('wasm'),
      new Promise<false>((resolve) => setTimeout(() => resolve(false), threadPatience)),
    ]);
    if (!isStarted || getThreadsCount() !== threads) return null;
    return { name: `WebAssembly, ${threads} threads`, isLost: () => false };
  } finally {
    globalThis.Worker = Worker;
  }
}

async function openWasm(): Promise<OpenBackend | null> {
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  setThreadsCount(1);
  return (await activate('wasm')) ? { name: 'WebAssembly', isLost: () => false } : null;
}

/** Some drivers start and then answer with zeros. */
async function activate(id: 'webgpu' | 'webgl' | 'wasm'): Promise<boolean> {
  if (!(await tf.setBackend(id))) return false;
  await tf.ready();
  const product = tf.tidy(() => tf.matMul(tf.tensor2d([[1, 2]]), tf.tensor2d([[3], [4]])));
  const [value] = await product.data();
  product.dispose();
  return value === 11;
}
