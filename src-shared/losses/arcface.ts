import { arcLogit, arcModes } from './parts/arc.ts';
import { marginSoftmax } from './parts/cosine-softmax.ts';
import { angularMargin, gradientParameter, numberOf, scaleParameter } from './parts/parameters.ts';

/**
 * ArcFace: the target class must win by a margin in angle. z_y = s cos(theta_y + m), eq. 3 of the paper.
 *
 * Past theta = pi - m the cosine rises again and would push the sample away; the paper leaves this open and
 * published code treats it in four ways, which `mode` offers.
 */
export const arcface = marginSoftmax({
  id: 'arcface',
  title: 'ArcFace',
  paper: {
    authors: 'Deng, Guo, Xue, Zafeiriou',
    year: 2019,
    title: 'ArcFace: Additive Angular Margin Loss for Deep Face Recognition',
    venue: 'CVPR 2019',
  },
  summary: {
    en: 'Adds a margin m to the angle to the class centre: a sample is pulled until its centre is nearer than all others by m radians. The margin is the same arc everywhere on the sphere.',
    ja: '自分のクラス中心との角度にマージン m を加えます。m ラジアン以上近づくまで学習が続き、マージンは球面のどこでも同じ弧の長さです。',
  },
  parameters: {
    scale: scaleParameter(64),
    margin: angularMargin(0.5),
    mode: arcModes,
    gradient: gradientParameter,
  },
  scale: (values) => numberOf(values, 'scale'),
  targetLogit(tf, target, values) {
    const { phi, slope } = arcLogit(tf, target, numberOf(values, 'margin'), String(values.mode));
    return { phi, slope: values.gradient === 'straightThrough' ? tf.onesLike(slope) : slope };
  },
});
