/** Forward and backward pass of a head. */
import { columnSums, product, reluGradient } from '../operations.ts';
import type { Tensor, Tensor2D, Tf } from '../tf.ts';

/** A head's forward pass, keeping what the backward pass needs. */
export interface ForwardPass {
  /** [N, dim], raw. */
  embeddings: Tensor2D;
  /** Batch normalisation's running numbers after this batch, by the names of `runningNames`. */
  running: Record<string, Tensor>;
  /** Gradients of the loss by the head's weights, from those by the embeddings [N, dim]. */
  backward(dEmbeddings: Tensor2D): Record<string, Tensor>;
}

/** How a head is applied. */
export interface Mode {
  /** Training: batch normalisation takes the batch's own mean and variance. */
  isTraining: boolean;
  /** [N, hidden], 0 for what is dropped and 1/(1 - rate) for what stays; null for none. */
  dropout: Tensor2D | null;
}

/** What batch normalisation remembers, [hidden] each. */
export const runningNames = ['hiddenMean', 'hiddenVariance'] as const;

const varianceFloor = 1e-5;
/** Part of the running numbers that a batch replaces. */
const runningShare = 0.1;

/**
 * @param weights the head's tensors by the names of `Head.weights`; with batch normalisation `hiddenScale` and
 * `hiddenBias` are its gamma and beta.
 * @param running see `runningNames`; empty without batch normalisation.
 * @param features [N, 256].
 */
export function forward(
  tf: Tf,
  weights: Readonly<Record<string, Tensor>>,
  running: Readonly<Record<string, Tensor>>,
  features: Tensor2D,
  { isTraining, dropout }: Mode,
): ForwardPass {
  const weight = weights.weight as Tensor2D;
  const { bias, hiddenWeight, hiddenScale, hiddenBias, skipWeight } = weights;
  if (hiddenWeight === undefined) {
    return {
      embeddings:
        bias === undefined ? product(tf, features, weight) : affine(tf, features, weight, bias, 'linear'),
      running: {},
      backward: (dEmbeddings) => ({
        weight: product(tf, features, dEmbeddings, true),
        ...(bias && { bias: columnSums(tf, dEmbeddings) }),
      }),
    };
  }
  const norm =
    hiddenScale === undefined
      ? null
      : batchNorm(tf, product(tf, features, hiddenWeight as Tensor2D), hiddenScale, running, isTraining);
  const active =
    norm === null
      ? affine(tf, features, hiddenWeight, hiddenBias!, 'relu')
      : tf.tidy(() => tf.relu(tf.add(norm.output, hiddenBias!)) as Tensor2D);
  const hidden = dropout === null ? active : (tf.mul(active, dropout) as Tensor2D);
  const last = affine(tf, hidden, weight, bias!, 'linear');
  return {
    embeddings: skipWeight === undefined ? last : addProduct(tf, last, features, skipWeight as Tensor2D),
    running: norm?.running ?? {},
    backward(dEmbeddings) {
      const dOutput = tf.tidy(() => {
        const dHidden = product(tf, dEmbeddings, weight, false, true);
        return reluGradient(tf, active, dropout === null ? dHidden : tf.mul(dHidden, dropout));
      });
      const back = norm?.backward(dOutput);
      return {
        weight: product(tf, hidden, dEmbeddings, true),
        bias: columnSums(tf, dEmbeddings),
        hiddenWeight: product(tf, features, back?.input ?? dOutput, true),
        ...(back && { hiddenScale: back.scale }),
        hiddenBias: columnSums(tf, dOutput),
        ...(skipWeight && { skipWeight: product(tf, features, dEmbeddings, true) }),
      };
    },
  };
}

/** x W + b and its activation, in one kernel if the backend has one. */
function affine(tf: Tf, x: Tensor2D, weight: Tensor, bias: Tensor, activation: 'linear' | 'relu'): Tensor2D {
  return tf.fused.matMul({ a: x, b: weight as Tensor2D, bias, activation }) as Tensor2D;
}

/** sum + x W */
function addProduct(tf: Tf, sum: Tensor2D, x: Tensor2D, weight: Tensor2D): Tensor2D {
  return tf.tidy(() => tf.add(sum, product(tf, x, weight)) as Tensor2D);
}

/** Batch normalisation without its shift (Ioffe and Szegedy 2015, algorithm 1). @param input [N, hidden] */
function batchNorm(
  tf: Tf,
  input: Tensor2D,
  scale: Tensor,
  running: Readonly<Record<string, Tensor>>,
  isTraining: boolean,
) {
  const mean = isTraining ? tf.mean(input, 0) : running.hiddenMean!;
  const centred = tf.sub(input, mean);
  const variance = isTraining ? tf.mean(tf.square(centred), 0) : running.hiddenVariance!;
  const inverse = tf.div(1, tf.sqrt(tf.add(variance, varianceFloor)));
  const unit = tf.mul(centred, inverse);
  const blend = (old: Tensor, now: Tensor) =>
    tf.add(tf.mul(old, 1 - runningShare), tf.mul(now, runningShare));
  const next: Record<string, Tensor> = {
    hiddenMean: blend(running.hiddenMean!, mean),
    hiddenVariance: blend(running.hiddenVariance!, variance),
  };
  return {
    output: tf.mul(unit, scale) as Tensor2D,
    running: isTraining ? next : {},
    /** From the gradient by the output. */
    backward(dOutput: Tensor2D): { input: Tensor2D; scale: Tensor } {
      const dUnit = tf.mul(dOutput, scale);
      const along = tf.mul(unit, tf.mean(tf.mul(dUnit, unit), 0));
      const dInput = tf.mul(tf.sub(tf.sub(dUnit, tf.mean(dUnit, 0)), along), inverse);
      return { input: dInput as Tensor2D, scale: tf.sum(tf.mul(dOutput, unit), 0) };
    },
  };
}

/** Root of a running variance, as the forward pass takes it. */
export function deviationOf(variance: number): number {
  return Math.sqrt(variance + varianceFloor);
}
