import { marginSoftmax, plainLogit } from './parts/cosine-softmax.ts';
import { numberOf, scaleParameter } from './parts/parameters.ts';

/** NormFace: softmax on scaled cosines, no margin. z_j = s cos theta_j. */
export const normface = marginSoftmax({
  id: 'normface',
  title: 'NormFace',
  paper: {
    authors: 'Wang, Xiang, Cheng, Yuille',
    year: 2017,
    title: 'NormFace: L2 Hypersphere Embedding for Face Verification',
    venue: 'ACM MM 2017',
  },
  summary: {
    en: 'Embeddings and class centres are scaled to length one, so that only angles count; the scale s gives the softmax its range back.',
    ja: '埋め込みとクラス中心を長さ1にそろえ、角度だけで学習します。スケール s がソフトマックスの値域を取り戻します。',
  },
  parameters: { scale: scaleParameter(20) },
  scale: (values) => numberOf(values, 'scale'),
  targetLogit: plainLogit,
});
