/** tfjs on a GPU through WebGPU, whoever brings that: Dawn as a package in Node, Chromium in the trainer's page. */
import { type ParametersOf, TammesError } from '../errors/index.ts';
import { firstLine } from '../first-line.ts';
import type { Tf } from '../tf.ts';
import { activate, type Backend } from './backend.ts';
import { compileForReplay } from './replay.ts';
import { replayCommands } from './replay-commands.ts';
import { registerShaders, shaderRunner } from './webgpu-kernels/index.ts';

/** tfjs's class of the backend. */
export type WebgpuBackend = new (device: GPUDevice, info: GPUAdapterInfo) => ReturnType<Tf['backend']>;

/** What tfjs's own start asks of an adapter; Dawn's defaults would be 128 and 256 MiB for a buffer. */
const limits = [
  'maxComputeWorkgroupStorageSize',
  'maxComputeWorkgroupsPerDimension',
  'maxStorageBufferBindingSize',
  'maxBufferSize',
  'maxComputeWorkgroupSizeX',
  'maxComputeInvocationsPerWorkgroup',
] as const;

/** tfjs's `MatMulPackedProgram`, for its flag WEBGPU_MATMUL_PROGRAM_TYPE. */
const packedProduct = 3;

/**
 * The fastest adapter.
 * @param needs a machine's missing parts, for the error if there is no adapter.
 * @throws TammesError 'backend-missing' if there is no adapter.
 */
export async function findAdapter(
  gpu: GPU,
  needs: ParametersOf<'webgpu-without-gpu'>['needs'],
): Promise<GPUAdapter> {
  let adapter: GPUAdapter | null;
  try {
    adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  } catch (cause) {
    throw new TammesError('webgpu-driver-failed', { reason: firstLine(cause) }, { cause });
  }
  if (adapter === null) throw new TammesError('webgpu-without-gpu', { needs });
  return adapter;
}

/** Makes tfjs compute on an adapter. tfjs holds one device: a process or a page does this once. */
export async function openOnAdapter(tf: Tf, Webgpu: WebgpuBackend, adapter: GPUAdapter): Promise<Backend> {
  const requiredLimits = Object.fromEntries(limits.map((name) => [name, adapter.limits[name]]));
  const device = await adapter.requestDevice({ requiredLimits });
  // The package registers itself as it is loaded, with a device of its own.
  tf.removeBackend('webgpu');
  tf.registerBackend('webgpu', () => new Webgpu(device, adapter.info));
  // 4.22's product in parts is wrong for a transposed second factor and 2,000 or more terms.
  tf.env().set('WEBGPU_MATMUL_PROGRAM_TYPE', packedProduct);
  await activate(tf, 'webgpu');
  const run = shaderRunner(tf);
  registerShaders(tf, run);
  return {
    tf,
    id: 'webgpu',
    device: nameOf(adapter.info),
    memory: `tensors up to ${gibibytes(adapter.limits.maxBufferSize)}`,
    isSoftware: isSoftware(adapter.info),
    check: watch(device),
    compile: compileForReplay(tf, (recording) => replayCommands(tf, run, recording)),
  };
}

/** WebGPU reports failed commands only as events: without these, numbers would be wrong in silence. */
function watch(device: GPUDevice): () => void {
  let failure = '';
  device.addEventListener('uncapturederror', (event) => {
    event.preventDefault();
    failure ||= firstLine(event.error.message);
  });
  void device.lost.then(({ reason, message }) => {
    failure ||= `the GPU was lost (${reason}): ${firstLine(message)}`;
  });
  return () => {
    if (failure === '') return;
    throw new TammesError('webgpu-failed', { reason: failure });
  };
}

function nameOf({ vendor, architecture, description }: GPUAdapterInfo): string {
  const name = [vendor, architecture].filter((part) => part !== '').join(' ') || 'GPU';
  return `${name}${description && ` (${description})`}, WebGPU`;
}

/** Names of GPUs that are none, but compute on the CPU. */
export const softwareNames = /swiftshader|llvmpipe|lavapipe|softpipe|software|basic render|\bwarp\b/i;

/** Whether an adapter is no GPU. Dawn marks most that are none; the names are those of the others. */
export function isSoftware(info: GPUAdapterInfo): boolean {
  const text = `${info.vendor} ${info.architecture} ${info.device} ${info.description}`;
  return info.isFallbackAdapter || softwareNames.test(text);
}

/** A number of bytes in GiB, for people. */
const gibibytes = (bytes: number) => `${(bytes / 2 ** 30).toFixed(1)} GiB`;
