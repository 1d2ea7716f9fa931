import type { Head } from './head.ts';
import type { Weights } from './safetensors.ts';

/**
 * Brings features around zero and to a common size. The backbone's features are all positive and share a large
 * mean: left in, it makes all embeddings point the same way, and training would first have to unlearn it.
 */
export interface Standardisation {
  /** 256 numbers. */
  mean: Float32Array;
  /** Root mean square of what is left. */
  deviation: number;
}

export function standardisationOf(features: readonly Float32Array[]): Standardisation {
  const width = features[0]!.length;
  const sums = new Float64Array(width);
  for (const feature of features) for (let i = 0; i < width; i++) sums[i]! += feature[i]!;
  const mean = Float32Array.from(sums, (sum) => sum / features.length);
  let squares = 0;
  for (const feature of features) for (let i = 0; i < width; i++) squares += (feature[i]! - mean[i]!) ** 2;
  // All features alike: nothing to bring to size.
  return { mean, deviation: Math.sqrt(squares / (features.length * width)) || 1 };
}

export function standardise(feature: Float32Array, { mean, deviation }: Standardisation): Float32Array {
  return feature.map((value, i) => (value - mean[i]!) / deviation);
}

/**
 * A head's weights for features as they are stored, from weights trained on standardised ones:
 * ((f - μ)/σ) W + b = f (W/σ) + (b - μ W/σ).
 */
export function foldIn(weights: Head['weights'], { mean, deviation }: Standardisation): Head['weights'] {
  const [matrix, bias] =
    weights.hiddenWeight === undefined ? ['weight', 'bias'] : ['hiddenWeight', 'hiddenBias'];
  const first = weights[matrix]!;
  const columns = first.shape[1]!;
  const values = first.values.map((value) => value / deviation);
  const shifted = Float32Array.from(weights[bias]?.values ?? new Float32Array(columns));
  for (let i = 0; i < mean.length; i++) {
    for (let j = 0; j < columns; j++) shifted[j]! -= mean[i]! * values[i * columns + j]!;
  }
  const folded: Record<string, Weights> = { ...weights };
  folded[matrix] = { shape: first.shape, values };
  folded[bias] = { shape: [columns], values: shifted };
  return folded;
}
