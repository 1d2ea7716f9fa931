/** What the window can compute on, fastest first. */
import * as tf from '@tensorflow/tfjs';
import { setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import wasmPlain from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import wasmSimd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import wasmThreads from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';

/** A backend that is active and computes rightly. */
export interface OpenBackend {
  name: string;
  /** Whether its GPU is gone: what it gives since is not to be trusted. */
  isLost(): boolean;
}

/** A way to compute. */
export interface Candidate {
  name: string;
  /** @returns null where it is not to be had, or only in software: that is slower than WebAssembly. */
  open(): Promise<OpenBackend | null>;
}

export const candidates: readonly Candidate[] = [
  { name: 'WebGPU', open: openWebGpu },
  { name: 'WebGL', open: openWebGl },
  { name: 'WebAssembly', open: openWasm },
];

/** Names of renderers that compute on the CPU. */
const software = /swiftshader|llvmpipe|lavapipe|software|basic render/i;

/** The part of WebGPU that is used; TypeScript's library has none of it yet. */
interface Gpu {
  requestAdapter(): Promise<{
    info?: Record<'vendor' | 'architecture' | 'device' | 'description', string> & {
      isFallbackAdapter?: boolean;
    };
  } | null>;
}

async function openWebGpu(): Promise<OpenBackend | null> {
  const { gpu } = navigator as { gpu?: Gpu };
  const adapter = await gpu?.requestAdapter();
  if (!adapter) return null;
  const { info } = adapter;
  if (
    info?.isFallbackAdapter ||
    software.test(`${info?.vendor} ${info?.architecture} ${info?.device} ${info?.description}`)
  )
    return null;
  // Fetched only where it runs; it registers itself.
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
  if (!context || software.test(names ? String(context.getParameter(names.UNMASKED_RENDERER_WEBGL)) : ''))
    return null;
  if (!(await activate('webgl'))) return null;
  const { gpgpu } = tf.backend() as unknown as { gpgpu: { gl: WebGL2RenderingContext } };
  return { name: 'WebGL', isLost: () => gpgpu.gl.isContextLost() };
}

async function openWasm(): Promise<OpenBackend | null> {
  setWasmPaths({
    'tfjs-backend-wasm.wasm': wasmPlain,
    'tfjs-backend-wasm-simd.wasm': wasmSimd,
    'tfjs-backend-wasm-threaded-simd.wasm': wasmThreads,
  });
  // One thread: the threaded build needs its own worker script, which a bundle does not keep intact.
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
