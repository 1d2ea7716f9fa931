import type { EpochMetrics } from '../contract/index.ts';
import type { Tensor2D, Tf } from '../tf.ts';
import type { EmbedBlocks } from './embed-blocks.ts';
import { AngleSums, nearestCosines } from './metrics.ts';
import type { PreparedRun } from './prepared-run.ts';

/** What an epoch is measured by. */
export type Measures = Pick<
  EpochMetrics,
  'ownAngle' | 'nearestOtherAngle' | 'ownAngles' | 'validation' | 'openSet'
>;

/**
 * How training samples, and those to validate on, lie among the class centres, and how people kept out are found.
 * @param centres [C, D], raw.
 */
export async function measure(
  tf: Tf,
  { split, labels, judge }: PreparedRun,
  embedBlocks: EmbedBlocks,
  centres: Tensor2D,
): Promise<Measures> {
  const sumsOf = async (samples: readonly number[]) => {
    const sums = new AngleSums();
    await embedBlocks(samples, async (indices, embeddings) => {
      const { target, nearestOther } = tf.tidy(() => {
        const classes = indices.map((i) => labels[i]!);
        return nearestCosines(tf, embeddings, centres, tf.tensor1d(classes, 'int32'));
      });
      sums.add(await target.data(), await nearestOther.data());
      tf.dispose([target, nearestOther]);
    });
    return sums;
  };
  const trained = await sumsOf(split.train);
  const validated = split.validation.length === 0 ? null : await sumsOf(split.validation);
  return {
    ownAngle: trained.ownAngle,
    nearestOtherAngle: trained.nearestOtherAngle,
    ownAngles: trained.histogram,
    validation: validated && { correct: validated.correct, total: split.validation.length },
    openSet: judge && (await judge.measure(embedBlocks)),
  };
}
