import { cosineLoss } from './parts/cosine-loss.ts';
import { cosineSoftmax, plainLogit } from './parts/cosine-softmax.ts';
import { labelSmoothing, numberOf } from './parts/parameters.ts';
import { sphereface } from './sphereface.ts';

/**
 * Modified softmax: class weights of length one and no bias, the embedding's length kept. z_j = |x| cos theta_j,
 * eq. 4 of the SphereFace paper.
 */
export const modifiedSoftmax = cosineLoss({
  id: 'modified_softmax',
  title: 'Modified softmax',
  paper: sphereface.paper,
  summary: {
    en: 'Softmax whose class weights have length one, so that the angle alone decides between classes. The embedding keeps its length, which acts as the scale and may grow without limit.',
    ja: '重みを長さ1にし、角度だけでクラスを決めるソフトマックスです。埋め込みの長さはスケールの役を果たし、際限なく伸びることがあります。',
  },
  canSampleClasses: true,
  parameters: { labelSmoothing },
  usesLength: true,
  onAngles(tf, angles, values) {
    const { dScale, ...result } = cosineSoftmax(tf, angles, {
      target: plainLogit(tf, angles.target),
      scale: angles.norms,
      byScale: true,
      smoothing: numberOf(values, 'labelSmoothing'),
    });
    return { ...result, dNorms: dScale };
  },
});
