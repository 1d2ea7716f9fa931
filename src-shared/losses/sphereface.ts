/** SphereFace, on class centres. */
import type { Scalar, Tensor, Tensor2D, Tf } from '../tf.ts';
import type { TargetAngle } from './parts/angles.ts';
import { cosineLoss } from './parts/cosine-loss.ts';
import { cosineSoftmax, type Logit } from './parts/cosine-softmax.ts';
import type { ChoiceParameter } from './parts/loss.ts';
import { labelSmoothing, numberOf, numberParameter } from './parts/parameters.ts';

/** base (1 + gamma i)^-1 down to 5, with i counted before it is used: the first batch has i = 1. */
const schedules: Record<string, { base: number; gamma: number }> = {
  paper: { base: 1000, gamma: 0.12 },
  clcarwin: { base: 1500, gamma: 0.1 },
};
const smallestLambda = 5;

const annealing: ChoiceParameter = {
  kind: 'choice',
  title: { en: 'Annealing of lambda', ja: 'λ のアニーリング' },
  default: 'paper',
  description: {
    en: 'Lambda mixes the plain cosine into the margin: (lambda cos + psi)/(1 + lambda).',
    ja: 'λ はマージンに普通の余弦を混ぜます: (λ cos θ + ψ)/(1 + λ)。',
  },
  options: [
    {
      value: 'paper',
      title: { en: 'authors’ code', ja: '著者のコード' },
      description: {
        en: "The authors' code: from 1000, over (1 + 0.12 step), down to 5.",
        ja: '著者のコード: 1000 を (1 + 0.12×ステップ) で割り、5 まで下げます。',
      },
    },
    {
      value: 'clcarwin',
      title: { en: 'PyTorch port', ja: 'PyTorch 版' },
      description: {
        en: 'A well-known PyTorch port: from 1500, over (1 + 0.1 step), down to 5.',
        ja: 'よく知られた PyTorch 版: 1500 を (1 + 0.1×ステップ) で割り、5 まで下げます。',
      },
    },
    {
      value: 'fixed',
      title: { en: 'fixed', ja: '固定' },
      description: {
        en: "Always the value below; 0 is the paper's formula itself.",
        ja: '下の値のまま。0 なら論文の式そのものです。',
      },
    },
  ],
};

/**
 * SphereFace (A-Softmax): the target angle is multiplied by m. z_y = |x| psi(theta), eq. 7 of the paper, with
 * psi(theta) = (-1)^k cos(m theta) - 2k in [k pi/m, (k+1) pi/m].
 */
export const sphereface = cosineLoss({
  id: 'sphereface',
  title: 'SphereFace',
  paper: {
    authors: 'Liu, Wen, Yu, Li, Raj, Song',
    year: 2017,
    title: 'SphereFace: Deep Hypersphere Embedding for Face Recognition',
    venue: 'CVPR 2017',
  },
  summary: {
    en: 'The first angular margin: a sample is no longer pulled when m times the angle to its class centre is less than the angle to any other centre. It is hard to train alone, so the margin is introduced slowly.',
    ja: '最初の角度マージンです。自分の中心との角度の m 倍が他の角度より小さくなるまで学習します。そのままでは学習が難しいため、マージンを少しずつ効かせます。',
  },
  canSampleClasses: true,
  parameters: {
    margin: numberParameter(
      { en: 'Multiplier m', ja: '乗数 m' },
      { default: 4, min: 1, max: 4, step: 1, whole: true },
      {
        en: 'A whole number: the angle is multiplied by it. 1 is modified softmax.',
        ja: '角度に掛ける整数。1 なら修正ソフトマックスです。',
      },
    ),
    annealing,
    lambda: numberParameter(
      { en: 'Lambda', ja: 'λ' },
      { default: 0, min: 0, max: 1e6, step: 1 },
      { en: 'Used if the annealing is fixed.', ja: 'アニーリングが固定のときに使います。' },
    ),
    labelSmoothing,
  },
  usesLength: true,
  state: () => ({ steps: { shape: [] } }),
  onAngles(tf, angles, values, { state }) {
    const steps = tf.add(state.steps!, 1);
    const { dScale, ...result } = cosineSoftmax(tf, angles, {
      target: annealed(tf, angles.target, numberOf(values, 'margin'), lambdaAt(tf, steps, values)),
      scale: angles.norms,
      byScale: true,
      smoothing: numberOf(values, 'labelSmoothing'),
    });
    return { ...result, dNorms: dScale, state: { steps } };
  },
});

/** Lambda of a step, counted from 1. */
function lambdaAt(tf: Tf, step: Tensor, values: Parameters<typeof numberOf>[0]): Tensor {
  const schedule = schedules[String(values.annealing)];
  if (schedule === undefined) return tf.scalar(numberOf(values, 'lambda'));
  const { base, gamma } = schedule;
  return tf.maximum(tf.div(base, tf.add(tf.mul(step, gamma), 1)), smallestLambda) as Scalar;
}

/** Chebyshev polynomials T_m(c) = cos(m theta) and their slopes dT_m/dc, for m = 1..4. */
const chebyshev: Record<number, (tf: Tf, c: Tensor) => [Tensor, Tensor]> = {
  1: (tf, c) => [c, tf.onesLike(c)],
  2: (tf, c) => [tf.sub(tf.mul(tf.square(c), 2), 1), tf.mul(c, 4)],
  3: (tf, c) => [tf.mul(c, tf.sub(tf.mul(tf.square(c), 4), 3)), tf.sub(tf.mul(tf.square(c), 12), 3)],
  4: (tf, c) => {
    const square = tf.square(c);
    const value = tf.add(tf.mul(tf.mul(square, tf.sub(square, 1)), 8), 1);
    return [value, tf.mul(c, tf.sub(tf.mul(square, 32), 16))];
  },
};

/** (lambda cos + psi)/(1 + lambda) and its slope, without leaving the cosine. */
function annealed(tf: Tf, { cosine }: TargetAngle, m: number, lambda: Tensor): Logit {
  const [value, slope] = chebyshev[m]!(tf, cosine);
  // k counts the breakpoints cos(i pi/m) that lie behind, and is at most m - 1 by that.
  let k = tf.zerosLike(cosine) as Tensor;
  let sign = tf.onesLike(cosine) as Tensor;
  for (let i = 1; i < m; i++) {
    const isBeyond = tf.cast(tf.less(cosine, Math.cos((i * Math.PI) / m)), 'float32');
    k = tf.add(k, isBeyond);
    sign = tf.mul(sign, tf.sub(1, tf.mul(isBeyond, 2)));
  }
  const psi = tf.sub(tf.mul(sign, value), tf.mul(k, 2));
  const whole = tf.add(lambda, 1);
  return {
    phi: tf.div(tf.add(tf.mul(cosine, lambda), psi), whole) as Tensor2D,
    slope: tf.div(tf.add(tf.mul(sign, slope), lambda), whole) as Tensor2D,
  };
}
