import type { EpochMetrics } from '../contract/index.ts';
import type { Tensor2D, Tf } from '../tf.ts';
import type { EmbedBlocks } from './embed-blocks.ts';
import { AngleSums, nearestCosines, unit } from './metrics.ts';
import type { PreparedRun } from './prepared-run.ts';

/** What an epoch is measured by. */
export type Measures = Pick<
  EpochMetrics,
  'ownAngle' | 'nearestOtherAngle' | 'ownAngles' | 'validation' | 'openSet'
>;

/**
 * How training samples, and those to validate on, lie among the class centres, and how people kept out are found. Where a step sees
 * some of the classes, as many of the training samples are measured, evenly: each is compared with all classes, which would else
 * take longer than training.
 * @param centres [C, D], raw.
 */
export async function measure(
  tf: Tf,
  { spec, split, labels, judge }: PreparedRun,
  embedBlocks: EmbedBlocks,
  centres: Tensor2D,
): Promise<Measures> {
  const directions = tf.tidy(() => unit(tf, centres));
  const sumsOf = async (samples: readonly number[]) => {
    const sums = new AngleSums();
    await embedBlocks(samples, async (indices, embeddings) => {
      const { target, nearestOther } = tf.tidy(() => {
        const classes = indices.map((i) => labels[i]!);
        return nearestCosines(tf, embeddings, directions, tf.tensor1d(classes, 'int32'));
      });
      sums.add(await target.data(), await nearestOther.data());
      tf.dispose([target, nearestOther]);
    });
    return sums;
  };
  const measured = split.train.filter(
    (_, i) => Math.floor(i * spec.classShare) > Math.floor((i - 1) * spec.classShare),
  );
  const trained = await sumsOf(measured);
  const validated = split.validation.length === 0 ? null : await sumsOf(split.validation);
  directions.dispose();
  return {
    ownAngle: trained.ownAngle,
    nearestOtherAngle: trained.nearestOtherAngle,
    ownAngles: trained.histogram,
    validation: validated && { correct: validated.correct, total: split.validation.length },
    openSet: judge && (await judge.measure(embedBlocks)),
  };
}
