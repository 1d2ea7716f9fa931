import type { Tensor2D } from '../tf.ts';
import { marginSoftmax } from './parts/cosine-softmax.ts';
import { cosineMargin, numberOf, scaleParameter } from './parts/parameters.ts';

/** CosFace: the target class must win by a margin in cosine. z_y = s (cos theta_y - m), eq. 4 of the paper. */
export const cosface = marginSoftmax({
  id: 'cosface',
  title: 'CosFace',
  paper: {
    authors: 'Wang, Wang, Zhou, Ji, Gong, Zhou, Li, Liu',
    year: 2018,
    title: 'CosFace: Large Margin Cosine Loss for Deep Face Recognition',
    venue: 'CVPR 2018',
  },
  summary: {
    en: 'Subtracts a margin m from the cosine to the class centre: a sample is pulled until its class wins by m. The gradient is smooth at every angle.',
    ja: '自分のクラスの余弦からマージン m を引きます。m だけ差をつけて勝つまで学習が続き、どの角度でも勾配が乱れません。',
  },
  parameters: { scale: scaleParameter(64), margin: cosineMargin(0.35) },
  scale: (values) => numberOf(values, 'scale'),
  targetLogit: (tf, { cosine }, values) => ({
    phi: tf.sub(cosine, numberOf(values, 'margin')) as Tensor2D,
    slope: tf.onesLike(cosine),
  }),
});
