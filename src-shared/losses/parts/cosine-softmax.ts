/** Cross entropy on cosines: what a margin loss makes of the target logit, and the closed form around it. */
import type { Tensor, Tensor1D, Tensor2D, Tf } from '../../tf.ts';
import { type Angles, classesOf, type TargetAngle, withTarget } from './angles.ts';
import { type CosineLoss, cosineLoss } from './cosine-loss.ts';
import type { ParameterValues } from './loss.ts';
import { othersOf } from './other-classes.ts';
import { labelSmoothing, numberOf } from './parameters.ts';
import { softplus } from './same-on-all-backends.ts';

/** A logit in units of the scale, phi, and its slope dphi/dcos. [N, 1] for the target class, [N, C] for others. */
export interface Logit {
  phi: Tensor2D;
  slope: Tensor2D;
}

/** How the template is filled in. */
export interface SoftmaxParts {
  target: Logit;
  /** Where the others' logits are not their cosines. */
  others?: Logit;
  /** One for all, or [N, 1]. */
  scale: number | Tensor;
  /** Part of the target that is spread over all classes. */
  smoothing?: number;
  /** Whether the gradient by the scale is wanted: it takes another pass over the matrix. */
  byScale?: boolean;
}

export interface SoftmaxResult {
  /** [N] */
  perSample: Tensor1D;
  /** [N, C]: gradient of the mean by each cosine. */
  dCosines: Tensor2D;
  /** [N, 1]: gradient of the mean by each sample's target logit phi. */
  dTarget: Tensor2D;
  /** [N, 1]: gradient of the mean by each sample's scale; 0 where it is not wanted. */
  dScale: Tensor2D;
}

/**
 * Cross entropy on the logits s·phi for the target class and s·cos for the others.
 *
 * Written with d = logsumexp(others) - own, so that the loss is softplus(d) and 1 - P is sigmoid(d): both
 * keep all their digits when P is nearly 1. With one class d is minus infinity in effect and all is zero.
 * Label smoothing by e adds e (z_own - mean of all z).
 */
export function cosineSoftmax(
  tf: Tf,
  angles: Pick<Angles, 'cosines' | 'labels' | 'copies'>,
  { target, others, scale, smoothing = 0, byScale = false }: SoftmaxParts,
): SoftmaxResult {
  return tf.tidy((): SoftmaxResult & Record<string, Tensor> => {
    const { cosines, copies } = angles;
    const count = cosines.shape[0];
    const classes = classesOf(angles);
    const logits = others?.phi ?? cosines;
    const none = tf.zeros([count, 1]);
    const rest = othersOf(tf, logits, angles, tf.add(none, scale));
    const sum = tf.mul(rest.sum, copies);
    const targetLogit = tf.mul(target.phi, scale);
    const gap = tf.sub(tf.add(rest.top, tf.log(sum)), targetLogit);
    const missing = tf.sigmoid(gap);
    // By each logit z = s·phi: (1 - P) for the own one, P for another, and what smoothing adds.
    const spread = smoothing / classes / count;
    const byTarget = tf.add(tf.div(tf.neg(missing), count), spread * (classes - 1));
    const factor = tf.div(missing, tf.mul(sum, count));
    const dTarget = tf.mul(byTarget, scale) as Tensor2D;
    const dTargetCosine = tf.mul(dTarget, target.slope);
    if (others === undefined && smoothing === 0 && !byScale) {
      return {
        perSample: tf.squeeze(softplus(tf, gap), [1]) as Tensor1D,
        dCosines: rest.share(tf.mul(factor, scale), dTargetCosine),
        dTarget,
        dScale: none as Tensor2D,
      };
    }
    let byOthers = rest.share(factor, none);
    let smooth: Tensor = tf.zerosLike(targetLogit);
    if (smoothing > 0) {
      byOthers = tf.tidy(() => withTarget(tf, tf.sub(byOthers, spread), angles, none));
      const total = tf.tidy(() => tf.sum(withTarget(tf, logits, angles, none), 1, true));
      const mean = tf.div(tf.add(targetLogit, tf.mul(tf.mul(total, copies), scale)), classes);
      smooth = tf.mul(tf.sub(targetLogit, mean), smoothing);
    }
    // `byOthers` is 0 at the target class.
    const dScale = byScale
      ? tf.tidy(() => {
          const along = tf.mul(tf.sum(tf.mul(byOthers, logits), 1, true), copies);
          return tf.add(along, tf.mul(byTarget, target.phi));
        })
      : none;
    const scaled = tf.tidy(() => {
      const byCosines = tf.mul(byOthers, scale);
      return others === undefined ? byCosines : tf.mul(byCosines, others.slope);
    });
    byOthers.dispose();
    return {
      perSample: tf.squeeze(tf.add(softplus(tf, gap), smooth), [1]) as Tensor1D,
      dCosines: withTarget(tf, scaled, angles, dTargetCosine),
      dTarget,
      dScale: dScale as Tensor2D,
    };
  });
}

/** A softmax loss on cosines with a margin: a scale, and what the margin makes of the target cosine. */
export function marginSoftmax(
  parts: Omit<CosineLoss, 'evaluate' | 'trainables' | 'onAngles'> & {
    scale(values: ParameterValues): number;
    targetLogit(tf: Tf, target: TargetAngle, values: ParameterValues): Logit;
    /** Where the others' logits are not their cosines. */
    otherLogits?(tf: Tf, cosines: Tensor2D, values: ParameterValues): Logit | undefined;
  },
): CosineLoss {
  const { scale, targetLogit, otherLogits, ...rest } = parts;
  return cosineLoss({
    ...rest,
    canSampleClasses: true,
    parameters: { ...rest.parameters, labelSmoothing },
    onAngles(tf, angles, values) {
      const others = otherLogits?.(tf, angles.cosines, values);
      return cosineSoftmax(tf, angles, {
        target: targetLogit(tf, angles.target, values),
        ...(others && { others }),
        scale: scale(values),
        smoothing: numberOf(values, 'labelSmoothing'),
      });
    },
  });
}

/** The target logit without a margin. */
export function plainLogit(tf: Tf, { cosine }: TargetAngle): Logit {
  return { phi: cosine, slope: tf.onesLike(cosine) };
}
