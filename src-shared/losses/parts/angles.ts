/** Embeddings and class centres as directions: unit vectors, norms, cosines, and gradients back from them. */
import { fusedKernel, product, rowsOf } from '../../operations.ts';
import type { Tensor, Tensor1D, Tensor2D, Tf } from '../../tf.ts';

/**
 * Target angles nearer than this to 0 or pi, as sines, count as exact. In float32 the direction from one unit
 * vector to another that is 1e-6 away is rounding noise, which a slope like sin(theta + m)/sin(theta) would
 * blow up: the value is kept and the slope dropped.
 */
export const degenerateSine = 1e-6;

/** Vectors shorter than this count as zero: their inverse would leave float32. */
const zeroLength = 1e-30;

/** Angles of samples to their own class centre. Both [N, 1]. */
export interface TargetAngle {
  cosine: Tensor2D;
  /** Not negative. */
  sine: Tensor2D;
}

/** The angles of a batch, which is all that a loss on cosines sees. */
export interface Angles {
  /** [N, C]; rounding may carry them past ±1 by one part in ten million. */
  cosines: Tensor2D;
  target: TargetAngle;
  /** The target classes: int32 [N]. */
  labels: Tensor1D;
  /** [N, C], 1 at the target class. */
  oneHot(): Tensor2D;
  /** Lengths of the raw embeddings, [N, 1]. */
  norms: Tensor2D;
  /** How many classes each other column stands for: 1, but in the analysis of gradient lengths. */
  copies: number;
}

/** Vectors as directions. A zero vector stays zero. */
export interface Unit {
  /** [N, D] */
  unit: Tensor2D;
  /** [N, 1] */
  norm: Tensor2D;
  /** 1/norm, and 0 for a zero vector, whose gradient is thereby zero. [N, 1] */
  inverseNorm: Tensor2D;
}

export function normalise(tf: Tf, vectors: Tensor2D): Unit {
  const composed = (): Tensor[] => {
    // Scaled by the largest entry first, so that squares of tiny or huge vectors stay within float32. Maxima and steps
    // stand for choices, each of which would be several kernels: on a short column these cost the most.
    const largest = tf.maximum(tf.max(tf.abs(vectors), 1, true), zeroLength);
    const scaled = tf.div(vectors, largest);
    const length = tf.sqrt(tf.sum(tf.square(scaled), 1, true));
    const norm = tf.mul(length, largest);
    const isLong = tf.step(tf.sub(norm, zeroLength));
    return [
      tf.div(scaled, tf.maximum(length, zeroLength)),
      norm,
      tf.div(isLong, tf.maximum(norm, zeroLength)),
    ];
  };
  const columns = fusedKernel(tf, 'TammesUnitRows', { vectors }) ?? tf.tidy(composed);
  const [unit, norm, inverseNorm] = columns as Tensor2D[];
  return { unit: unit!, norm: norm!, inverseNorm: inverseNorm! };
}

/** [N, C], 1 at each sample's target class. */
export function oneHotOf(tf: Tf, labels: Tensor1D, classes: number): Tensor2D {
  // tfjs' own `oneHot` refuses a single class, and on WASM fills float32 with the bits of integers.
  if (classes === 1) return tf.ones([labels.shape[0], 1]);
  return tf.cast(tf.oneHot(labels, classes), 'float32') as Tensor2D;
}

/** C, the number of classes that the columns stand for. */
export function classesOf({ cosines, copies }: Pick<Angles, 'cosines' | 'copies'>): number {
  return 1 + (cosines.shape[1] - 1) * copies;
}

/** Cosines of all samples with all centres. @returns [N, C] */
export function cosinesOf(tf: Tf, samples: Tensor2D, centres: Tensor2D): Tensor2D {
  return product(tf, samples, centres, false, true);
}

/** The angle of each sample to one centre. @param centres [N, D], a unit vector for each sample. */
export function targetAngleOf(tf: Tf, samples: Tensor2D, centres: Tensor2D): TargetAngle {
  const composed = (): Tensor[] => {
    // sin theta = 2 sin(theta/2) cos(theta/2), from chords: sqrt(1 - cos^2) has no digits left near 0 and pi.
    const across = tf.sum(tf.squaredDifference(samples, centres), 1, true);
    const along = tf.sum(tf.square(tf.add(samples, centres)), 1, true);
    const chords = tf.mul(tf.sqrt(tf.mul(across, along)), 0.5);
    // A zero vector counts as orthogonal to all: cosine 0, sine 1. With it both chords are no longer than 1.
    const isZero = tf.step(tf.sub(3, tf.add(across, along)));
    return [
      tf.clipByValue(tf.sum(tf.mul(samples, centres), 1, true), -1, 1),
      tf.add(tf.mul(chords, tf.sub(1, isZero)), isZero),
    ];
  };
  const columns = fusedKernel(tf, 'TammesTargetAngle', { samples, centres }) ?? tf.tidy(composed);
  const [cosine, sine] = columns as Tensor2D[];
  return { cosine: cosine!, sine: sine! };
}

/** theta [N, 1], radians, with all digits near 0 and pi, where the arc cosine would lose half of them. */
export function thetaOf(tf: Tf, { cosine, sine }: TargetAngle): Tensor2D {
  return tf.atan2(sine, cosine) as Tensor2D;
}

/** A batch's angles to class centres. @param labels int32 [N] */
export function anglesOf(tf: Tf, embeddings: Unit, centres: Unit, labels: Tensor1D): Angles {
  return {
    cosines: cosinesOf(tf, embeddings.unit, centres.unit),
    target: targetAngleOf(tf, embeddings.unit, rowsOf(tf, centres.unit, labels)),
    labels,
    oneHot: () => oneHotOf(tf, labels, centres.unit.shape[0]),
    norms: embeddings.norm,
    copies: 1,
  };
}

/** A matrix [N, C] with other values at the target classes. @param values [N, 1] */
export function withTarget(
  tf: Tf,
  matrix: Tensor,
  { labels }: Pick<Angles, 'labels'>,
  values: Tensor,
): Tensor2D {
  const ownAt = tf.stack([tf.range(0, labels.shape[0], 1, 'int32'), labels], 1);
  // tfjs' own CPU backend writes into the tensor that it is given.
  const from = tf.getBackend() === 'cpu' ? tf.add(matrix, 0) : matrix;
  return tf.tensorScatterUpdate(from, ownAt, tf.squeeze(values, [1])) as Tensor2D;
}

/**
 * From gradients by cosines to gradients by vectors: along the part of each unit vector that is orthogonal
 * to the other, over the norm. dL/dW_j = 1/|W_j| Σ_i g_ij (x̂_i - c_ij Ŵ_j), and likewise for x_i.
 */
export function toVectors(
  tf: Tf,
  embeddings: Unit,
  centres: Unit,
  dCosines: Tensor2D,
): { embeddings: Tensor2D; centres: Tensor2D } {
  return tf.tidy(() => ({
    embeddings: orthogonal(tf, embeddings, product(tf, dCosines, centres.unit)),
    centres: orthogonal(tf, centres, product(tf, dCosines, embeddings.unit, true)),
  }));
}

/** The gradient by raw vectors from that by their directions: the part orthogonal to each, over its norm. */
export function orthogonal(tf: Tf, { unit, inverseNorm }: Unit, gradient: Tensor2D): Tensor2D {
  const composed = (): Tensor[] => {
    // Σ_j g_j c_j is the product with the summed pull itself: no further pass over the cosines.
    const along = tf.mul(unit, tf.sum(tf.mul(gradient, unit), 1, true));
    return [tf.mul(tf.sub(gradient, along), inverseNorm)];
  };
  const fused = fusedKernel(tf, 'TammesOrthogonal', { unit, inverseNorm, gradient });
  return (fused ?? tf.tidy(composed))[0] as Tensor2D;
}
