/** VPL: class centres mixed with remembered features. */
import type { Tensor, Tensor1D, Tensor2D, Tf } from '../tf.ts';
import { anglesOf, normalise, oneHotOf, orthogonal, toVectors } from './parts/angles.ts';
import { arcLogit, arcModes } from './parts/arc.ts';
import { finish } from './parts/cosine-loss.ts';
import { cosineSoftmax } from './parts/cosine-softmax.ts';
import type { Loss, ParameterValues } from './parts/loss.ts';
import {
  angularMargin,
  labelSmoothing,
  numberOf,
  numberParameter,
  scaleParameter,
} from './parts/parameters.ts';

/** `storedAt` of a class of which nothing is stored yet. */
const neverStored = -1e9;

/**
 * Variational Prototype Learning: ArcFace against class centres that are mixed with the last embedding seen of
 * the class: normalise((1 - lambda) ŵ + lambda M), eq. 5 of the paper. A stored embedding takes part while it is
 * no older than `age` steps and once `start` steps have passed. What the batch brings is stored after its step.
 */
export const vpl: Loss = {
  id: 'vpl',
  title: 'VPL',
  paper: {
    authors: 'Deng, Guo, Yang, Lattas, Zafeiriou',
    year: 2021,
    title: 'Variational Prototype Learning for Deep Face Recognition',
    venue: 'CVPR 2021',
  },
  summary: {
    en: 'Compares a photo with a mixture of the class centre and the last photo of that person, so that samples are compared with samples at the cost of a comparison with centres.',
    ja: 'クラス中心とその人の直前の写真を混ぜたものと比べます。中心と比べる手間だけで、サンプルどうしの比較を取り入れます。',
  },
  parameters: {
    scale: scaleParameter(64),
    margin: angularMargin(0.5),
    mode: arcModes,
    lambda: numberParameter(
      { en: 'Mixture lambda', ja: '混合率 λ' },
      { default: 0.15, min: 0, max: 0.9, step: 0.05 },
      { en: 'Share of the stored embedding in the mixture.', ja: '保存した埋め込みの割合です。' },
    ),
    age: numberParameter(
      { en: 'Age', ja: '有効期間' },
      { default: 200, min: 1, max: 100_000, step: 10 },
      { en: 'Steps for which a stored embedding is used.', ja: '保存した埋め込みを使うステップ数です。' },
    ),
    start: numberParameter(
      { en: 'Start', ja: '開始' },
      { default: 8000, min: 0, max: 1_000_000, step: 100 },
      { en: 'Steps before the mixture begins.', ja: '混合を始めるまでのステップ数です。' },
    ),
    labelSmoothing,
  },
  trainables: (classes, dim) => ({ centres: { shape: [classes, dim] } }),
  state: (classes, dim) => ({
    stored: { shape: [classes, dim] },
    storedAt: { shape: [classes], fill: neverStored },
    steps: { shape: [] },
  }),
  evaluate(tf, { embeddings: raw, labels, trainables, state }, values) {
    const embeddings = normalise(tf, raw);
    const weights = normalise(tf, trainables.centres as Tensor2D);
    const steps = tf.add(state.steps!, 1);
    const share = tf.expandDims(sharesOf(tf, steps, state.storedAt!, values), 1);
    const keep = tf.sub(1, share);
    const mixed = tf.add(tf.mul(weights.unit, keep), tf.mul(state.stored!, share)) as Tensor2D;
    const centres = normalise(tf, mixed);
    const angles = anglesOf(tf, embeddings, centres, labels);
    const { phi, slope } = arcLogit(tf, angles.target, numberOf(values, 'margin'), String(values.mode));
    const { perSample, dCosines } = cosineSoftmax(tf, angles, {
      target: { phi, slope },
      scale: numberOf(values, 'scale'),
      smoothing: numberOf(values, 'labelSmoothing'),
    });
    const pulls = toVectors(tf, embeddings, centres, dCosines);
    const dWeights = orthogonal(tf, weights, tf.mul(pulls.centres, keep) as Tensor2D);
    const next = {
      steps,
      ...store(tf, embeddings.unit, labels, steps, state.stored as Tensor2D, state.storedAt as Tensor1D),
    };
    const result = { perSample, dCosines, state: next };
    return finish(tf, result, embeddings, pulls.embeddings, { centres: dWeights });
  },
};

/** [C]: lambda for classes whose stored embedding takes part in this step, else 0. */
function sharesOf(tf: Tf, steps: Tensor, storedAt: Tensor, values: ParameterValues): Tensor {
  const isFresh = tf.lessEqual(tf.sub(steps, storedAt), numberOf(values, 'age'));
  const hasBegun = tf.greater(steps, numberOf(values, 'start'));
  const isUsed = tf.cast(tf.logicalAnd(isFresh, hasBegun), 'float32');
  return tf.mul(isUsed, numberOf(values, 'lambda'));
}

/** The last embedding of each class in the batch replaces the stored one. */
function store(
  tf: Tf,
  embeddings: Tensor2D,
  labels: Tensor1D,
  steps: Tensor,
  stored: Tensor2D,
  storedAt: Tensor1D,
): { stored: Tensor2D; storedAt: Tensor1D } {
  const order = tf.range(0, labels.shape[0]);
  const isSame = tf.equal(tf.expandDims(labels, 1), labels);
  const isLater = tf.greater(order, tf.expandDims(order, 1));
  const repeated = tf.sum(tf.cast(tf.logicalAnd(isSame, isLater), 'float32'), 1, true);
  const isLast = tf.cast(tf.equal(repeated, 0), 'float32');
  const members = tf.transpose(tf.mul(oneHotOf(tf, labels, stored.shape[0]), isLast)) as Tensor2D;
  const seen = tf.sum(members, 1);
  const absent = tf.sub(1, seen);
  return {
    stored: tf.add(tf.matMul(members, embeddings), tf.mul(stored, tf.expandDims(absent, 1))) as Tensor2D,
    storedAt: tf.add(tf.mul(storedAt, absent), tf.mul(seen, steps)) as Tensor1D,
  };
}
