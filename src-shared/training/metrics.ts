import { product } from '../operations.ts';
import type { Tensor1D, Tensor2D, Tf } from '../tf.ts';

/** Bins of a histogram of angles, five degrees each. */
const angleBins = 36;

/** How embeddings lie among the class centres: sums over samples, to be added up block by block. */
export class AngleSums {
  #count = 0;
  #ownAngle = 0;
  #otherAngle = 0;
  /** Samples whose nearest class centre is their own. */
  correct = 0;
  /** Samples by the angle to their own class centre. */
  readonly histogram: number[] = Array(angleBins).fill(0);

  /** @param target cosines to the samples' own class centres. @param nearestOther cosines to the nearest other centres. */
  add(target: ArrayLike<number>, nearestOther: ArrayLike<number>): void {
    for (let i = 0; i < target.length; i++) {
      const angle = toDegrees(target[i]!);
      this.#count++;
      this.#ownAngle += angle;
      this.#otherAngle += toDegrees(nearestOther[i]!);
      if (target[i]! > nearestOther[i]!) this.correct++;
      this.histogram[Math.min(angleBins - 1, Math.floor((angle / 180) * angleBins))]!++;
    }
  }

  /** Mean angle of samples to their own class centre, degrees. */
  get ownAngle(): number {
    return this.#ownAngle / this.#count;
  }

  /** Mean angle of samples to the nearest other class centre, degrees. */
  get nearestOtherAngle(): number {
    return this.#otherAngle / this.#count;
  }
}

function toDegrees(cosine: number): number {
  return (Math.acos(Math.max(-1, Math.min(1, cosine))) * 180) / Math.PI;
}

/** Entries of a block of cosines that are held at once: bounds memory with many classes. */
const cosinesAtOnce = 1_000_000;

/** So many samples are held at once in any case: one by one each would read all class centres from memory. */
const fewestRows = 16;

/** Samples that a block may hold. */
export function rowsAtOnce(classes: number): number {
  return Math.max(fewestRows, Math.min(1024, Math.floor(cosinesAtOnce / classes)));
}

/**
 * Cosines of embeddings to their own class centre and to the nearest other. Call within `tf.tidy`.
 * @param embeddings [N, D], raw. @param centres [C, D], at length one. @param labels int32 [N].
 * @returns [N] each.
 */
export function nearestCosines(
  tf: Tf,
  embeddings: Tensor2D,
  centres: Tensor2D,
  labels: Tensor1D,
): { target: Tensor1D; nearestOther: Tensor1D } {
  const cosines = product(tf, unit(tf, embeddings), centres, false, true);
  const oneHot = tf.cast(tf.oneHot(labels, centres.shape[0]), 'float32');
  return {
    target: tf.sum(tf.mul(cosines, oneHot), 1) as Tensor1D,
    nearestOther: tf.max(tf.sub(cosines, tf.mul(oneHot, 4)), 1) as Tensor1D,
  };
}

/** Rows at length one; a zero row stays zero. */
export function unit(tf: Tf, vectors: Tensor2D): Tensor2D {
  const lengths = tf.sqrt(tf.sum(tf.square(vectors), 1, true));
  return tf.div(vectors, tf.add(lengths, 1e-12)) as Tensor2D;
}
