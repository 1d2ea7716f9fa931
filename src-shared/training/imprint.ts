import { randomFrom } from '../random.ts';
import type { Tensor2D, Tf } from '../tf.ts';
import type { EmbedBlocks } from './embed-blocks.ts';
import { unit } from './metrics.ts';
import type { PreparedRun } from './prepared-run.ts';

/**
 * Class centres at the mean direction of their own embeddings (Qi, Brown and Lowe 2018, "Low-Shot Learning
 * with Imprinted Weights"): with few photos a person, random ones take longer to find their place than there is
 * data. Of several centres a class each takes its share of the photos.
 * @param perClass centres of a class. @returns [classes * perClass, D], at length one.
 */
export async function imprint(
  tf: Tf,
  { spec, people, labels, split }: PreparedRun,
  embedBlocks: EmbedBlocks,
  perClass: number,
): Promise<Tensor2D> {
  const { dim } = spec.head;
  const rows = people.length * perClass;
  const sums = new Float32Array(rows * dim);
  const seen = new Int32Array(people.length);
  await embedBlocks(split.train, async (indices, embeddings) => {
    const directions = tf.tidy(() => unit(tf, embeddings));
    const values = await directions.data();
    directions.dispose();
    for (const [k, index] of indices.entries()) {
      const label = labels[index]!;
      const row = label * perClass + (seen[label]!++ % perClass);
      for (let j = 0; j < dim; j++) sums[row * dim + j]! += values[k * dim + j]!;
    }
  });
  const random = randomFrom(spec.seed, 6);
  for (let row = 0; row < rows; row++) {
    const centre = sums.subarray(row * dim, (row + 1) * dim);
    // A class with fewer photos than centres: the rest begin beside its first.
    if (row % perClass >= seen[Math.floor(row / perClass)]!) {
      const first = (row - (row % perClass)) * dim;
      for (let j = 0; j < dim; j++) centre[j] = sums[first + j]! + 0.1 * random.normal();
    }
    const length = Math.hypot(...centre) || 1;
    for (let j = 0; j < dim; j++) centre[j]! /= length;
  }
  return tf.tensor2d(sums, [rows, dim]);
}
