/**
 * The window's Web Worker: finds, aligns and describes faces, so that the interface never waits. Plain
 * functions behind a channel; what they compute is in src-shared/vision.
 */
import * as tf from '@tensorflow/tfjs';
import { setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import wasmPlain from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import wasmSimd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import wasmThreads from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';
import { expose, transfer } from 'comlink';
import { type DescribedFace, mediaUrl, type Pixels } from '../../src-shared/contract/index.ts';
import {
  createVision,
  type ModelFiles,
  modelFileNames,
  modelNames,
  type Vision,
} from '../../src-shared/vision/index.ts';

let backend = '';
const vision = start();

async function start(): Promise<Vision> {
  backend = await openBackend();
  return createVision({ tf, models: await fetchModels() });
}

/** WebGL where it truly computes, else WASM. */
async function openBackend(): Promise<string> {
  if ((await tf.setBackend('webgl').catch(() => false)) && (await computes())) return 'WebGL';
  setWasmPaths({
    'tfjs-backend-wasm.wasm': wasmPlain,
    'tfjs-backend-wasm-simd.wasm': wasmSimd,
    'tfjs-backend-wasm-threaded-simd.wasm': wasmThreads,
  });
  // One thread: the threaded build needs its own worker script, which a bundle does not keep intact.
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  setThreadsCount(1);
  await tf.setBackend('wasm');
  await tf.ready();
  return 'WebAssembly';
}

/** Some drivers start and then answer with zeros. */
async function computes(): Promise<boolean> {
  const isSoftware = /swiftshader|llvmpipe|software/i.test(rendererName());
  // WebGL without a GPU is slower than WASM.
  if (isSoftware) return false;
  try {
    const product = tf.tidy(() => tf.matMul(tf.tensor2d([[1, 2]]), tf.tensor2d([[3], [4]])));
    const [value] = await product.data();
    product.dispose();
    return value === 11;
  } catch {
    return false;
  }
}

function rendererName(): string {
  const context = new OffscreenCanvas(1, 1).getContext('webgl2');
  const names = context?.getExtension('WEBGL_debug_renderer_info');
  return names ? String(context?.getParameter(names.UNMASKED_RENDERER_WEBGL)) : '';
}

async function fetchModels(): Promise<ModelFiles> {
  const entries = modelNames.map(async (name) => {
    const files = modelFileNames(name);
    const [manifest, weights] = await Promise.all([
      fetch(mediaUrl.model(files.manifest)).then((response) => response.json() as Promise<unknown>),
      fetch(mediaUrl.model(files.weights)).then((response) => response.arrayBuffer()),
    ]);
    return [name, { manifest, weights }] as const;
  });
  return Object.fromEntries(await Promise.all(entries)) as ModelFiles;
}

const functions = {
  /** What faces are found on. */
  async backend(): Promise<string> {
    await vision;
    return backend;
  },
  async describe(photo: Pixels): Promise<DescribedFace[]> {
    const faces = await (await vision).describe(photo);
    return transfer(
      faces,
      faces.map(({ chip }) => chip.buffer),
    );
  },
};

export type VisionWorker = typeof functions;
expose(functions);
