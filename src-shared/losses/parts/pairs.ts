/** What the losses on pairs of samples share: which pairs are of one person, similarities, distances. */
import type { Tensor, Tensor1D, Tensor2D, Tf } from '../../tf.ts';
import { cosinesOf, normalise, orthogonal, type Unit } from './angles.ts';
import type { Evaluation, Loss, ParameterValues } from './loss.ts';
import { yesNoParameter } from './parameters.ts';
import { isPositive } from './same-on-all-backends.ts';

/** The ordered pairs of a batch, [N, N] each, 1 where it holds; a sample makes no pair with itself. */
export interface PairMasks {
  positive: Tensor2D;
  negative: Tensor2D;
}

export function pairsOf(tf: Tf, labels: Tensor1D): PairMasks {
  const differ = (values: Tensor) => isPositive(tf, tf.abs(tf.sub(tf.expandDims(values, 1), values)));
  const negative = differ(tf.cast(labels, 'float32')) as Tensor2D;
  const isOther = differ(tf.range(0, labels.shape[0]));
  return { positive: tf.sub(isOther, negative) as Tensor2D, negative };
}

/** A loss on pairs: it has no class centres, and needs several photos of a person in a batch. */
export function pairLoss(
  parts: Omit<Loss, 'evaluate' | 'trainables'> & {
    onPairs(
      tf: Tf,
      batch: { embeddings: Tensor2D; labels: Tensor1D },
      values: ParameterValues,
    ): PairEvaluation;
  },
): Loss {
  const { onPairs, ...rest } = parts;
  return {
    ...rest,
    comparesSamples: true,
    trainables: () => ({}),
    evaluate: (tf, batch, values) => ({
      ...onPairs(tf, batch, values),
      trainables: {},
      cosines: null,
      state: {},
    }),
  };
}

export type PairEvaluation = Pick<Evaluation, 'value' | 'terms' | 'embeddings'>;

/** Cosines between all samples of a batch, and the way back from gradients by them. */
export function similaritiesOf(tf: Tf, embeddings: Tensor2D) {
  const unit = normalise(tf, embeddings);
  return {
    /** [N, N] */
    similarities: cosinesOf(tf, unit.unit, unit.unit),
    /** From the gradient by each ordered similarity to that by the raw embeddings. */
    back(gradient: Tensor2D): Tensor2D {
      const both = tf.add(gradient, tf.transpose(gradient));
      return orthogonal(tf, unit, tf.matMul(both, unit.unit) as Tensor2D);
    },
  };
}

export const normaliseParameter = yesNoParameter(
  { en: 'Normalise', ja: '正規化' },
  true,
  {
    en: 'Whether embeddings are scaled to length one first.',
    ja: '先に埋め込みを長さ1にそろえるかどうかです。',
  },
  { en: 'Distances on the sphere, from 0 to 2.', ja: '球面上の距離（0 から 2）です。' },
  { en: 'Distances of the raw embeddings.', ja: '生の埋め込みの距離です。' },
);

/** Distances below this, in parts of the largest entry, are rounding noise: the samples coincide. */
const coincident = 1e-6;

/** Entries of a block of differences, [rows, N, D], that are held at once. */
const differencesAtOnce = 4_000_000;

/**
 * Euclidean distances between all samples of a batch, and the way back from gradients by them. From the
 * differences themselves: |a|² + |b|² - 2 ab would leave near samples, which decide what is mined, no digits.
 */
export function distancesOf(tf: Tf, embeddings: Tensor2D, isNormalised: boolean, isSquared: boolean) {
  const unit: Unit | null = isNormalised ? normalise(tf, embeddings) : null;
  // Raw ones are brought to the size of the largest entry, so that squares stay within float32.
  const size = unit === null ? tf.maximum(tf.max(tf.abs(embeddings)), 1e-30) : tf.scalar(1);
  const points = unit?.unit ?? (tf.div(embeddings, size) as Tensor2D);
  const [count, dim] = points.shape;
  const rows = Math.max(1, Math.floor(differencesAtOnce / (count * dim)));
  const all = tf.expandDims(points, 0);
  /** One tensor out of what each block of rows makes of its differences. */
  const inBlocks = (make: (differences: Tensor, start: number, length: number) => Tensor) => {
    const blocks: Tensor[] = [];
    for (let start = 0; start < count; start += rows) {
      const length = Math.min(rows, count - start);
      blocks.push(
        tf.tidy(() => {
          const block = tf.expandDims(tf.slice(points, [start, 0], [length, -1]), 1);
          return make(tf.sub(block, all), start, length);
        }),
      );
    }
    return (blocks.length === 1 ? blocks[0]! : tf.concat(blocks)) as Tensor2D;
  };
  const raw = inBlocks((differences) => tf.sum(tf.square(differences), 2));
  const isApart = isPositive(tf, tf.sub(raw, coincident ** 2));
  const squares = tf.mul(raw, isApart);
  const roots = tf.sqrt(squares);
  return {
    /** [N, N]; exactly 0 if samples coincide. */
    distances: (isSquared ? tf.mul(squares, tf.square(size)) : tf.mul(roots, size)) as Tensor2D,
    /** From the gradient by each ordered distance to that by the raw embeddings; coinciding samples pull nowhere. */
    back(gradient: Tensor2D): Tensor2D {
      const both = tf.mul(tf.add(gradient, tf.transpose(gradient)), isApart);
      const pulls = isSquared ? tf.mul(both, tf.mul(size, 2)) : tf.div(both, tf.maximum(roots, 1e-12));
      const moved = inBlocks((differences, start, length) =>
        tf.sum(tf.mul(differences, tf.expandDims(tf.slice(pulls, [start, 0], [length, -1]), 2)), 1),
      );
      return unit === null ? moved : orthogonal(tf, unit, moved);
    },
  };
}

/** numerator / denominator, 0 where nothing is counted. */
export function shareOf(tf: Tf, numerator: Tensor, denominator: Tensor): Tensor {
  return tf.div(numerator, tf.maximum(denominator, 1));
}
