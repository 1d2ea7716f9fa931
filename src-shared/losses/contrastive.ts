/** Contrastive loss, on pairs. */
import type { Scalar, Tensor, Tensor2D, Tf } from '../tf.ts';
import type { Terms } from './parts/loss.ts';
import {
  distancesOf,
  normaliseParameter,
  type PairMasks,
  pairLoss,
  pairsOf,
  shareOf,
} from './parts/pairs.ts';
import { numberOf, numberParameter } from './parts/parameters.ts';
import { isPositive } from './parts/same-on-all-backends.ts';

/**
 * Contrastive loss: photos of one person are drawn together, others are pushed apart up to a margin, eq. 4 of the
 * paper: ½ d² for a pair of one person, ½ [m - d]+² for another, averaged over all N (N - 1)/2 pairs.
 */
export const contrastive = pairLoss({
  id: 'contrastive',
  title: 'Contrastive',
  paper: {
    authors: 'Hadsell, Chopra, LeCun',
    year: 2006,
    title: 'Dimensionality Reduction by Learning an Invariant Mapping',
    venue: 'CVPR 2006',
  },
  summary: {
    en: 'The oldest of these losses: pairs of one person are drawn together, and pairs of two people are pushed apart until they are a margin away.',
    ja: '最も古い損失です。同じ人の組は近づけ、違う人の組はマージンだけ離れるまで遠ざけます。',
  },
  parameters: {
    variant: {
      kind: 'choice',
      title: { en: 'Variant', ja: '種類' },
      default: 'hadsell',
      description: { en: 'Which form is used.', ja: '使う式です。' },
      options: [
        {
          value: 'hadsell',
          title: { en: 'Hadsell et al.', ja: 'Hadsell ら' },
          description: {
            en: "The paper's: squared, averaged over all pairs.",
            ja: '論文の式: 二乗し、すべての組で平均します。',
          },
        },
        {
          value: 'pml',
          title: { en: 'pytorch-metric-learning', ja: 'pytorch-metric-learning の式' },
          description: {
            en: 'That of pytorch-metric-learning: not squared; positive and negative pairs are averaged separately, over those that are not 0.',
            ja: 'pytorch-metric-learning の式: 二乗せず、0 でない正の組と負の組を別々に平均します。',
          },
        },
      ],
    },
    margin: numberParameter(
      { en: 'Margin m', ja: 'マージン m' },
      { default: 1, min: 0.01, max: 100, step: 0.1 },
      {
        en: 'Distance beyond which photos of two people are left alone.',
        ja: '違う人の写真がこれ以上離れていれば何もしない距離です。',
      },
    ),
    positiveMargin: numberParameter(
      { en: 'Positive margin', ja: '正のマージン' },
      { default: 0, min: 0, max: 100, step: 0.1 },
      {
        en: 'Distance within which photos of one person are left alone (variant pml).',
        ja: '同じ人の写真がこれ以内なら何もしない距離（pml）です。',
      },
    ),
    normalise: normaliseParameter,
  },
  onPairs(tf, { embeddings, labels }, values) {
    const { distances, back } = distancesOf(tf, embeddings, values.normalise === 'yes', false);
    const form = values.variant === 'hadsell' ? hadsell : averagedApart;
    const { value, terms, gradient } = form(tf, distances, pairsOf(tf, labels), {
      near: numberOf(values, 'positiveMargin'),
      far: numberOf(values, 'margin'),
    });
    return { value, terms, embeddings: back(gradient) };
  },
});

interface Form {
  value: Scalar;
  terms(): Terms;
  /** By each ordered distance, [N, N]. */
  gradient: Tensor2D;
}

function hadsell(
  tf: Tf,
  distances: Tensor2D,
  { positive, negative }: PairMasks,
  margins: { far: number },
): Form {
  const count = distances.shape[0];
  const pairs = Math.max(1, (count * (count - 1)) / 2);
  const missing = tf.relu(tf.sub(margins.far, distances));
  const all = tf.mul(
    tf.add(tf.mul(tf.square(distances), positive), tf.mul(tf.square(missing), negative)),
    0.5,
  );
  const pulls = tf.sub(tf.mul(distances, positive), tf.mul(missing, negative));
  return {
    // Every pair is there twice, once in each order.
    value: tf.div(tf.sum(all), 2 * pairs) as Scalar,
    terms: () => ({ values: all, counted: upperTriangle(tf, count) }),
    gradient: tf.div(pulls, 2 * pairs) as Tensor2D,
  };
}

function averagedApart(
  tf: Tf,
  distances: Tensor2D,
  masks: PairMasks,
  { near, far }: { near: number; far: number },
): Form {
  const positive = tf.mul(tf.relu(tf.sub(distances, near)), masks.positive);
  const negative = tf.mul(tf.relu(tf.sub(far, distances)), masks.negative);
  const activePositive = isPositive(tf, positive);
  const activeNegative = isPositive(tf, negative);
  const [positiveCount, negativeCount] = [tf.sum(activePositive), tf.sum(activeNegative)];
  return {
    value: tf.add(
      shareOf(tf, tf.sum(positive), positiveCount),
      shareOf(tf, tf.sum(negative), negativeCount),
    ) as Scalar,
    terms: () => ({
      values: tf.stack([positive, negative]),
      counted: tf.stack([masks.positive, masks.negative]),
    }),
    gradient: tf.sub(
      shareOf(tf, activePositive, positiveCount),
      shareOf(tf, activeNegative, negativeCount),
    ) as Tensor2D,
  };
}

/** [N, N], 1 above the diagonal. */
function upperTriangle(tf: Tf, count: number): Tensor {
  const order = tf.range(0, count);
  return tf.cast(tf.greater(order, tf.expandDims(order, 1)), 'float32');
}
