import type { Tensor, Tensor2D, Tf } from '../../tf.ts';
import { normalise, orthogonal } from './angles.ts';
import { isPositive } from './same-on-all-backends.ts';

/**
 * By how much nearer, as a cosine, two photos of a person should be to each other than to a face that is not hers or his: FaceNet's 0.2,
 * as squared distances of unit vectors are 2 - 2 cos.
 */
export const refusedMargin = 0.1;

/**
 * The pull of hard pairs beside any loss: that of the triplet loss, cos(anchor, refused) - cos(anchor, other) + m where that is positive
 * (Schroff et al. 2015). It has no scale of its own: it pulls as hard as a face of the batch does in the mean, whatever the loss is,
 * times the weight.
 *
 * @param batch embeddings of the batch, and the loss's gradient by them: [N, D].
 * @param trios embeddings of the faces refused, of the anchors and of the others: [3 K, D].
 * @returns the gradient by `trios`.
 */
export function refusedPull(
  tf: Tf,
  batch: { embeddings: Tensor2D; gradient: Tensor2D },
  trios: Tensor2D,
  weight: number,
): Tensor2D {
  return tf.tidy(() => {
    const unit = normalise(tf, trios);
    const count = trios.shape[0] / 3;
    const part = (index: number) => tf.slice(unit.unit, [index * count, 0], [count, -1]);
    const [refused, anchor, other] = [part(0), part(1), part(2)];
    const cosine = (a: Tensor, b: Tensor) => tf.sum(tf.mul(a, b), 1, true);
    const excess = tf.add(tf.sub(cosine(anchor, refused), cosine(anchor, other)), refusedMargin);
    const force = tf.mul(isPositive(tf, excess), tf.mul(meanSlope(tf, batch), weight));
    const byUnit = tf.mul(
      tf.concat([anchor, tf.sub(refused, other), tf.neg(anchor)]),
      tf.concat([force, force, force]),
    );
    return orthogonal(tf, unit, byUnit as Tensor2D);
  });
}

/** How long the gradients by the batch's directions are in the mean. */
function meanSlope(tf: Tf, { embeddings, gradient }: { embeddings: Tensor2D; gradient: Tensor2D }): Tensor {
  const lengths = tf.sqrt(tf.sum(tf.square(gradient), 1, true));
  return tf.mean(tf.mul(lengths, normalise(tf, embeddings).norm));
}
