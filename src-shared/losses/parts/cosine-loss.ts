/**
 * What the losses on cosines share. Each is a closed form on the angles between samples and class centres
 * that answers with its value and with its gradient by each cosine. The gradient by a class centre or an
 * embedding always points along the part of the one that is orthogonal to the other: the losses differ in
 * its length alone, dL/dcos.
 */
import type { Tensor, Tensor1D, Tensor2D, Tf } from '../../tf.ts';
import { type Angles, anglesOf, normalise, toVectors, type Unit } from './angles.ts';
import type { Evaluation, Loss, ParameterValues, Tensors } from './loss.ts';

/** What a loss on cosines makes of a batch's angles. */
export interface CosineEvaluation {
  /** [N]; the value is their mean if there is no `value`. */
  perSample: Tensor1D;
  value?: Evaluation['value'];
  /** [N, C]: gradient of the value by each cosine, norms held fixed. */
  dCosines: Tensor2D;
  /** [N, 1]: gradient by the embeddings' lengths, for losses that use them. */
  dNorms?: Tensor2D;
  /** Gradients by trainables other than the centres. */
  trainables?: Record<string, Tensor>;
  state?: Record<string, Tensor>;
}

/** The tensors beside the angles that a loss on cosines may use. */
export interface CosineContext {
  trainables: Tensors;
  state: Tensors;
  draws: Tensors;
}

/** A loss that sees nothing but cosines, and perhaps the embeddings' lengths. */
export interface CosineLoss extends Loss {
  /** The embedding's length takes part: its gradient by a cosine depends on it. */
  usesLength?: true;
  onAngles(tf: Tf, angles: Angles, values: ParameterValues, context: CosineContext): CosineEvaluation;
}

export function isCosineLoss(loss: Loss): loss is CosineLoss {
  return 'onAngles' in loss;
}

/** Completes a loss from what it makes of the angles; its class centres are the rows of `centres`. */
export function cosineLoss(
  parts: Omit<CosineLoss, 'evaluate' | 'trainables'> & Partial<Pick<CosineLoss, 'trainables'>>,
): CosineLoss {
  return {
    trainables: (classes, dim) => ({ centres: { shape: [classes, dim] } }),
    ...parts,
    evaluate(tf, batch, values) {
      const embeddings = normalise(tf, batch.embeddings);
      const centres = normalise(tf, batch.trainables.centres as Tensor2D);
      const angles = anglesOf(tf, embeddings, centres, batch.labels);
      const result = parts.onAngles(tf, angles, values, batch);
      // The largest matrix beside its gradient, and of no more use.
      angles.cosines.dispose();
      const pulls = toVectors(tf, embeddings, centres, result.dCosines);
      return finish(tf, result, embeddings, pulls.embeddings, {
        centres: pulls.centres,
        ...result.trainables,
      });
    },
  };
}

/** An evaluation out of its parts, with the pull on the embeddings' lengths if there is one. */
export function finish(
  tf: Tf,
  { perSample, value, dCosines, dNorms, state = {} }: CosineEvaluation,
  embeddings: Unit,
  dEmbeddings: Tensor2D,
  trainables: Evaluation['trainables'],
): Evaluation {
  return {
    value: value ?? tf.mean(perSample),
    terms: () => ({ values: perSample }),
    embeddings:
      dNorms === undefined ? dEmbeddings : (tf.add(dEmbeddings, tf.mul(embeddings.unit, dNorms)) as Tensor2D),
    trainables,
    cosines: dCosines,
    state,
  };
}
