/** tfjs on a GPU through Dawn, the WebGPU of the npm package `webgpu`: Vulkan, Metal or Direct3D 12. */
import { TammesError } from '../../src-shared/errors.ts';
import type { Tf } from '../../src-shared/tf.ts';
import {
  activate,
  type Backend,
  firstLine,
  gibibytes,
  isNotInstalled,
  missing,
  require,
} from './backend-types.ts';
import { compileForReplay } from './replay.ts';

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

/** One device a process: tfjs holds one backend by name. */
let opened: Promise<Backend> | null = null;

/** @throws TammesError 'backend-missing' where there is no adapter. */
export async function openWebgpu(): Promise<Backend> {
  opened ??= start().catch((error: unknown) => {
    opened = null;
    throw error;
  });
  const backend = await opened;
  await activate(backend.tf, 'webgpu');
  return backend;
}

async function start(): Promise<Backend> {
  if (process.versions.electron !== undefined) {
    throw missing(
      'webgpu',
      'the desktop app does not train on WebGPU yet: it would take a hidden window for the trainer',
      'Train on the command line: npx tammes train --backend webgpu.',
    );
  }
  const { gpu, adapter, globals } = await findAdapter();
  // The package of the backend reads these as it is loaded, and registers itself only where it finds WebGPU.
  for (const [name, value] of Object.entries(globals)) {
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
  // Node's `navigator` has a getter only, so `gpu` is put on the object. It also keeps Dawn's instance alive.
  Object.defineProperty(globalThis.navigator, 'gpu', { value: gpu, configurable: true });
  let tf: Tf;
  try {
    tf = require('@tensorflow/tfjs') as Tf;
    const { WebGPUBackend } = require('@tensorflow/tfjs-backend-webgpu') as {
      WebGPUBackend: new (device: GPUDevice, info: GPUAdapterInfo) => ReturnType<Tf['backend']>;
    };
    const requiredLimits = Object.fromEntries(limits.map((name) => [name, adapter.limits[name]]));
    const device = await adapter.requestDevice({ requiredLimits });
    tf.removeBackend('webgpu');
    tf.registerBackend('webgpu', () => new WebGPUBackend(device, adapter.info));
    // 4.22's product in parts is wrong for a transposed second factor and 2,000 or more terms.
    tf.env().set('WEBGPU_MATMUL_PROGRAM_TYPE', packedProduct);
    return {
      tf,
      id: 'webgpu',
      device: nameOf(adapter.info),
      memory: `tensors up to ${gibibytes(adapter.limits.maxBufferSize)}`,
      isSoftware: isSoftware(adapter.info),
      check: watch(device),
      compile: compileForReplay(tf),
    };
  } catch (cause) {
    throw notLoaded(cause);
  }
}

interface Found {
  gpu: GPU;
  adapter: GPUAdapter;
  globals: object;
}

async function findAdapter(): Promise<Found> {
  let dawn: { create(options: string[]): GPU; globals: object };
  try {
    // An ES module; its native part is loaded as it is imported.
    dawn = await import('webgpu');
  } catch (cause) {
    throw notLoaded(cause);
  }
  // Without a session, Mesa's layer that chooses among GPUs complains of it on standard error.
  if (!process.env.XDG_RUNTIME_DIR) process.env.NODEVICE_SELECT = '1';
  // Dawn would ask OpenGL, too, on which tfjs does not run.
  const gpu = dawn.create(process.platform === 'linux' ? ['backend=vulkan'] : []);
  let adapter: GPUAdapter | null;
  try {
    adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  } catch (cause) {
    throw missing('webgpu', firstLine(cause), 'Update the driver of the GPU.', cause);
  }
  if (adapter !== null) return { gpu, adapter, globals: dawn.globals };
  throw missing(
    'webgpu',
    'no GPU is found',
    process.platform === 'linux'
      ? "It needs a GPU, its Vulkan driver and Vulkan's loader (libvulkan1 on Debian and Ubuntu)."
      : 'It needs a GPU and its current driver.',
  );
}

/** Dawn reports failed commands only as events: without these, numbers would be wrong in silence. */
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
    throw new TammesError(
      'internal',
      `WebGPU failed: ${failure}.`,
      'Use a smaller batch or the backend wasm; a run goes on from its last checkpoint.',
    );
  };
}

function nameOf({ vendor, architecture, description }: GPUAdapterInfo): string {
  const name = [vendor, architecture].filter((part) => part !== '').join(' ') || 'GPU';
  return `${name}${description && ` (${description})`}, WebGPU`;
}

/** Dawn marks most adapters that are none; the names are those of the others. */
export function isSoftware(info: GPUAdapterInfo): boolean {
  const text = `${info.vendor} ${info.architecture} ${info.device} ${info.description}`;
  return info.isFallbackAdapter || /swiftshader|llvmpipe|lavapipe|softpipe|basic render|\bwarp\b/i.test(text);
}

function notLoaded(cause: unknown): TammesError {
  if (!isNotInstalled(cause)) return missing('webgpu', firstLine(cause), 'Run npm ci again.', cause);
  return /dawn\.node/.test(firstLine(cause))
    ? missing(
        'webgpu',
        `the package webgpu has no build for ${process.platform} ${process.arch}`,
        'Use another backend.',
        cause,
      )
    : missing('webgpu', 'it is not installed', 'Run npm ci without leaving out optional packages.', cause);
}
