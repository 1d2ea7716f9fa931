import type { Tensor2D, Tf } from '../tf.ts';
import { rowsAtOnce } from './metrics.ts';

/**
 * Embeds samples block by block and hands each block to `use`: the indices of its samples, and their embeddings [N, D], raw and
 * freed afterwards.
 */
export type EmbedBlocks = (
  samples: readonly number[],
  use: (indices: readonly number[], embeddings: Tensor2D) => Promise<void>,
) => Promise<void>;

/** @param embed [N, D] of N samples; called within `tf.tidy`. */
export function inBlocks(
  tf: Tf,
  classes: number,
  embed: (indices: readonly number[]) => Tensor2D,
): EmbedBlocks {
  return async (samples, use) => {
    const rows = rowsAtOnce(classes);
    for (let start = 0; start < samples.length; start += rows) {
      const indices = samples.slice(start, start + rows);
      const embeddings = tf.tidy(() => embed(indices));
      await use(indices, embeddings);
      embeddings.dispose();
    }
  };
}
