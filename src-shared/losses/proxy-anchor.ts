import type { Scalar, Tensor, Tensor1D, Tensor2D } from '../tf.ts';
import { classesOf } from './parts/angles.ts';
import { cosineLoss } from './parts/cosine-loss.ts';
import { cosineMargin, numberOf, scaleParameter } from './parts/parameters.ts';
import { maskedSum, softplus } from './parts/same-on-all-backends.ts';

/**
 * Proxy-Anchor, eq. 4 of the paper: each class centre (proxy) looks at the batch. The mean over the classes of the
 * batch of softplus(logsumexp over own samples of -alpha (c - delta)), and the mean over all classes of
 * softplus(logsumexp over the others of alpha (c + delta)).
 */
export const proxyAnchor = cosineLoss({
  id: 'proxy_anchor',
  title: 'Proxy-Anchor',
  paper: {
    authors: 'Kim, Kim, Cho, Kwak',
    year: 2020,
    title: 'Proxy Anchor Loss for Deep Metric Learning',
    venue: 'CVPR 2020',
  },
  summary: {
    en: 'The class centres are the anchors. Each pulls its samples of the batch and pushes all others away, the hardest most, so that samples act on each other through the centres.',
    ja: 'クラス中心を基準にします。中心がバッチ内の自分のサンプルを引き、他を押し、難しいものほど強く働きます。中心を介してサンプルどうしが影響し合います。',
  },
  parameters: {
    scale: { ...scaleParameter(32), title: { en: 'Scale alpha', ja: 'スケール α' } },
    margin: { ...cosineMargin(0.1), title: { en: 'Margin delta', ja: 'マージン δ' } },
  },
  onAngles(tf, angles, values) {
    const { cosines, copies } = angles;
    const oneHot = angles.oneHot();
    const [alpha, delta] = [numberOf(values, 'scale'), numberOf(values, 'margin')];
    const classes = classesOf(angles);
    const rest = tf.sub(1, oneHot) as Tensor2D;
    const hasTarget = tf.max(oneHot, 0, true);
    const side = (logits: Tensor, mask: Tensor) => {
      const { top, logSum, shares } = maskedSum(tf, logits, mask, 0);
      const whole = tf.add(top, logSum);
      return { value: softplus(tf, whole), pull: tf.mul(shares, tf.sigmoid(whole)) };
    };
    const target = side(tf.mul(tf.sub(cosines, delta), -alpha), oneHot);
    const others = side(tf.mul(tf.add(cosines, delta), alpha), rest);
    const present = tf.sum(hasTarget);
    // In the analysis of gradient lengths the other column stands for several classes.
    const multiplicity = copies === 1 ? 1 : tf.add(tf.mul(tf.sub(1, hasTarget), copies - 1), 1);
    const perClass = tf.add(
      tf.div(tf.mul(target.value, hasTarget), present),
      tf.div(tf.mul(others.value, multiplicity), classes),
    );
    const dCosines = tf.add(
      tf.div(tf.mul(target.pull, -alpha), present),
      tf.mul(others.pull, alpha / classes),
    );
    return {
      value: tf.sum(perClass) as Scalar,
      perSample: tf.squeeze(perClass, [0]) as Tensor1D,
      dCosines: dCosines as Tensor2D,
    };
  },
});
