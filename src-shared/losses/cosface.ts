import type { Tensor2D } from '../tf.ts';
import { cosineLoss } from './cosine-softmax.ts';
import { numberOf } from './loss.ts';
import { scaleParameter } from './scale.ts';

/** CosFace: the own class must win by a margin in cosine. z_y = s (cos theta_y - m), eq. 4 of the paper. */
export const cosface = cosineLoss({
  id: 'cosface',
  title: 'CosFace',
  paper: {
    authors: 'Wang, Wang, Zhou, Ji, Gong, Zhou, Li, Liu',
    year: 2018,
    title: 'CosFace: Large Margin Cosine Loss for Deep Face Recognition',
    venue: 'CVPR 2018',
  },
  summary: {
    en: 'Takes a margin m off the own cosine: a sample rests only when its own class wins by m. Its gradient has no odd places at any angle.',
    ja: '自分のクラスの余弦からマージン m を引きます。m だけ差をつけて勝つまで学習が続き、どの角度でも勾配が乱れません。',
  },
  parameters: {
    scale: scaleParameter(64),
    margin: {
      kind: 'number',
      title: { en: 'Margin m', ja: 'マージン m' },
      default: 0.35,
      min: 0,
      max: 1,
      step: 0.05,
      unit: '',
      description: {
        en: 'How much larger than every other the own cosine must be.',
        ja: '自分のクラスの余弦が他より大きくなければならない差です。',
      },
    },
  },
  scale: (values) => numberOf(values, 'scale'),
  ownLogit: (tf, { cosine }, values) => ({
    phi: tf.sub(cosine, numberOf(values, 'margin')) as Tensor2D,
    slope: tf.onesLike(cosine),
  }),
});
