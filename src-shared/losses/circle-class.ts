import type { Tensor1D } from '../tf.ts';
import { withTarget } from './parts/angles.ts';
import { circleMargin, circlePaper, circleScale, weighted } from './parts/circle.ts';
import { cosineLoss } from './parts/cosine-loss.ts';
import { numberOf } from './parts/parameters.ts';
import { softplus } from './parts/same-on-all-backends.ts';

/**
 * Circle loss with class labels, eq. 6 of the paper with the class centres as the samples to compare with:
 * log(1 + Σ_j exp(gamma a_n (c_j - m)) exp(-gamma a_p (t - 1 + m))), each cosine weighted by how far it is from
 * its optimum. The weights count as constants, so that the gradient is not that of the value.
 */
export const circleClass = cosineLoss({
  id: 'circle_class',
  title: 'Circle loss (classes)',
  paper: circlePaper,
  summary: {
    en: 'The further a cosine is from where it should be, the harder it is pulled. So a sample that is near its class centre is mainly pushed away from the others. Compares photos with class centres.',
    ja: '目標から遠い余弦ほど強く引きます。自分の中心に近いサンプルは、他の中心から離れることに力を使います。クラス中心との比較です。',
  },
  parameters: { scale: circleScale(256), margin: circleMargin(0.25) },
  onAngles(tf, angles, values) {
    const { cosines, target, copies } = angles;
    const [gamma, margin] = [numberOf(values, 'scale'), numberOf(values, 'margin')];
    const count = cosines.shape[0];
    const positive = weighted(tf, target.cosine, 'positive', gamma, margin);
    const negative = weighted(tf, cosines, 'negative', gamma, margin);
    const masked = withTarget(tf, negative.logit, angles, tf.fill([count, 1], -1e9));
    const top = tf.max(masked, 1, true);
    const powers = tf.exp(tf.sub(masked, top));
    const sum = tf.mul(tf.sum(powers, 1, true), copies);
    const gap = tf.add(tf.add(top, tf.log(sum)), positive.logit);
    const pull = tf.div(tf.sigmoid(gap), count);
    const others = tf.mul(tf.mul(tf.div(powers, sum), pull), negative.slope);
    const mine = tf.mul(pull, positive.slope);
    return {
      perSample: tf.squeeze(softplus(tf, gap), [1]) as Tensor1D,
      dCosines: withTarget(tf, others, angles, mine),
    };
  },
});
