/** Writes rows into a tensor that TensorFlow holds; its operations else answer with a copy of the whole. */
import type { Tensor } from '@tensorflow/tfjs';
import type { FusedName } from '../../../src-shared/operations.ts';
import type { Tf } from '../../../src-shared/tf.ts';

/** tfjs-node's backend, as far as it is used here. */
interface NodeBackend {
  binding: { TF_ATTR_TYPE: number };
  getDTypeInteger(dtype: string): number;
  executeSingleOutput(op: string, attributes: object[], inputs: Tensor[]): Tensor;
}

/** @param tf on tfjs-node's backend, on the CPU: where TensorFlow is asked operation by operation, InplaceUpdate is what its name says. */
export function replaceRowsInPlace(tf: Tf): void {
  const backend = tf.backend() as unknown as NodeBackend;
  const attributes = [
    { name: 'T', type: backend.binding.TF_ATTR_TYPE, value: backend.getDTypeInteger('float32') },
  ];
  const kernelName: FusedName = 'TammesReplaceRows';
  tf.registerKernel({
    kernelName,
    backendName: 'tensorflow',
    kernelFunc({ inputs }) {
      const { matrix, indices, rows } = inputs as unknown as Record<string, Tensor>;
      return [backend.executeSingleOutput('InplaceUpdate', attributes, [matrix!, indices!, rows!])];
    },
  });
}
