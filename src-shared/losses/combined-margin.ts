import type { Tensor2D } from '../tf.ts';
import { arcface } from './arcface.ts';
import { thetaOf } from './parts/angles.ts';
import { overSine } from './parts/arc.ts';
import { marginSoftmax } from './parts/cosine-softmax.ts';
import { numberOf, numberParameter, scaleParameter } from './parts/parameters.ts';
import { sineAndCosine } from './parts/same-on-all-backends.ts';

/** All three margins in one: z_y = s (cos(m1 theta + m2) - m3), eq. 4 of the ArcFace paper; nothing is done beyond pi. */
export const combinedMargin = marginSoftmax({
  id: 'combined_margin',
  title: 'Combined margin',
  paper: arcface.paper,
  summary: {
    en: 'The margins of SphereFace (times m1), ArcFace (plus m2) and CosFace (minus m3) at once, so that they can be mixed.',
    ja: 'SphereFace（m1 倍）、ArcFace（m2 を加算）、CosFace（m3 を減算）のマージンを同時に使い、混ぜて試せます。',
  },
  parameters: {
    scale: scaleParameter(64),
    multiplier: numberParameter(
      { en: 'Multiplier m1', ja: '乗数 m1' },
      { default: 1, min: 0.5, max: 4, step: 0.05 },
      {
        en: 'Multiplies the angle to the class centre, as in SphereFace.',
        ja: 'SphereFace のように角度に掛けます。',
      },
    ),
    angularMargin: numberParameter(
      { en: 'Angular margin m2', ja: '角度マージン m2' },
      { default: 0.3, min: 0, max: 1.5, step: 0.05, unit: 'rad' },
      {
        en: 'Is added to the angle to the class centre, as in ArcFace.',
        ja: 'ArcFace のように角度に加えます。',
      },
    ),
    cosineMargin: numberParameter(
      { en: 'Cosine margin m3', ja: '余弦マージン m3' },
      { default: 0.2, min: 0, max: 1, step: 0.05 },
      {
        en: 'Is subtracted from the cosine to the class centre, as in CosFace.',
        ja: 'CosFace のように余弦から引きます。',
      },
    ),
  },
  scale: (values) => numberOf(values, 'scale'),
  targetLogit(tf, target, values) {
    const times = numberOf(values, 'multiplier');
    const angle = tf.add(tf.mul(thetaOf(tf, target), times), numberOf(values, 'angularMargin'));
    const { sine, cosine } = sineAndCosine(tf, angle);
    return {
      phi: tf.sub(cosine, numberOf(values, 'cosineMargin')) as Tensor2D,
      slope: overSine(tf, tf.mul(sine, times), target.sine),
    };
  },
});
