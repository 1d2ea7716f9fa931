import { columnSums, product } from '../operations.ts';
import type { Tensor1D, Tensor2D, Tf } from '../tf.ts';
import { oneHotOf } from './parts/angles.ts';
import type { Batch, Evaluation, Loss } from './parts/loss.ts';
import { labelSmoothing, numberOf } from './parts/parameters.ts';

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
    en: 'Plain classification: a linear layer with bias on the raw embedding. It separates the classes that it is trained on, but leaves lengths and angles to chance.',
    ja: '通常の分類です。生の埋め込みにバイアス付きの線形層を置きます。クラスは分かれますが、長さや角度は成り行きになります。',
  },
  parameters: { labelSmoothing },
  trainables: (classes, dim) => ({ centres: { shape: [classes, dim] }, bias: { shape: [classes] } }),
  evaluate(tf, batch, values) {
    const { perSample, ...gradients } = linearSoftmax(tf, batch, numberOf(values, 'labelSmoothing'));
    return {
      value: tf.mean(perSample),
      terms: () => ({ values: perSample }),
      ...gradients,
      cosines: null,
      state: {},
    };
  },
};

/** Cross entropy of a linear layer: its values [N] and gradients of their mean. */
export function linearSoftmax(
  tf: Tf,
  { embeddings, labels, trainables }: Pick<Batch, 'embeddings' | 'labels' | 'trainables'>,
  smoothing: number,
): Pick<Evaluation, 'embeddings' | 'trainables'> & { perSample: Tensor1D } {
  const centres = trainables.centres as Tensor2D;
  const [count, classes] = [embeddings.shape[0], centres.shape[0]];
  const oneHot = oneHotOf(tf, labels, classes);
  const logits = tf.add(product(tf, embeddings, centres, false, true), trainables.bias!);
  const shifted = tf.sub(logits, tf.max(logits, 1, true));
  const powers = tf.exp(shifted);
  const sum = tf.sum(powers, 1, true);
  const rest = tf.sub(1, oneHot);
  // 1 - P of the target class as the share of the others: the difference would lose its digits near 0.
  const missing = tf.div(tf.sum(tf.mul(powers, rest), 1, true), sum);
  const targetLogit = tf.sum(tf.mul(shifted, oneHot), 1, true);
  const smooth = tf.mul(tf.sub(targetLogit, tf.mean(shifted, 1, true)), smoothing);
  const perSample = tf.squeeze(tf.add(tf.sub(tf.log(sum), targetLogit), smooth), [1]) as Tensor1D;
  const others = tf.mul(tf.div(powers, sum), rest);
  const target = tf.mul(tf.sub(oneHot, 1 / classes), smoothing);
  const dLogits = tf.div(tf.add(tf.sub(others, tf.mul(oneHot, missing)), target), count) as Tensor2D;
  return {
    perSample,
    embeddings: product(tf, dLogits, centres),
    trainables: {
      centres: product(tf, dLogits, embeddings, true),
      bias: columnSums(tf, dLogits),
    },
  };
}
