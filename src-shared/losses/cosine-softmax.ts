/**
 * What the softmax losses on cosines share. Each gives a closed form for the logit of the sample's own
 * class, s·phi(cos theta); the others' logits are s·cos. The gradient by a class centre or an embedding
 * always points along the part of the one that is orthogonal to the other: the losses differ in its
 * length alone, dL/dcos.
 */
import type { Tensor, Tensor1D, Tensor2D, Tf } from '../tf.ts';
import { type Batch, type Evaluation, type Loss, oneHotOf, type ParameterValues } from './loss.ts';

/** Angles of samples to their own class centre. Both [N, 1]. */
export interface OwnAngle {
  cosine: Tensor2D;
  /** Not negative. */
  sine: Tensor2D;
}

/** The logit of the own class in units of the scale, phi, and its slope dphi/dcos. Both [N, 1]. */
export interface OwnLogit {
  phi: Tensor2D;
  slope: Tensor2D;
}

/** A softmax loss on cosines: a scale, and what a margin makes of the own cosine. */
export interface CosineLoss extends Loss {
  scale(values: ParameterValues): number;
  ownLogit(tf: Tf, own: OwnAngle, values: ParameterValues): OwnLogit;
}

/**
 * Own angles nearer than this to 0 or pi, as sines, count as exact. In float32 the direction from one unit
 * vector to another that is 1e-6 away is rounding noise, which dphi/dcos = sin(theta + m)/sin(theta) would
 * blow up: the value is kept and the slope dropped.
 */
export const degenerateSine = 1e-6;

/** Vectors shorter than this count as zero: their inverse would leave float32. */
const zeroLength = 1e-30;

/** Completes a loss of the family from its own parts. */
export function cosineLoss(parts: Omit<CosineLoss, 'trainables' | 'evaluate'>): CosineLoss {
  return {
    ...parts,
    trainables: (classes, dim) => ({ centres: [classes, dim] }),
    evaluate(tf, batch, values) {
      const angles = anglesOf(tf, batch);
      const { phi, slope } = parts.ownLogit(tf, angles.own, values);
      const { perSample, dCosines } = cosineSoftmax(tf, angles, { phi, slope }, parts.scale(values));
      return { perSample, ...toVectors(tf, angles, dCosines) };
    },
  };
}

/** Unit vectors, norms, cosines and own angles of a batch. */
export interface Angles {
  /** [N, D] and [N, 1]. A zero vector stays zero. */
  embeddings: Unit;
  /** [C, D] and [C, 1]. */
  centres: Unit;
  /** [N, C], within ±1. */
  cosines: Tensor2D;
  /** [N, C], 1 at the own class. */
  oneHot: Tensor2D;
  own: OwnAngle;
}

interface Unit {
  unit: Tensor2D;
  /** 1/norm, and 0 for a zero vector, whose gradient is thereby zero. */
  inverseNorm: Tensor2D;
}

export function anglesOf(tf: Tf, batch: Batch): Angles {
  const centres = normalise(tf, batch.trainables.centres as Tensor2D);
  const embeddings = normalise(tf, batch.embeddings);
  const classes = centres.unit.shape[0];
  const oneHot = oneHotOf(tf, batch.labels, classes);
  // An explicit transpose: the WASM backend is many times slower with matMul's own flag.
  const cosines = tf.clipByValue(tf.matMul(embeddings.unit, tf.transpose(centres.unit)), -1, 1) as Tensor2D;
  const cosine = tf.sum(tf.mul(cosines, oneHot), 1, true) as Tensor2D;
  // sin theta = 2 sin(theta/2) cos(theta/2), from chords: sqrt(1 - cos^2) has no digits left near 0 and pi.
  const ownCentres = tf.gather(centres.unit, batch.labels);
  const across = tf.norm(tf.sub(embeddings.unit, ownCentres), 2, 1, true);
  const along = tf.norm(tf.add(embeddings.unit, ownCentres), 2, 1, true);
  const chords = tf.mul(tf.mul(across, along), 0.5);
  // A zero vector counts as orthogonal to all: cosine 0, sine 1.
  const isZero = tf.equal(tf.mul(embeddings.inverseNorm, tf.gather(centres.inverseNorm, batch.labels)), 0);
  const sine = tf.where(isZero, tf.onesLike(chords), chords) as Tensor2D;
  return { embeddings, centres, cosines, oneHot, own: { cosine, sine } };
}

function normalise(tf: Tf, vectors: Tensor2D): Unit {
  // Scaled by the largest entry first, so that squares of tiny or huge vectors stay within float32.
  const largest = tf.max(tf.abs(vectors), 1, true);
  const isZero = tf.less(largest, zeroLength);
  const safe = tf.where(isZero, tf.onesLike(largest), largest);
  const scaled = tf.div(vectors, safe);
  const norm = tf.where(isZero, tf.onesLike(largest), tf.sqrt(tf.sum(tf.square(scaled), 1, true)));
  const inverse = tf.div(1, tf.mul(norm, safe));
  return {
    unit: tf.div(scaled, norm) as Tensor2D,
    inverseNorm: tf.where(isZero, tf.zerosLike(inverse), inverse) as Tensor2D,
  };
}

/**
 * Cross entropy on the logits s·phi for the own class and s·cos for the others.
 *
 * Written with d = logsumexp(others) - own, so that the loss is softplus(d) and 1 - P is sigmoid(d): both
 * keep all their digits when P is nearly 1. With one class d is minus infinity in effect and all is zero.
 *
 * @returns perSample [N], and dCosines [N, C]: gradient of the mean by each cosine, norms held fixed.
 */
export function cosineSoftmax(
  tf: Tf,
  { cosines, oneHot }: Pick<Angles, 'cosines' | 'oneHot'>,
  { phi, slope }: OwnLogit,
  scale: number,
): { perSample: Tensor1D; dCosines: Tensor2D } {
  const count = cosines.shape[0];
  // Far below any logit, and finite.
  const others = tf.sub(tf.mul(cosines, scale), tf.mul(oneHot, 1e9));
  const top = tf.max(others, 1, true);
  const powers = tf.exp(tf.sub(others, top));
  const sum = tf.sum(powers, 1, true);
  const gap = tf.sub(tf.add(top, tf.log(sum)), tf.mul(phi, scale));
  const missing = tf.sigmoid(gap);
  const perSample = softplus(tf, gap);
  const otherLengths = tf.mul(tf.div(powers, sum), tf.mul(missing, scale / count));
  const ownLengths = tf.mul(tf.mul(missing, slope), -scale / count);
  const dCosines = tf.where(tf.cast(oneHot, 'bool'), tf.mul(oneHot, ownLengths), otherLengths);
  return { perSample: tf.squeeze(perSample, [1]), dCosines: dCosines as Tensor2D };
}

/** log(1 + e^x) without overflow, and with all digits where it is small. */
function softplus(tf: Tf, x: Tensor): Tensor {
  return tf.add(tf.relu(x), tf.log1p(tf.exp(tf.neg(tf.abs(x)))));
}

/**
 * From gradient lengths to gradients: along the part of each unit vector that is orthogonal to the other,
 * over the norm. dL/dW_j = 1/|W_j| Σ_i g_ij (x̂_i - c_ij Ŵ_j), and likewise for x_i.
 */
export function toVectors(
  tf: Tf,
  { embeddings, centres, cosines }: Angles,
  dCosines: Tensor2D,
): Pick<Evaluation, 'embeddings' | 'trainables'> {
  const weighted = tf.mul(dCosines, cosines);
  const alongSamples = tf.mul(embeddings.unit, tf.sum(weighted, 1, true));
  const toCentres = tf.matMul(dCosines, centres.unit);
  const dEmbeddings = tf.mul(tf.sub(toCentres, alongSamples), embeddings.inverseNorm);
  const alongCentres = tf.mul(centres.unit, tf.expandDims(tf.sum(weighted, 0), 1));
  const toSamples = tf.matMul(tf.transpose(dCosines), embeddings.unit);
  const dCentres = tf.mul(tf.sub(toSamples, alongCentres), centres.inverseNorm);
  return { embeddings: dEmbeddings as Tensor2D, trainables: { centres: dCentres } };
}

/** Gradient lengths N·|dL/dcos| of one sample, by its own angle. */
export interface GradientLengths {
  /** For the own class centre. */
  own: Float32Array;
  /** For each one of the other class centres. */
  other: Float32Array;
}

/**
 * How long a loss's gradient is as a function of the own angle, all other centres at one angle.
 *
 * The full pull on a vector is this length times the sine of the angle, over the vector's norm: the
 * orthogonal part that it multiplies is not a unit vector.
 *
 * @param angles own angles, radians, 0..pi.
 * @param classes number of classes C, at least 2.
 * @param otherAngle angle to each of the other C - 1 centres, radians.
 */
export function gradientLengths(
  tf: Tf,
  loss: CosineLoss,
  values: ParameterValues,
  { angles, classes, otherAngle }: { angles: readonly number[]; classes: number; otherAngle: number },
): GradientLengths {
  const scale = loss.scale(values);
  const [own, other] = tf.tidy(() => {
    const column = (f: (angle: number) => number) => tf.tensor2d(angles.map(f), [angles.length, 1]);
    const { phi, slope } = loss.ownLogit(tf, { cosine: column(Math.cos), sine: column(Math.sin) }, values);
    const gap = tf.sub(scale * Math.cos(otherAngle) + Math.log(classes - 1), tf.mul(phi, scale));
    const missing = tf.mul(tf.sigmoid(gap), scale);
    return [tf.abs(tf.mul(missing, slope)), tf.div(missing, classes - 1)];
  });
  const lengths = { own: own!.dataSync() as Float32Array, other: other!.dataSync() as Float32Array };
  tf.dispose([own!, other!]);
  return lengths;
}
