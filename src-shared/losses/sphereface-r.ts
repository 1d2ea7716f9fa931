/** SphereFace-R, on class centres. */
import type { Tensor2D, Tf } from '../tf.ts';
import { type TargetAngle, thetaOf } from './parts/angles.ts';
import { overSine } from './parts/arc.ts';
import { type Logit, marginSoftmax, plainLogit } from './parts/cosine-softmax.ts';
import { gradientParameter, numberOf, numberParameter, scaleParameter } from './parts/parameters.ts';
import { angleOf, sineAndCosine } from './parts/same-on-all-backends.ts';

/**
 * SphereFace-R (SphereFace revived): multiplicative margins on normalised embeddings, with any real m.
 * `psi` extends SphereFace's piecewise psi; `v1` takes cos(min(m, pi/theta) theta); `v2` makes the other classes
 * nearer instead, cos(theta/m).
 */
export const spherefaceR = marginSoftmax({
  id: 'sphereface_r',
  title: 'SphereFace-R',
  paper: {
    authors: 'Liu, Wen, Raj, Singh, Weller',
    year: 2022,
    title: 'SphereFace Revived: Unifying Hyperspherical Face Recognition',
    venue: 'TPAMI 2022',
  },
  summary: {
    en: 'SphereFace on normalised embeddings, with a scale and any real multiplier m, which trains without annealing.',
    ja: '正規化した埋め込みにスケールと実数の乗数 m を使う SphereFace です。アニーリングなしで学習できます。',
  },
  parameters: {
    scale: scaleParameter(30),
    margin: numberParameter(
      { en: 'Multiplier m', ja: '乗数 m' },
      { default: 1.7, min: 1, max: 4, step: 0.1 },
      {
        en: 'Multiplies the angle to the class centre, or divides the angles to the others (v2).',
        ja: '自分の角度に掛けるか、他の角度を割ります（v2）。',
      },
    ),
    variant: {
      kind: 'choice',
      title: { en: 'Variant', ja: '種類' },
      default: 'psi',
      description: { en: 'Where the margin acts.', ja: 'マージンの効かせ方です。' },
      options: [
        {
          value: 'psi',
          title: { en: 'psi', ja: 'ψ' },
          description: { en: "SphereFace's piecewise psi, with a real m.", ja: '実数 m の区分的な ψ です。' },
        },
        {
          value: 'v1',
          title: { en: 'version 1', ja: '第 1 版' },
          description: {
            en: 'The angle to the class centre times m, but at most π.',
            ja: '自分の角度の m 倍（π まで）です。',
          },
        },
        {
          value: 'v2',
          title: { en: 'version 2', ja: '第 2 版' },
          description: {
            en: 'The angles to the other centres, divided by m.',
            ja: '他の角度を m で割ります。',
          },
        },
      ],
    },
    gradient: gradientParameter,
  },
  scale: (values) => numberOf(values, 'scale'),
  targetLogit(tf, target, values) {
    const { phi, slope } = targetLogit(tf, target, numberOf(values, 'margin'), String(values.variant));
    return { phi, slope: values.gradient === 'straightThrough' ? tf.onesLike(slope) : slope };
  },
  otherLogits(tf, cosines, values) {
    if (values.variant !== 'v2') return undefined;
    const logit = nearer(tf, cosines, numberOf(values, 'margin'));
    return values.gradient === 'straightThrough' ? { ...logit, slope: tf.onesLike(cosines) } : logit;
  },
});

function targetLogit(tf: Tf, target: TargetAngle, m: number, variant: string): Logit {
  if (variant === 'v2') return plainLogit(tf, target);
  const angle = tf.mul(thetaOf(tf, target), m);
  const { sine, cosine } = sineAndCosine(tf, angle);
  const slope = overSine(tf, tf.mul(sine, m), target.sine);
  if (variant === 'v1') {
    const isWithin = tf.less(angle, Math.PI);
    return {
      phi: tf.where(isWithin, cosine, tf.neg(tf.onesLike(angle))) as Tensor2D,
      slope: tf.where(isWithin, slope, tf.zerosLike(slope)) as Tensor2D,
    };
  }
  const k = tf.minimum(tf.floor(tf.div(angle, Math.PI)), Math.ceil(m) - 1);
  const sign = tf.sub(1, tf.mul(tf.mod(k, 2), 2));
  return {
    phi: tf.sub(tf.mul(sign, cosine), tf.mul(k, 2)) as Tensor2D,
    slope: tf.mul(sign, slope) as Tensor2D,
  };
}

/** cos(theta/m) and its slope sin(theta/m)/(m sin theta), which is 1/m² at 0; at pi it has none and is dropped. */
function nearer(tf: Tf, cosines: Tensor2D, m: number): Logit {
  const theta = angleOf(tf, cosines);
  const { sine, cosine } = sineAndCosine(tf, tf.div(theta, m));
  const slope = overSine(tf, tf.div(sine, m), sineAndCosine(tf, theta).sine);
  const isSmall = tf.less(theta, 1e-3);
  return {
    phi: cosine as Tensor2D,
    slope: tf.where(isSmall, tf.fill(cosines.shape, 1 / m ** 2), slope) as Tensor2D,
  };
}
