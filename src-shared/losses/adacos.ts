import type { Scalar, Tensor, Tf } from '../tf.ts';
import { type Angles, classesOf, withTarget } from './parts/angles.ts';
import { cosineLoss } from './parts/cosine-loss.ts';
import { cosineSoftmax, plainLogit } from './parts/cosine-softmax.ts';
import { labelSmoothing, numberOf } from './parts/parameters.ts';

/** s = √2 log(C - 1), eq. 12 of the paper; 0 for two classes, which therefore cannot be trained. */
function fixedScale(classes: number): number {
  return Math.SQRT2 * Math.log(Math.max(1, classes - 1));
}

/** exp would leave float32 beyond this. */
const largestScale = 80;

/**
 * AdaCos: NormFace whose scale sets itself. Fixed: √2 log(C - 1). Dynamic: from batch to batch
 * s = log(B_avg)/cos(min(pi/4, theta_med)), eq. 15, with B_avg the mean sum of exp(s cos) over the other classes
 * at the last scale and theta_med the (lower) median of the angles to the own centres.
 */
export const adacos = cosineLoss({
  id: 'adacos',
  title: 'AdaCos',
  paper: {
    authors: 'Zhang, Zhao, Qiao, Wang, Li',
    year: 2019,
    title: 'AdaCos: Adaptively Scaling Cosine Logits for Effectively Learning Deep Face Representations',
    venue: 'CVPR 2019',
  },
  summary: {
    en: 'No margin and no parameter to tune: the scale follows from the number of classes and, if dynamic, from the progress of training. So the gradient changes most at the angles where the samples are.',
    ja: 'マージンもパラメータもありません。スケールはクラス数から、動的なら学習の進み具合からも決まり、サンプルのいる角度で勾配がよく変わるようにします。',
  },
  parameters: {
    variant: {
      kind: 'choice',
      title: { en: 'Scale', ja: 'スケール' },
      default: 'dynamic',
      description: { en: 'How the scale is set.', ja: 'スケールの決め方です。' },
      options: [
        {
          value: 'dynamic',
          title: { en: 'dynamic', ja: '可変' },
          description: { en: 'Follows the angles of each batch.', ja: 'バッチの角度に合わせて変わります。' },
        },
        {
          value: 'fixed',
          title: { en: 'fixed', ja: '固定' },
          description: { en: '√2 log(C − 1), always.', ja: '常に √2 log(C − 1) です。' },
        },
      ],
    },
    labelSmoothing,
  },
  minimumClasses: 3,
  state: (classes) => ({ scale: { shape: [], fill: fixedScale(classes) } }),
  onAngles(tf, angles, values, { state }) {
    const classes = classesOf(angles);
    const isFixed = values.variant === 'fixed';
    const scale = isFixed ? tf.scalar(fixedScale(classes)) : nextScale(tf, angles, state.scale!);
    const result = cosineSoftmax(tf, angles, {
      target: plainLogit(tf, angles.target),
      scale,
      smoothing: numberOf(values, 'labelSmoothing'),
    });
    return { ...result, state: { scale } };
  },
});

/** The dynamic scale for this batch from the last batch's. */
function nextScale(tf: Tf, angles: Angles, scale: Tensor): Scalar {
  const { cosines, target, copies } = angles;
  const count = cosines.shape[0];

  const powers = tf.exp(tf.mul(cosines, scale));
  const others = withTarget(tf, powers, angles, tf.zeros([count, 1]));
  const sums = tf.mul(tf.sum(others, 1), copies);
  const average = tf.mean(sums);
  // The lower median of the angles is the upper one of the cosines.
  const rank = Math.floor((count - 1) / 2);
  const { values } = tf.topk(tf.squeeze(target.cosine, [1]), rank + 1, true);
  const median = tf.slice(values, [rank], [1]);
  // cos(min(pi/4, theta)) = max(cos(pi/4), cos theta).
  const cosine = tf.squeeze(tf.maximum(median, Math.SQRT1_2));
  // With a single class B_avg is 0: log 1 = 0 stands for it.
  const safe = tf.where(tf.greater(average, 0), average, tf.onesLike(average));
  return tf.minimum(tf.div(tf.log(safe), cosine), largestScale) as Scalar;
}
