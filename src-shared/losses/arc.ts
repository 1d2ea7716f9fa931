/** An additive margin in angle, cos(theta + m), and the four ways of published code to go on beyond pi - m. */
import type { Tensor, Tensor2D, Tf } from '../tf.ts';
import { degenerateSine, type OwnAngle } from './angles.ts';
import type { Logit } from './cosine-softmax.ts';
import type { ChoiceParameter } from './loss.ts';
import { sineAndCosine } from './precise.ts';

export const arcModes: ChoiceParameter = {
  kind: 'choice',
  title: { en: 'Beyond pi − m', ja: 'π − m を超えたとき' },
  default: 'linear',
  description: {
    en: 'What happens to a sample that is further than pi − m from its centre, where cos(theta + m) rises again.',
    ja: '中心から π − m より遠い（cos(θ + m) が再び増える）サンプルの扱いです。',
  },
  options: [
    {
      value: 'linear',
      description: {
        en: 'Goes on as cos(theta) − m sin(m), and so keeps pulling.',
        ja: 'cos θ − m sin m に切り替え、引き続けます。',
      },
    },
    {
      value: 'none',
      description: {
        en: 'Nothing is done: the sample is pushed away.',
        ja: '何もしません。サンプルは遠ざけられます。',
      },
    },
    {
      value: 'easy',
      description: {
        en: 'The margin holds only for samples within 90 degrees.',
        ja: '90 度以内のサンプルにだけマージンを付けます。',
      },
    },
    {
      value: 'clip',
      description: {
        en: 'The angle is clipped at pi: such samples are not pulled at all.',
        ja: '角度を π で止めます。そのサンプルは引かれません。',
      },
    },
  ],
};

/** The own logit with an angular margin, and its slope by the margin, dphi/dm. All [N, 1]. */
export interface ArcLogit extends Logit {
  byMargin: Tensor2D;
}

/**
 * phi = cos(theta + m), dphi/dcos = sin(theta + m)/sin(theta), dphi/dm = -sin(theta + m).
 * @param margin radians: one for all, or [N, 1].
 * @param mode one of `arcModes`.
 */
export function arcLogit(tf: Tf, own: OwnAngle, margin: number | Tensor, mode: string): ArcLogit {
  const inside = withMargin(tf, own, margin);
  const { cosine } = own;
  const { sine: sineOfMargin, cosine: cosineOfMargin } = ofMargin(tf, margin);
  const ones = tf.onesLike(cosine);
  const zeros = tf.zerosLike(cosine);
  const isInside = tf.greater(cosine, tf.neg(cosineOfMargin));
  switch (mode) {
    case 'none':
      return inside;
    case 'easy':
      return choose(tf, tf.greater(cosine, 0), inside, { phi: cosine, slope: ones, byMargin: zeros });
    case 'clip':
      return choose(tf, isInside, inside, { phi: tf.neg(ones), slope: zeros, byMargin: zeros });
    default: {
      const phi = tf.sub(cosine, tf.mul(margin, sineOfMargin)) as Tensor2D;
      const byMargin = tf.neg(tf.add(sineOfMargin, tf.mul(margin, cosineOfMargin)));
      return choose(tf, isInside, inside, {
        phi,
        slope: ones,
        byMargin: tf.mul(ones, byMargin) as Tensor2D,
      });
    }
  }
}

function ofMargin(tf: Tf, margin: number | Tensor): { sine: Tensor; cosine: Tensor } {
  if (typeof margin !== 'number') return sineAndCosine(tf, margin);
  return { sine: tf.scalar(Math.sin(margin)), cosine: tf.scalar(Math.cos(margin)) };
}

function withMargin(tf: Tf, { cosine, sine }: OwnAngle, margin: number | Tensor): ArcLogit {
  const { sine: sinM, cosine: cosM } = ofMargin(tf, margin);
  const phi = tf.sub(tf.mul(cosine, cosM), tf.mul(sine, sinM)) as Tensor2D;
  const turned = tf.add(tf.mul(sine, cosM), tf.mul(cosine, sinM));
  return { phi, slope: overSine(tf, turned, sine), byMargin: tf.neg(turned) as Tensor2D };
}

/** value / sin(theta), and 0 where theta counts as exactly 0 or pi: see `degenerateSine`. */
export function overSine(tf: Tf, value: Tensor, sine: Tensor): Tensor2D {
  const isExact = tf.less(sine, degenerateSine);
  const slope = tf.div(value, tf.where(isExact, tf.onesLike(sine), sine));
  return tf.where(isExact, tf.zerosLike(slope), slope) as Tensor2D;
}

function choose(tf: Tf, condition: Tensor, yes: ArcLogit, no: ArcLogit): ArcLogit {
  return {
    phi: tf.where(condition, yes.phi, no.phi) as Tensor2D,
    slope: tf.where(condition, yes.slope, no.slope) as Tensor2D,
    byMargin: tf.where(condition, yes.byMargin, no.byMargin) as Tensor2D,
  };
}
