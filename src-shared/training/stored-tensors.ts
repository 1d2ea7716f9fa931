/** Tensors to numbers that can be stored, and back. */
import type { Tensors } from '../compute/index.ts';
import type { Tf } from '../tf.ts';
import type { StoredTensor } from './safetensors.ts';

export function toTensors(tf: Tf, weights: Record<string, StoredTensor>): Tensors {
  return Object.fromEntries(
    Object.entries(weights).map(([name, value]) => [name, tf.tensor(value.values, value.shape, 'float32')]),
  );
}

export async function toWeights(tensors: Tensors): Promise<Record<string, StoredTensor>> {
  const weights: Record<string, StoredTensor> = {};
  for (const [name, tensor] of Object.entries(tensors)) {
    weights[name] = { shape: tensor.shape, values: Float32Array.from(await tensor.data()) };
  }
  return weights;
}
