import type { Tensor2D, Tf } from '../tf.ts';
import { cosineLoss, degenerateSine, type OwnAngle, type OwnLogit } from './cosine-softmax.ts';
import { numberOf } from './loss.ts';
import { scaleParameter } from './scale.ts';

/**
 * ArcFace: the own class must win by a margin in angle. z_y = s cos(theta_y + m), eq. 3 of the paper.
 *
 * Past theta = pi - m the cosine rises again and would push the sample away; the paper leaves this open and
 * published code treats it in four ways, which `mode` offers.
 */
export const arcface = cosineLoss({
  id: 'arcface',
  title: 'ArcFace',
  paper: {
    authors: 'Deng, Guo, Xue, Zafeiriou',
    year: 2019,
    title: 'ArcFace: Additive Angular Margin Loss for Deep Face Recognition',
    venue: 'CVPR 2019',
  },
  summary: {
    en: 'Adds a margin m to the angle to the own class centre: a sample rests only when it is nearer by m radians. The margin is the same arc everywhere on the sphere.',
    ja: '自分のクラス中心との角度にマージン m を加えます。m ラジアン以上近づくまで学習が続き、マージンは球面のどこでも同じ弧の長さです。',
  },
  parameters: {
    scale: scaleParameter(64),
    margin: {
      kind: 'number',
      title: { en: 'Margin m', ja: 'マージン m' },
      default: 0.5,
      min: 0,
      max: 1.5,
      step: 0.05,
      unit: 'rad',
      description: {
        en: 'The angle by which the own class centre must be nearer than every other.',
        ja: '自分のクラス中心が他のどの中心よりも近くなければならない角度です。',
      },
    },
    mode: {
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
    },
  },
  scale: (values) => numberOf(values, 'scale'),
  ownLogit: (tf, own, values) => {
    const margin = numberOf(values, 'margin');
    const inside = addAngle(tf, own, margin);
    const { cosine } = own;
    switch (values.mode) {
      case 'none':
        return inside;
      case 'easy':
        return choose(tf, tf.greater(cosine, 0), inside, { phi: cosine, slope: tf.onesLike(cosine) });
      case 'clip': {
        const flat = { phi: tf.fill(cosine.shape, -1), slope: tf.zerosLike(cosine) } as OwnLogit;
        return choose(tf, tf.greater(cosine, -Math.cos(margin)), inside, flat);
      }
      default: {
        const phi = tf.sub(cosine, margin * Math.sin(margin)) as Tensor2D;
        const straight = { phi, slope: tf.onesLike(cosine) };
        return choose(tf, tf.greater(cosine, -Math.cos(margin)), inside, straight);
      }
    }
  },
});

/** phi = cos(theta + m) and dphi/dcos = sin(theta + m)/sin(theta), without leaving cosine and sine. */
function addAngle(tf: Tf, { cosine, sine }: OwnAngle, margin: number): OwnLogit {
  const phi = tf.sub(tf.mul(cosine, Math.cos(margin)), tf.mul(sine, Math.sin(margin)));
  const isExact = tf.less(sine, degenerateSine);
  const safe = tf.where(isExact, tf.onesLike(sine), sine);
  const slope = tf.add(tf.mul(tf.div(cosine, safe), Math.sin(margin)), Math.cos(margin));
  return {
    phi: phi as Tensor2D,
    slope: tf.where(isExact, tf.zerosLike(slope), slope) as Tensor2D,
  };
}

function choose(tf: Tf, condition: ReturnType<Tf['greater']>, yes: OwnLogit, no: OwnLogit): OwnLogit {
  return {
    phi: tf.where(condition, yes.phi, no.phi) as Tensor2D,
    slope: tf.where(condition, yes.slope, no.slope) as Tensor2D,
  };
}
