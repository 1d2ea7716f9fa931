/** Puts Tammes' kernels in place of tfjs's, and beside them those of fused operations. */
import type { KernelFunc } from '@tensorflow/tfjs';
import type { FusedName } from '../../../src-shared/operations.ts';
import type { Tf } from '../../../src-shared/tf.ts';
import { convolutions } from './convolutions.ts';
import { matrixProducts } from './matrix-products.ts';
import type { Kernels } from './signatures.ts';
import { type Inputs, memoryOf, type RunKernel } from './tfjs-memory.ts';
import { placeKernels, rowKernels, softmaxKernels, stepKernels } from './training-kernels.ts';

/** @param kernels on the backend's memory. */
export function registerKernels(tf: Tf, kernels: Kernels): void {
  const memory = memoryOf(tf);
  for (const [kernelName, ours] of Object.entries(matrixProducts(kernels, memory))) {
    const { kernelFunc: theirs } = tf.getKernel(kernelName, 'wasm');
    tf.unregisterKernel(kernelName, 'wasm');
    const kernelFunc: KernelFunc = (call) => ours(call.inputs as Inputs, call.attrs ?? {}) ?? theirs(call);
    tf.registerKernel({ kernelName, backendName: 'wasm', kernelFunc });
  }
  const fused: Record<FusedName, RunKernel> = {
    ...rowKernels(kernels, memory),
    ...placeKernels(kernels, memory),
    ...softmaxKernels(kernels, memory),
    ...stepKernels(kernels, memory),
    ...convolutions(kernels, memory),
  };
  for (const [kernelName, run] of Object.entries(fused)) {
    const kernelFunc: KernelFunc = ({ inputs, attrs }) => run(inputs as Inputs, attrs ?? {});
    tf.registerKernel({ kernelName, backendName: 'wasm', kernelFunc });
  }
}
