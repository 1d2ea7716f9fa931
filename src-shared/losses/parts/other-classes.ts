/** The softmax over the classes other than a sample's own: the only passes over all cosines that most losses need. */
import { fusedKernel } from '../../operations.ts';
import type { Tensor, Tensor2D, Tf } from '../../tf.ts';
import { type Angles, withTarget } from './angles.ts';

/** The sum of exponentials of each sample's logits scale·logit for other classes. All columns are [N, 1]. */
export interface Others {
  /** The largest logit; -1e9 if there is no other class. */
  top: Tensor;
  /** Σ exp(scale·logit - top), over the columns; 1 if there is no other class. */
  sum: Tensor;
  /**
   * factor·exp(scale·logit - top) for the others, and `target` for the target class: [N, C]. To be called once.
   * @param factor and `target` [N, 1].
   */
  share(factor: Tensor, target: Tensor): Tensor2D;
}

/** Far below any logit, and finite. */
const never = -1e9;

/** @param logits [N, C], in units of the scale. @param scale [N, 1]. Call within `tf.tidy`. */
export function othersOf(tf: Tf, logits: Tensor2D, angles: Pick<Angles, 'labels'>, scale: Tensor): Others {
  const { labels } = angles;
  const sums = fusedKernel(tf, 'TammesOthersSum', { logits, labels, scale });
  if (sums !== null) {
    const [top, sum] = sums as [Tensor, Tensor];
    return {
      top,
      sum,
      share: (factor, target) =>
        fusedKernel(tf, 'TammesOthersShare', { logits, labels, scale, top, factor, target })![0] as Tensor2D,
    };
  }
  // Matrices over all classes are the largest things in training: each is freed as soon as it can be.
  const masked = tf.tidy(() => withTarget(tf, tf.mul(logits, scale), angles, tf.fill(scale.shape, never)));
  const top = tf.max(masked, 1, true);
  const shifted = tf.sub(masked, top);
  masked.dispose();
  const powers = tf.exp(shifted);
  shifted.dispose();
  return {
    top,
    sum: tf.sum(powers, 1, true),
    share(factor, target) {
      const shares = tf.mul(powers, factor);
      powers.dispose();
      const result = withTarget(tf, shares, angles, target);
      shares.dispose();
      return result;
    },
  };
}
