import type { Scalar, Tensor1D, Tensor2D, Tf } from '../tf.ts';

/** Means over samples. */
export interface AngleMetrics {
  /** Mean angle to the own class centre, degrees. */
  ownAngle: number;
  /** Mean angle to the nearest other class centre, degrees. */
  nearestOtherAngle: number;
  /** Samples whose nearest class centre is their own. */
  correct: number;
}

/** Samples whose cosines are held at once: bounds memory with many classes. */
const rowsAtOnce = 2048;

/**
 * How embeddings lie among the class centres.
 * @param embeddings [N, D] and centres [C, D], raw. @param labels int32 [N].
 */
export function angleMetrics(
  tf: Tf,
  embeddings: Tensor2D,
  centres: Tensor2D,
  labels: Tensor1D,
): AngleMetrics {
  const total = embeddings.shape[0];
  const sums = { ownAngle: 0, nearestOtherAngle: 0, correct: 0 };
  for (let start = 0; start < total; start += rowsAtOnce) {
    const count = Math.min(rowsAtOnce, total - start);
    const [own, other, correct] = tf.tidy(() => {
      const rows = unit(tf, tf.slice(embeddings, [start, 0], [count, -1]));
      const cosines = tf.matMul(rows, tf.transpose(unit(tf, centres)));
      const classes = tf.range(0, centres.shape[0], 1, 'int32');
      const mine = tf.cast(
        tf.equal(tf.expandDims(tf.slice(labels, [start], [count]), 1), classes),
        'float32',
      );
      const ownCosine = tf.sum(tf.mul(cosines, mine), 1);
      const otherCosine = tf.max(tf.sub(cosines, tf.mul(mine, 4)), 1);
      const angle = (cosine: typeof ownCosine) => tf.acos(tf.clipByValue(cosine, -1, 1));
      return [
        tf.sum(angle(ownCosine)) as Scalar,
        tf.sum(angle(otherCosine)) as Scalar,
        tf.sum(tf.cast(tf.greater(ownCosine, otherCosine), 'float32')) as Scalar,
      ];
    });
    sums.ownAngle += own!.dataSync()[0]!;
    sums.nearestOtherAngle += other!.dataSync()[0]!;
    sums.correct += correct!.dataSync()[0]!;
    tf.dispose([own!, other!, correct!]);
  }
  const degrees = 180 / Math.PI / total;
  return {
    ownAngle: sums.ownAngle * degrees,
    nearestOtherAngle: sums.nearestOtherAngle * degrees,
    correct: sums.correct,
  };
}

function unit(tf: Tf, vectors: Tensor2D): Tensor2D {
  return tf.div(vectors, tf.maximum(tf.norm(vectors, 2, 1, true), 1e-12)) as Tensor2D;
}
