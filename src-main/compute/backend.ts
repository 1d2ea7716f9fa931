/** Opens what tfjs computes on; nothing else in the code knows which backend it is. */
import type { Backend } from '../../src-shared/compute/index.ts';
import type { BackendId } from '../../src-shared/contract/index.ts';
import { openCpu } from './backend-cpu.ts';
import type { Opener, OpenOptions } from './backend-types.ts';
import { openWasm } from './backend-wasm.ts';
import { openWebgpu } from './backend-webgpu.ts';
import { chooseBackend } from './choose-backend.ts';
import { selfCheck } from './self-check.ts';
import { openTensorflow, openTensorflowGpu } from './tensorflow/backend.ts';

const openers: Record<BackendId, Opener> = {
  'tensorflow-gpu': openTensorflowGpu,
  webgpu: openWebgpu,
  tensorflow: openTensorflow,
  wasm: openWasm,
  cpu: openCpu,
};

/**
 * Opens a backend that has shown that it computes rightly; `auto` is the fastest of those that work.
 * @param all tests hand in their own.
 * @throws TammesError 'backend-missing' with the reason and the remedy.
 */
export async function openBackend(
  id: BackendId | 'auto',
  options: OpenOptions = {},
  all: Readonly<Record<BackendId, Opener>> = openers,
): Promise<Backend> {
  const backend = await all[id === 'auto' ? await chooseBackend() : id](options);
  await selfCheck(backend);
  return backend;
}
