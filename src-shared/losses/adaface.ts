/** AdaFace: a margin that follows image quality, read from the embedding's length. */
import type { Scalar, Tensor, Tensor2D, Tf } from '../tf.ts';
import { thetaOf } from './parts/angles.ts';
import { overSine } from './parts/arc.ts';
import { cosineLoss } from './parts/cosine-loss.ts';
import { cosineSoftmax } from './parts/cosine-softmax.ts';
import {
  cosineMargin,
  labelSmoothing,
  numberOf,
  numberParameter,
  scaleParameter,
} from './parts/parameters.ts';
import { isPositive, sineAndCosine } from './parts/same-on-all-backends.ts';

/** Cosines are kept this far from ±1, and angles from 0 and pi, as in the authors' code. */
const epsilon = 1e-3;

/**
 * AdaFace: the margin turns with the quality of the picture, for which the embedding's length stands: eq. 10 to 12
 * of the paper. k = (|x| - mean)/deviation · h within ±1; phi = cos(theta - m k) - m (1 + k). Mean and deviation of the
 * lengths are running ones. No gradient flows through k.
 */
export const adaface = cosineLoss({
  id: 'adaface',
  title: 'AdaFace',
  paper: {
    authors: 'Kim, Jain, Liu',
    year: 2022,
    title: 'AdaFace: Quality Adaptive Margin for Face Recognition',
    venue: 'CVPR 2022',
  },
  summary: {
    en: 'Among good pictures (long embeddings) the hard ones are stressed, among bad ones the easy ones. So a blurred face that nobody could name does not spoil the training.',
    ja: '良い画像（長い埋め込み）では難しいものを、悪い画像では易しいものを重視します。誰にも判別できないぼけた顔が学習を乱しません。',
  },
  canSampleClasses: true,
  parameters: {
    scale: scaleParameter(64),
    margin: cosineMargin(0.4),
    spread: numberParameter(
      { en: 'Concentration h', ja: '集中度 h' },
      { default: 0.333, min: 0.01, max: 2, step: 0.05 },
      {
        en: 'How strongly the spread of lengths changes the margin.',
        ja: '長さのばらつきをどれだけマージンに反映するかです。',
      },
    ),
    share: numberParameter(
      { en: 'Share of a batch', ja: 'バッチの割合' },
      { default: 0.01, min: 0, max: 1, step: 0.01 },
      {
        en: "A batch's weight in the running mean and deviation; 1 is this batch alone.",
        ja: '移動平均と偏差でのバッチの重み。1 ならそのバッチだけです。',
      },
    ),
    labelSmoothing,
  },
  usesLength: true,
  state: () => ({ mean: { shape: [], fill: 20 }, deviation: { shape: [], fill: 100 } }),
  onAngles(tf, angles, values, { state }) {
    const margin = numberOf(values, 'margin');
    const norms = tf.clipByValue(angles.norms, 0.001, 100);
    const { mean, deviation } = running(tf, norms, state, numberOf(values, 'share'));
    const raw = tf.div(tf.mul(tf.sub(norms, mean), numberOf(values, 'spread')), tf.add(deviation, epsilon));
    const k = tf.clipByValue(raw, -1, 1);
    const cosine = tf.clipByValue(angles.target.cosine, -1 + epsilon, 1 - epsilon);
    const isFree = tf.cast(tf.equal(cosine, angles.target.cosine), 'float32');
    const sine = tf.maximum(angles.target.sine, Math.sqrt(1 - (1 - epsilon) ** 2));
    const theta = thetaOf(tf, { cosine: cosine as Tensor2D, sine: sine as Tensor2D });
    const turned = tf.sub(theta, tf.mul(k, margin));
    const angle = tf.clipByValue(turned, epsilon, Math.PI - epsilon);
    const isInside = tf.cast(tf.equal(angle, turned), 'float32');
    const turnedTo = sineAndCosine(tf, angle);
    const phi = tf.sub(turnedTo.cosine, tf.mul(tf.add(k, 1), margin));
    const slope = tf.mul(overSine(tf, turnedTo.sine, sine), tf.mul(isInside, isFree));
    const others = tf.clipByValue(angles.cosines, -1 + epsilon, 1 - epsilon) as Tensor2D;
    const result = cosineSoftmax(tf, angles, {
      target: { phi: phi as Tensor2D, slope: slope as Tensor2D },
      others: { phi: others, slope: isPositive(tf, tf.sub(1 - epsilon, tf.abs(angles.cosines))) as Tensor2D },
      scale: numberOf(values, 'scale'),
      smoothing: numberOf(values, 'labelSmoothing'),
    });
    return { ...result, state: { mean, deviation } };
  },
});

/** The running mean and (unbiased) deviation of the lengths. One sample alone has no deviation: the last one stays. */
function running(tf: Tf, norms: Tensor, state: Readonly<Record<string, Tensor>>, share: number) {
  const count = norms.shape[0]!;
  const blend = (last: Tensor, now: Tensor) => tf.add(tf.mul(now, share), tf.mul(last, 1 - share)) as Scalar;
  const now = tf.mean(norms);
  const mean = blend(state.mean!, now);
  if (count < 2) return { mean, deviation: state.deviation as Scalar };
  const variance = tf.div(tf.sum(tf.squaredDifference(norms, now)), count - 1);
  return { mean, deviation: blend(state.deviation!, tf.sqrt(variance)) };
}
