/** Triplet loss, with four ways of mining. */
import type { Scalar, Tensor, Tensor1D, Tensor2D, Tf } from '../tf.ts';
import { oneHotOf } from './parts/angles.ts';
import type { Terms } from './parts/loss.ts';
import {
  distancesOf,
  normaliseParameter,
  type PairMasks,
  pairLoss,
  pairsOf,
  shareOf,
} from './parts/pairs.ts';
import { numberOf, numberParameter, yesNoParameter } from './parts/parameters.ts';
import { isPositive, softplus } from './parts/same-on-all-backends.ts';

/**
 * Triplet loss: an anchor should be nearer to a photo of the same person than to one of another by a margin:
 * [d(a, p) - d(a, n) + m]+, eq. 3 of FaceNet, on triplets mined in the batch. Batch-hard and the soft margin
 * softplus(d(a, p) - d(a, n)) are of Hermans, Beyer and Leibe (2017).
 */
export const triplet = pairLoss({
  id: 'triplet',
  title: 'Triplet',
  paper: {
    authors: 'Schroff, Kalenichenko, Philbin',
    year: 2015,
    title: 'FaceNet: A Unified Embedding for Face Recognition and Clustering',
    venue: 'CVPR 2015',
  },
  summary: {
    en: 'Takes three photos at a time, two of one person and one of another. The two should be nearer to each other than to the third, by a margin. How well it learns depends on which triplets of a batch are used.',
    ja: '同じ人の写真2枚と別の人の写真1枚を一組にし、同じ人どうしがマージンだけ近くなるようにします。どの組を選ぶかが学習の良し悪しを決めます。',
  },
  parameters: {
    mining: {
      kind: 'choice',
      title: { en: 'Mining', ja: '組の選び方' },
      default: 'semihardFaceNet',
      description: { en: 'Which triplets of the batch are used.', ja: 'バッチからどの組を選ぶかです。' },
      options: [
        {
          value: 'all',
          title: { en: 'all', ja: 'すべて' },
          description: { en: 'All triplets of the batch.', ja: 'すべての組です。' },
        },
        {
          value: 'batchHard',
          title: { en: 'batch hard', ja: 'バッチ内で最も難しい組' },
          description: {
            en: 'For each photo, the furthest photo of the same person and the nearest photo of another.',
            ja: '各写真について、同じ人の最も遠い写真と別の人の最も近い写真です。',
          },
        },
        {
          value: 'semihard',
          title: { en: 'semi-hard', ja: 'やや難しい組' },
          description: {
            en: 'All triplets in which the photo of the other person is further than that of the same person, but by less than the margin.',
            ja: '他人の方が遠いが、その差がマージン以内のすべての組です。',
          },
        },
        {
          value: 'semihardFaceNet',
          title: { en: 'semi-hard, as in FaceNet', ja: 'やや難しい組（FaceNet）' },
          description: {
            en: 'For each pair of photos of one person, the nearest photo of another person that is further away; if there is none, the furthest.',
            ja: '同じ人の各組について、それより遠い最も近い他人。なければ最も遠い他人です。',
          },
        },
      ],
    },
    margin: numberParameter(
      { en: 'Margin m', ja: 'マージン m' },
      { default: 0.2, min: 0, max: 100, step: 0.05 },
      {
        en: 'By how much nearer the photo of the same person has to be.',
        ja: '同じ人の写真がどれだけ近くなければならないかです。',
      },
    ),
    distance: {
      kind: 'choice',
      title: { en: 'Distance', ja: '距離' },
      default: 'squared',
      description: { en: 'How distances are measured.', ja: '距離の測り方です。' },
      options: [
        {
          value: 'squared',
          title: { en: 'squared', ja: '二乗' },
          description: { en: 'Squared, as in FaceNet.', ja: 'FaceNet と同じ二乗距離です。' },
        },
        {
          value: 'euclidean',
          title: { en: 'Euclidean', ja: 'ユークリッド' },
          description: {
            en: 'Not squared, as Hermans et al. advise for batch-hard.',
            ja: '二乗しない距離。batch-hard で勧められています。',
          },
        },
      ],
    },
    soft: yesNoParameter(
      { en: 'Soft margin', ja: 'ソフトマージン' },
      false,
      { en: 'Whether the pull ends at the margin or fades.', ja: 'マージンに境目があるかどうかです。' },
      {
        en: 'Softplus: the pull goes on beyond the margin, ever more weakly.',
        ja: 'softplus。弱まりながら引き続けます。',
      },
      { en: 'No pull beyond the margin.', ja: 'マージンを超えたら何もしません。' },
    ),
    reduction: {
      kind: 'choice',
      title: { en: 'Mean over', ja: '平均の対象' },
      default: 'nonzero',
      description: { en: 'Which triplets the value is the mean of.', ja: '何の平均を取るかです。' },
      options: [
        {
          value: 'nonzero',
          title: { en: 'not satisfied yet', ja: '未達の組のみ' },
          description: {
            en: 'The triplets that are not satisfied yet.',
            ja: 'まだ満たされていない組です。',
          },
        },
        {
          value: 'all',
          title: { en: 'all', ja: 'すべて' },
          description: { en: 'All triplets that were mined.', ja: '選ばれたすべての組です。' },
        },
      ],
    },
    normalise: normaliseParameter,
  },
  onPairs(tf, { embeddings, labels }, values) {
    const isSquared = values.distance === 'squared';
    const { distances, back } = distancesOf(tf, embeddings, values.normalise === 'yes', isSquared);
    const rule: Rule = {
      margin: numberOf(values, 'margin'),
      isSoft: values.soft === 'yes',
      countsAll: values.reduction === 'all',
    };
    const pairs = pairsOf(tf, labels);
    const mined =
      values.mining === 'batchHard'
        ? hardest(tf, distances, pairs, rule)
        : inBlocks(tf, distances, pairs, rule, String(values.mining));
    return {
      value: shareOf(tf, mined.sum, mined.count) as Scalar,
      terms: mined.terms,
      embeddings: back(shareOf(tf, mined.gradient, mined.count) as Tensor2D),
    };
  },
});

interface Rule {
  margin: number;
  isSoft: boolean;
  countsAll: boolean;
}

/** The triplets of a batch, added up. */
interface Mined {
  sum: Tensor;
  /** How many the mean is over. */
  count: Tensor;
  /** Of the sum, by each distance from anchor (row) to sample (column), [N, N]. */
  gradient: Tensor;
  terms(): Terms;
}

/** What a triplet costs and how hard it pulls, from d(a, p) - d(a, n). */
function cost(tf: Tf, difference: Tensor, { margin, isSoft }: Rule): { value: Tensor; pull: Tensor } {
  if (isSoft) return { value: softplus(tf, difference), pull: tf.sigmoid(difference) };
  const value = tf.relu(tf.add(difference, margin));
  return { value, pull: isPositive(tf, value) };
}

/** Far beyond any distance, and finite. */
const far = 1e30;

/** One triplet an anchor; of equal distances the sample with the lowest index. */
function hardest(tf: Tf, distances: Tensor2D, { positive, negative }: PairMasks, rule: Rule): Mined {
  const count = distances.shape[0];
  const only = (mask: Tensor, sign: 1 | -1) =>
    tf.sub(tf.mul(distances, tf.mul(mask, sign)), tf.mul(tf.sub(1, mask), far));
  const pick = (scores: Tensor) => oneHotOf(tf, tf.argMax(scores, 1) as Tensor1D, count);
  const [furthest, nearest] = [pick(only(positive, 1)), pick(only(negative, -1))];
  const isAnchor = tf.mul(tf.max(positive, 1, true), tf.max(negative, 1, true));
  const difference = tf.sum(tf.mul(distances, tf.sub(furthest, nearest)), 1, true);
  const { value, pull } = cost(tf, difference, rule);
  const values = tf.mul(value, isAnchor);
  const isActive = isPositive(tf, values);
  return {
    sum: tf.sum(values),
    count: tf.sum(rule.countsAll ? isAnchor : isActive),
    gradient: tf.mul(tf.sub(furthest, nearest), tf.mul(pull, isAnchor)),
    terms: () => ({ values: tf.squeeze(values, [1]), counted: tf.squeeze(isAnchor, [1]) }),
  };
}

/** Entries of a block of anchors × positives × negatives that are held at once. */
const triplesAtOnce = 4_000_000;

/** All triplets that a rule of mining takes, a block of anchors at a time: there are N³ of them. */
function inBlocks(
  tf: Tf,
  distances: Tensor2D,
  { positive, negative }: PairMasks,
  rule: Rule,
  mining: string,
): Mined {
  const count = distances.shape[0];
  const rows = Math.max(1, Math.floor(triplesAtOnce / count ** 2));
  const block = (start: number) => {
    const size = Math.min(rows, count - start);
    const rowsOf = (tensor: Tensor2D) => tf.slice(tensor, [start, 0], [size, -1]);
    const toPositive = tf.expandDims(rowsOf(distances), 2);
    const toNegative = tf.expandDims(rowsOf(distances), 1);
    const isNegative = tf.expandDims(rowsOf(negative), 1);
    const difference = tf.sub(toPositive, toNegative);
    const { value, pull } = cost(tf, difference, rule);
    const taken = tf.mul(
      tf.mul(tf.expandDims(rowsOf(positive), 2), isNegative),
      select(tf, mining, difference, toNegative, isNegative, rule.margin),
    );
    return { values: tf.mul(value, taken), taken, pull: tf.mul(pull, taken) };
  };
  const parts: Tensor[][] = [];
  for (let start = 0; start < count; start += rows) {
    parts.push(
      tf.tidy(() => {
        const { values, taken, pull } = block(start);
        const counted = rule.countsAll ? taken : isPositive(tf, values);
        return [tf.sum(values), tf.sum(counted), tf.sub(tf.sum(pull, 2), tf.sum(pull, 1))];
      }),
    );
  }
  const column = (index: number) => parts.map((part) => part[index]!);
  return {
    sum: tf.addN(column(0)),
    count: tf.addN(column(1)),
    gradient: parts.length === 1 ? parts[0]![2]! : tf.concat(column(2)),
    terms() {
      const blocks = Array.from({ length: parts.length }, (_, i) => block(i * rows));
      return {
        values: tf.concat(blocks.map(({ values }) => values)),
        counted: tf.concat(blocks.map(({ taken }) => taken)),
      };
    },
  };
}

/**
 * [anchors, N, N], 1 if a rule of mining takes the triplet.
 * @param difference d(a, p) - d(a, n). @param other d(a, n) and isOther, [anchors, 1, N].
 */
function select(
  tf: Tf,
  mining: string,
  difference: Tensor,
  other: Tensor,
  isOther: Tensor,
  margin: number,
): Tensor {
  if (mining === 'all') return tf.scalar(1);
  const isFurther = isPositive(tf, tf.neg(difference));
  if (mining === 'semihard') return tf.mul(isFurther, isPositive(tf, tf.add(difference, margin)));
  // FaceNet's: the nearest one that is further than the positive; if there is none, the furthest of all.
  const [rows, count] = difference.shape as [number, number];
  const candidates = tf.mul(isFurther, isOther);
  const nearest = tf.argMin(tf.add(other, tf.mul(tf.sub(1, candidates), far)), 2);
  const furthest = tf.argMax(tf.sub(other, tf.mul(tf.sub(1, isOther), far)), 2);
  const hasOne = tf.greater(tf.max(candidates, 2), 0);
  const chosen = tf.where(hasOne, nearest, tf.add(furthest, tf.zerosLike(nearest)));
  return tf.reshape(oneHotOf(tf, tf.reshape(chosen, [-1]), count), [rows, count, count]);
}
