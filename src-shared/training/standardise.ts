/** Standardisation of features, and folding it into a head. */
import type { Head } from './head.ts';
import { deviationOf } from './head-layers.ts';
import type { StoredTensor } from './safetensors.ts';

/**
 * Brings features around zero and to a common size. The backbone's features are all positive and share a large
 * mean: left in, it makes all embeddings point the same way, and training would first have to unlearn it.
 */
export interface Standardisation {
  /** As many numbers as a feature has. */
  mean: Float32Array;
  /** Root mean square of what is left. */
  deviation: number;
}

export function standardisationOf(
  features: readonly Float32Array[],
  indices: readonly number[],
): Standardisation {
  const width = features[indices[0]!]!.length;
  const sums = new Float64Array(width);
  for (const index of indices) for (let i = 0; i < width; i++) sums[i]! += features[index]![i]!;
  const mean = Float32Array.from(sums, (sum) => sum / indices.length);
  let squares = 0;
  for (const index of indices) {
    for (let i = 0; i < width; i++) squares += (features[index]![i]! - mean[i]!) ** 2;
  }
  // All features alike: nothing to bring to size.
  return { mean, deviation: Math.sqrt(squares / (indices.length * width)) || 1 };
}

/** Features as one matrix, row by row, standardised. */
export function standardisedRows(
  features: readonly Float32Array[],
  { mean, deviation }: Standardisation,
): Float32Array {
  const width = mean.length;
  const factor = 1 / deviation;
  const rows = new Float32Array(features.length * width);
  let at = 0;
  for (const feature of features) {
    for (let i = 0; i < width; i++) rows[at++] = (feature[i]! - mean[i]!) * factor;
  }
  return rows;
}

/**
 * A head's weights for features as they are stored, from weights trained on standardised ones:
 * ((f - μ)/σ) W + b = f (W/σ) + (b - μ W/σ), in each layer that features go into.
 */
export function foldIn(weights: Head['weights'], { mean, deviation }: Standardisation): Head['weights'] {
  const folded: Record<string, StoredTensor> = { ...weights };
  const layers =
    weights.hiddenWeight === undefined
      ? [['weight', 'bias']]
      : [
          ['hiddenWeight', 'hiddenBias'],
          ['skipWeight', 'bias'],
        ];
  for (const [matrix, bias] of layers as [string, string][]) {
    const layer = weights[matrix];
    if (layer === undefined) continue;
    const columns = layer.shape[1]!;
    const values = layer.values.map((value) => value / deviation);
    const shifted = Float64Array.from(weights[bias]?.values ?? new Float32Array(columns));
    for (let i = 0; i < mean.length; i++) {
      for (let j = 0; j < columns; j++) shifted[j]! -= mean[i]! * values[i * columns + j]!;
    }
    folded[matrix] = { shape: layer.shape, values };
    folded[bias] = { shape: [columns], values: Float32Array.from(shifted) };
  }
  return folded;
}

/**
 * A head's weights without batch normalisation, which after training is a fixed scale and shift of the hidden layer:
 * ((f W - μ)/σ) γ + β = f (W γ/σ) + (β - μ γ/σ).
 */
export function foldBatchNorm(
  weights: Head['weights'],
  { hiddenMean, hiddenVariance }: Readonly<Record<string, StoredTensor>>,
): Head['weights'] {
  const { hiddenScale, ...rest } = weights;
  if (hiddenScale === undefined) return weights;
  const scale = hiddenScale.values.map((value, j) => value / deviationOf(hiddenVariance!.values[j]!));
  const matrix = rest.hiddenWeight!;
  const columns = scale.length;
  return {
    ...rest,
    hiddenWeight: {
      shape: matrix.shape,
      values: matrix.values.map((value, i) => value * scale[i % columns]!),
    },
    hiddenBias: {
      shape: [columns],
      values: rest.hiddenBias!.values.map((value, j) => value - hiddenMean!.values[j]! * scale[j]!),
    },
  };
}
