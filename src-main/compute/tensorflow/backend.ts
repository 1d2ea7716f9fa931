/** TensorFlow's own library through tfjs-node: on an NVIDIA GPU with CUDA, or on the CPU's cores. */
import { spawnSync } from 'node:child_process';
import { activate, type Backend } from '../../../src-shared/compute/index.ts';
import type { BackendId } from '../../../src-shared/contract/index.ts';
import { TammesError } from '../../../src-shared/errors/index.ts';
import type { Tf } from '../../../src-shared/tf.ts';
import { loadTensorflow } from './binding.ts';
import { compileForTensorflow, whyNoGraphs } from './graph.ts';
import { replaceRowsInPlace } from './replace-rows.ts';

/** Which of the two this process has loaded: TensorFlow looks for GPUs once. */
let loaded: BackendId | null = null;

/** @throws TammesError 'backend-missing', also if TensorFlow works but finds no GPU. */
export async function openTensorflowGpu(): Promise<Backend> {
  const backend = await open('tensorflow-gpu');
  const { isUsingGpuDevice } = backend.tf.backend() as unknown as { isUsingGpuDevice: boolean };
  if (isUsingGpuDevice) return { ...backend, ...describeGpu() };
  throw new TammesError('tensorflow-without-gpu', {});
}

/** @throws TammesError 'backend-missing'. */
export async function openTensorflow(): Promise<Backend> {
  return open('tensorflow');
}

async function open(id: BackendId): Promise<Backend> {
  if (loaded !== null && loaded !== id) {
    throw new TammesError('tensorflow-already-loaded', { backend: id, loaded });
  }
  // TensorFlow reads these as it is loaded: no chatter on standard error; no GPU if the CPU was asked for.
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '3';
  // Announces itself in spite of that, and won 5 % at most.
  process.env.TF_ENABLE_ONEDNN_OPTS ??= '0';
  if (id === 'tensorflow') process.env.CUDA_VISIBLE_DEVICES = '-1';
  const tf: Tf = loadTensorflow(id);
  loaded = id;
  await activate(tf, 'tensorflow');
  const { binding } = tf.backend() as unknown as { binding: { TF_Version: string } };
  const device = `CPU (TensorFlow ${binding.TF_Version})`;
  const backend: Backend = { tf, id, device, memory: '', isSoftware: false, check() {} };
  // On a GPU all weights would go through the computer's memory at each step: what a graph takes and gives lies there.
  if (id === 'tensorflow-gpu') return backend;
  replaceRowsInPlace(tf);
  const why = whyNoGraphs(tf);
  if (why !== null) return { ...backend, device: `${device}, slowly: it runs no graphs (${why})` };
  return { ...backend, compile: compileForTensorflow(tf) };
}

/** The first GPU as its driver's own tool names it; TensorFlow's binding does not say. */
function describeGpu(): Pick<Backend, 'device' | 'memory'> {
  const query = ['--query-gpu=name,memory.total', '--format=csv,noheader'];
  const { stdout } = spawnSync('nvidia-smi', query, { encoding: 'utf8', timeout: 5000 });
  const [name = 'NVIDIA GPU', memory = ''] = (stdout ?? '').trim().split('\n')[0]!.split(', ');
  return { device: `${name || 'NVIDIA GPU'} (CUDA)`, memory };
}
