import type { Tensor, Tensor2D, Tf } from '../tf.ts';

/** A head's forward pass, keeping what the backward pass needs. */
export interface ForwardPass {
  /** [N, dim], raw. */
  embeddings: Tensor2D;
  /** Gradients of the loss by the head's weights, from those by the embeddings [N, dim]. */
  backward(dEmbeddings: Tensor2D): Record<string, Tensor>;
}

/**
 * @param weights the head's tensors by the names of `Head.weights`.
 * @param features [N, 256].
 */
export function forward(tf: Tf, weights: Readonly<Record<string, Tensor>>, features: Tensor2D): ForwardPass {
  const weight = weights.weight as Tensor2D;
  const { bias, hiddenWeight, hiddenBias } = weights;
  if (hiddenWeight === undefined) {
    return {
      embeddings: tf.matMul(features, weight) as Tensor2D,
      // Explicit transposes: the WASM backend is many times slower with matMul's own flags.
      backward: (dEmbeddings) => ({ weight: tf.matMul(tf.transpose(features), dEmbeddings) }),
    };
  }
  const hidden = tf.relu(tf.add(tf.matMul(features, hiddenWeight as Tensor2D), hiddenBias!)) as Tensor2D;
  return {
    embeddings: tf.add(tf.matMul(hidden, weight), bias!) as Tensor2D,
    backward(dEmbeddings) {
      const active = tf.cast(tf.greater(hidden, 0), 'float32');
      const dHidden = tf.mul(tf.matMul(dEmbeddings, tf.transpose(weight)), active) as Tensor2D;
      return {
        weight: tf.matMul(tf.transpose(hidden), dEmbeddings),
        bias: tf.sum(dEmbeddings, 0),
        hiddenWeight: tf.matMul(tf.transpose(features), dHidden),
        hiddenBias: tf.sum(dHidden, 0),
      };
    },
  };
}
