/** An additive margin in angle, cos(theta + m), and the four ways of published code to go on beyond pi - m. */
import type { Tensor, Tensor2D, Tf } from '../../tf.ts';
import { degenerateSine, type TargetAngle } from './angles.ts';
import type { Logit } from './cosine-softmax.ts';
import type { ChoiceParameter } from './loss.ts';
import { isPositive, sineAndCosine } from './same-on-all-backends.ts';

export const arcModes: ChoiceParameter = {
  kind: 'choice',
  title: { en: 'Beyond π − m', ja: 'π − m を超えたとき' },
  default: 'linear',
  description: {
    en: 'What happens to a sample that is further than π − m from its centre, where cos(θ + m) rises again.',
    ja: '中心から π − m より遠い（cos(θ + m) が再び増える）サンプルの扱いです。',
  },
  options: [
    {
      value: 'linear',
      title: { en: 'linear', ja: '線形' },
      description: {
        en: 'Continues as cos θ − m sin(m), so that the sample is still pulled.',
        ja: 'cos θ − m sin m に切り替え、引き続けます。',
      },
    },
    {
      value: 'none',
      title: { en: 'none', ja: 'なし' },
      description: {
        en: 'Nothing is done: the sample is pushed away.',
        ja: '何もしません。サンプルは遠ざけられます。',
      },
    },
    {
      value: 'easy',
      title: { en: 'easy margin', ja: '簡易マージン' },
      description: {
        en: 'Only samples within 90 degrees of their centre have the margin.',
        ja: '90 度以内のサンプルにだけマージンを付けます。',
      },
    },
    {
      value: 'clip',
      title: { en: 'clip', ja: '切り捨て' },
      description: {
        en: 'The angle is clipped at π: such samples are not pulled at all.',
        ja: '角度を π で止めます。そのサンプルは引かれません。',
      },
    },
  ],
};

/** The target logit with an angular margin. */
export interface ArcLogit extends Logit {
  /** Its slope by the margin, dphi/dm, [N, 1]. */
  byMargin(): Tensor2D;
}

/**
 * phi = cos(theta + m), dphi/dcos = sin(theta + m)/sin(theta), dphi/dm = -sin(theta + m).
 * @param margin radians: one for all, or [N, 1].
 * @param mode one of `arcModes`.
 */
export function arcLogit(tf: Tf, target: TargetAngle, margin: number | Tensor, mode: string): ArcLogit {
  const { cosine, sine } = target;
  const { sine: sinM, cosine: cosM } = ofMargin(tf, margin);
  const turnedSine = tf.add(tf.mul(sine, cosM), tf.mul(cosine, sinM));
  const inside = {
    phi: tf.sub(tf.mul(cosine, cosM), tf.mul(sine, sinM)),
    slope: overSine(tf, turnedSine, sine),
  };
  const isInside = isPositive(tf, mode === 'easy' ? cosine : tf.add(cosine, cosM));
  /** The first where `isInside` is 1, the second where it is 0. */
  const either = (first: Tensor, second: Tensor | number) =>
    tf.add(tf.mul(first, isInside), tf.mul(tf.sub(1, isInside), second)) as Tensor2D;
  switch (mode) {
    case 'none':
      return {
        phi: inside.phi as Tensor2D,
        slope: inside.slope,
        byMargin: () => tf.neg(turnedSine) as Tensor2D,
      };
    case 'easy':
      return {
        phi: either(inside.phi, cosine),
        slope: either(inside.slope, 1),
        byMargin: () => either(tf.neg(turnedSine), 0),
      };
    case 'clip':
      return {
        phi: either(inside.phi, -1),
        slope: either(inside.slope, 0),
        byMargin: () => either(tf.neg(turnedSine), 0),
      };
    default:
      return {
        phi: either(inside.phi, tf.sub(cosine, tf.mul(sinM, margin))),
        slope: either(inside.slope, 1),
        byMargin: () => either(tf.neg(turnedSine), tf.neg(tf.add(sinM, tf.mul(cosM, margin)))),
      };
  }
}

function ofMargin(tf: Tf, margin: number | Tensor): { sine: Tensor; cosine: Tensor } {
  if (typeof margin !== 'number') return sineAndCosine(tf, margin);
  return { sine: tf.scalar(Math.sin(margin)), cosine: tf.scalar(Math.cos(margin)) };
}

/** value / sin(theta), and 0 if theta counts as exactly 0 or pi: see `degenerateSine`. */
export function overSine(tf: Tf, value: Tensor, sine: Tensor): Tensor2D {
  const isApart = isPositive(tf, tf.sub(sine, degenerateSine));
  return tf.div(tf.mul(value, isApart), tf.maximum(sine, degenerateSine)) as Tensor2D;
}
