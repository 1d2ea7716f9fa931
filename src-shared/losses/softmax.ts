import type { Tensor1D, Tensor2D } from '../tf.ts';
import { type Loss, oneHotOf } from './loss.ts';

/**
 * Softmax: a linear classifier with bias and cross entropy, the baseline of all others. z = x Wᵀ + b,
 * dL/dz = (P - onehot)/N.
 */
export const softmax: Loss = {
  id: 'softmax',
  title: 'Softmax',
  paper: {
    authors: 'Bridle',
    year: 1990,
    title: 'Probabilistic Interpretation of Feedforward Classification Network Outputs',
    venue: 'Neurocomputing, NATO ASI Series 68',
  },
  summary: {
    en: 'Plain classification: a linear layer with bias on the raw embedding. It separates the classes it is shown but leaves lengths and angles to chance.',
    ja: '通常の分類です。生の埋め込みにバイアス付きの線形層を置きます。クラスは分かれますが、長さや角度は成り行きになります。',
  },
  parameters: {},
  trainables: (classes, dim) => ({ centres: [classes, dim], bias: [classes] }),
  evaluate(tf, { embeddings, labels, trainables }) {
    const centres = trainables.centres as Tensor2D;
    const bias = trainables.bias as Tensor1D;
    const [count, classes] = [embeddings.shape[0], centres.shape[0]];
    const oneHot = oneHotOf(tf, labels, classes);
    const logits = tf.add(tf.matMul(embeddings, tf.transpose(centres)), bias);
    const shifted = tf.sub(logits, tf.max(logits, 1, true));
    const powers = tf.exp(shifted);
    const sum = tf.sum(powers, 1, true);
    // 1 - P of the own class as the share of the others: the difference would lose its digits near 0.
    const missing = tf.div(tf.sum(tf.mul(powers, tf.sub(1, oneHot)), 1, true), sum);
    const own = tf.sum(tf.mul(shifted, oneHot), 1, true);
    const perSample = tf.squeeze(tf.sub(tf.log(sum), own), [1]) as Tensor1D;
    const probabilities = tf.div(powers, sum);
    const dLogits = tf.div(
      tf.where(tf.cast(oneHot, 'bool'), tf.mul(oneHot, tf.neg(missing)), probabilities),
      count,
    ) as Tensor2D;
    return {
      perSample,
      embeddings: tf.matMul(dLogits, centres) as Tensor2D,
      trainables: {
        centres: tf.matMul(tf.transpose(dLogits), embeddings),
        bias: tf.sum(dLogits, 0),
      },
    };
  },
};
