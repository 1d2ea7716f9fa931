/** WebGPU in Node through Dawn, from the npm package `webgpu`: Vulkan, Metal or Direct3D 12. */
import {
  activate,
  type Backend,
  findAdapter,
  openOnAdapter,
  type WebgpuBackend,
} from '../../src-shared/compute/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import { firstLine } from '../../src-shared/first-line.ts';
import type { Tf } from '../../src-shared/tf.ts';
import { isNotInstalled, require } from './backend-types.ts';

/** One device a process: tfjs holds one backend by name. */
let opened: Promise<Backend> | null = null;

/** @throws TammesError 'backend-missing' if there is no adapter. */
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
  try {
    // An ES module; its native part is loaded as it is imported.
    const dawn: { create(options: string[]): GPU; globals: object } = await import('webgpu');
    // Without a session, Mesa's layer that chooses among GPUs complains of it on standard error.
    if (!process.env.XDG_RUNTIME_DIR) process.env.NODEVICE_SELECT = '1';
    // Dawn would ask OpenGL, too, on which tfjs does not run.
    const gpu = dawn.create(process.platform === 'linux' ? ['backend=vulkan'] : []);
    const adapter = await findAdapter(gpu, process.platform === 'linux' ? 'linux' : 'other');
    // The package of the backend reads these as it is loaded, and registers itself only if it finds WebGPU.
    for (const [name, value] of Object.entries(dawn.globals)) {
      Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
    }
    // Node's `navigator` has a getter only, so `gpu` is put on the object. It also keeps Dawn's instance alive.
    Object.defineProperty(globalThis.navigator, 'gpu', { value: gpu, configurable: true });
    const tf = require('@tensorflow/tfjs') as Tf;
    const { WebGPUBackend } = require('@tensorflow/tfjs-backend-webgpu') as { WebGPUBackend: WebgpuBackend };
    return await openOnAdapter(tf, WebGPUBackend, adapter);
  } catch (cause) {
    throw cause instanceof TammesError ? cause : notLoaded(cause);
  }
}

function notLoaded(cause: unknown): TammesError {
  const reason = firstLine(cause);
  if (!isNotInstalled(cause)) return new TammesError('webgpu-not-loaded', { reason }, { cause });
  const platform = `${process.platform} ${process.arch}`;
  return /dawn\.node/.test(reason)
    ? new TammesError('webgpu-not-built', { platform }, { cause })
    : new TammesError('webgpu-not-installed', {}, { cause });
}
