/** SphereFace2, on class centres. */
import type { Scalar, Tensor1D, Tensor2D } from '../tf.ts';
import { withTarget } from './parts/angles.ts';
import { cosineLoss } from './parts/cosine-loss.ts';
import {
  cosineMargin,
  gradientParameter,
  numberOf,
  numberParameter,
  scaleParameter,
} from './parts/parameters.ts';
import { softplus } from './parts/same-on-all-backends.ts';

/**
 * SphereFace2: one binary decision for each class instead of one softmax over all, eq. 5 of the paper:
 * alpha/r softplus(-(r (g(t) - m) + b)) + (1 - alpha)/r Σ_j softplus(r (g(c_j) + m) + b), with the cosines
 * adjusted by g(c) = 2 ((c + 1)/2)^t - 1 and a learned bias b.
 */
export const sphereface2 = cosineLoss({
  id: 'sphereface2',
  title: 'SphereFace2',
  paper: {
    authors: 'Wen, Liu, Weller, Raj, Singh',
    year: 2022,
    title: 'SphereFace2: Binary Classification is All You Need for Deep Face Recognition',
    venue: 'ICLR 2022',
  },
  summary: {
    en: 'Decides for each class separately whether the face is this person, with one threshold for all, as verification does; classes do not compete with each other.',
    ja: 'クラスごとに「この人か」を一つの共通のしきい値で判定します。照合と同じ問いで、クラスどうしは競いません。',
  },
  parameters: {
    scale: scaleParameter(40),
    margin: cosineMargin(0.4),
    balance: numberParameter(
      { en: 'Balance lambda', ja: '釣り合い λ' },
      { default: 0.7, min: 0.01, max: 0.99, step: 0.05 },
      {
        en: 'Weight of the face’s class against all others together.',
        ja: '他のすべてのクラスに対する自分のクラスの重みです。',
      },
    ),
    power: numberParameter(
      { en: 'Adjustment t', ja: '調整 t' },
      { default: 3, min: 1, max: 10, step: 1 },
      {
        en: 'Spreads the cosines over their range; 1 leaves them as they are.',
        ja: '余弦を値域に広げます。1 なら何もしません。',
      },
    ),
    weight: numberParameter(
      { en: 'Weight', ja: '重み' },
      { default: 1, min: 0.01, max: 1000, step: 1 },
      {
        en: "Multiplies the whole loss; the authors' code has 50.",
        ja: '損失全体に掛けます。著者のコードは 50 です。',
      },
    ),
    gradient: gradientParameter,
  },
  trainables: (classes, dim, values) => ({
    centres: { shape: [classes, dim] },
    bias: { shape: [], fill: initialBias(classes, values) },
  }),
  onAngles(tf, angles, values, { trainables }) {
    const { cosines, target, copies } = angles;
    const ownZero = tf.zeros([cosines.shape[0], 1]);
    const [scale, margin] = [numberOf(values, 'scale'), numberOf(values, 'margin')];
    const [balance, power] = [numberOf(values, 'balance'), numberOf(values, 'power')];
    const weight = numberOf(values, 'weight');
    const bias = trainables.bias!;
    const count = cosines.shape[0];
    const adjust = (cosine: Tensor2D) => {
      const half = tf.relu(tf.div(tf.add(cosine, 1), 2));
      const g = tf.sub(tf.mul(tf.pow(half, power), 2), 1);
      const slope = tf.mul(tf.pow(half, power - 1), power);
      return { g, slope: values.gradient === 'straightThrough' ? tf.onesLike(slope) : slope };
    };
    const [mine, others] = [adjust(target.cosine), adjust(cosines)];
    const targetLogit = tf.add(tf.mul(tf.sub(mine.g, margin), scale), bias);
    const logits = tf.add(tf.mul(tf.add(others.g, margin), scale), bias);
    const [ownShare, otherShare] = [(weight * balance) / scale, (weight * (1 - balance)) / scale];
    const otherTerms = tf.sum(withTarget(tf, softplus(tf, logits), angles, ownZero), 1, true);
    const perSample = tf.add(
      tf.mul(softplus(tf, tf.neg(targetLogit)), ownShare),
      tf.mul(otherTerms, otherShare * copies),
    );
    const byTarget = tf.mul(tf.sigmoid(tf.neg(targetLogit)), -ownShare / count);
    const byOthers = withTarget(tf, tf.mul(tf.sigmoid(logits), otherShare / count), angles, ownZero);
    const dCosines = tf.mul(tf.mul(byOthers, others.slope), scale);
    const dTarget = tf.mul(tf.mul(byTarget, mine.slope), scale);
    return {
      perSample: tf.squeeze(perSample, [1]) as Tensor1D,
      dCosines: withTarget(tf, dCosines, angles, dTarget),
      trainables: { bias: tf.add(tf.sum(byTarget), tf.sum(byOthers)) as Scalar },
    };
  },
});

/** The bias at which the loss is stationary while all cosines are 0: appendix of the paper. */
function initialBias(classes: number, values: Parameters<typeof numberOf>[0]): number {
  const [r, m, t] = [numberOf(values, 'scale'), numberOf(values, 'margin'), numberOf(values, 'power')];
  const balance = numberOf(values, 'balance');
  const z = balance / ((1 - balance) * Math.max(1, classes - 1));
  const [target, other] = [r * (2 * 0.5 ** t - 1 - m), r * (2 * 0.5 ** t - 1 + m)];
  return (
    Math.log(2 * z) - other - Math.log(1 - z + Math.sqrt((1 - z) ** 2 + 4 * z * Math.exp(target - other)))
  );
}
