/** Chooses what tfjs computes on; nothing else in the code knows which backend it is. */
import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import util from 'node:util';
import type { BackendId, BackendStatus } from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors.ts';
import type { Tf } from '../../src-shared/tf.ts';

// Node cannot load tfjs's ES modules, and all parts must share one tfjs: everything comes through `require`.
const require = createRequire(import.meta.url);

/** A tfjs that is ready on its backend. */
export interface Backend {
  tf: Tf;
  id: BackendId;
  /** What it runs on, for people. */
  device: string;
}

/** Best first. */
const openers: Record<BackendId, () => Promise<Backend>> = {
  'tensorflow-gpu': openTensorflowGpu,
  wasm: openWasm,
  cpu: openCpu,
};
const order = Object.keys(openers) as BackendId[];

/**
 * Opens a backend; `auto` takes the first that works.
 * @throws TammesError 'backend-missing' with the reason and the remedy.
 */
export async function openBackend(id: BackendId | 'auto'): Promise<Backend> {
  if (id !== 'auto') return openers[id]();
  for (const candidate of order) {
    const backend = await openers[candidate]().catch(() => null);
    if (backend !== null) return backend;
  }
  throw missing('auto', 'no backend of tfjs starts', 'Run npm ci again.');
}

/** What runs on this machine, and why the rest does not. */
export async function listBackends(): Promise<BackendStatus[]> {
  const list: BackendStatus[] = [];
  for (const id of order) {
    try {
      const { device } = await openers[id]();
      list.push({ id, available: true, device, reason: '' });
    } catch (error) {
      const reason = error instanceof TammesError ? `${error.message} ${error.remedy}` : String(error);
      list.push({ id, available: false, device: '', reason });
    }
  }
  return list;
}

async function openWasm(): Promise<Backend> {
  const tf = require('@tensorflow/tfjs') as Tf;
  const wasm = require('@tensorflow/tfjs-backend-wasm') as typeof import('@tensorflow/tfjs-backend-wasm');
  const main = require.resolve('@tensorflow/tfjs-backend-wasm');
  wasm.setWasmPaths(join(dirname(main), sep));
  await activate(tf, 'wasm');
  const simd = await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT');
  return { tf, id: 'wasm', device: simd ? 'CPU (WebAssembly, SIMD)' : 'CPU (WebAssembly)' };
}

async function openCpu(): Promise<Backend> {
  const tf = require('@tensorflow/tfjs') as Tf;
  await activate(tf, 'cpu');
  return { tf, id: 'cpu', device: 'CPU (JavaScript)' };
}

async function openTensorflowGpu(): Promise<Backend> {
  mendUtil();
  let tf: Tf;
  try {
    tf = require('@tensorflow/tfjs-node-gpu') as Tf;
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    const why = code === 'MODULE_NOT_FOUND' ? 'it is not installed' : firstLine(cause);
    throw missing(
      'tensorflow-gpu',
      why,
      'It needs an NVIDIA GPU with CUDA 11 and cuDNN 8; run npm install @tensorflow/tfjs-node-gpu on a machine with network.',
      cause,
    );
  }
  await activate(tf, 'tensorflow');
  return { tf, id: 'tensorflow-gpu', device: 'NVIDIA GPU (CUDA)' };
}

async function activate(tf: Tf, name: string): Promise<void> {
  // Keeps tfjs from advising on standard error to install another backend.
  tf.enableProdMode();
  if (!(await tf.setBackend(name))) throw missing(name, 'tfjs cannot start it', 'Run npm ci again.');
  await tf.ready();
}

/** tfjs-node's binding calls helpers that Node 23 removed from `util`. */
function mendUtil(): void {
  const old = {
    isNullOrUndefined: (value: unknown) => value === null || value === undefined,
    isArray: Array.isArray,
  };
  for (const [name, helper] of Object.entries(old)) {
    if (!(name in util)) Object.defineProperty(util, name, { value: helper });
  }
}

function missing(id: string, why: string, remedy: string, cause?: unknown): TammesError {
  return new TammesError('backend-missing', `The backend ${id} cannot be used: ${why}.`, remedy, { cause });
}

function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split('\n')[0]!.replace(/\.$/, '');
}
