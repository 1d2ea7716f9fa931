import type { TrainSpec } from '../contract/index.ts';
import { normals, type Random } from '../random.ts';
import type { Head } from './head.ts';
import type { StoredTensor } from './safetensors.ts';
import type { Standardisation } from './standardise.ts';

/**
 * Weights to start training from, for standardised features. From the pretrained layer W₀ they are W = σ W₀ and b = μ W₀,
 * so that ((f - μ)/σ) W + b = f W₀: training starts at the pretrained head itself. Without b the features would be centred,
 * which turns every embedding. An MLP starts there, too: its hidden layer adds nothing yet.
 *
 * @param pretrained [F, size], row by row: 256x128 by the built-in backbone.
 */
export function initialWeights(
  { kind, dim, init, hidden, batchNorm }: TrainSpec['head'],
  pretrained: Float32Array,
  standardisation: Standardisation,
  random: Random,
): Head['weights'] {
  const inputs = standardisation.mean.length;
  const start = init === 'random' ? null : fitPretrained(pretrained, inputs, dim, random);
  if (kind === 'linear') {
    return start === null
      ? { weight: matrix(inputs, dim, Math.sqrt(1 / inputs), random) }
      : forStandardised(start, dim, standardisation);
  }
  const layers = {
    // He et al. (2015), for layers before ReLU.
    hiddenWeight: matrix(inputs, hidden, Math.sqrt(2 / inputs), random),
    ...(batchNorm && { hiddenScale: { shape: [hidden], values: new Float32Array(hidden).fill(1) } }),
    hiddenBias: { shape: [hidden], values: new Float32Array(hidden) },
  };
  if (start === null) {
    // The last layer keeps the variance.
    const weight = matrix(hidden, dim, Math.sqrt(1 / hidden), random);
    return { ...layers, weight, bias: { shape: [dim], values: new Float32Array(dim) } };
  }
  const { weight: skipWeight, bias } = forStandardised(start, dim, standardisation);
  const weight = { shape: [hidden, dim], values: new Float32Array(hidden * dim) };
  return { ...layers, weight, bias, skipWeight };
}

/** A layer without a bias as one for standardised features: f W = ((f - μ)/σ) σ W + μ W. @param values [F, dim], row by row. */
function forStandardised(
  values: Float32Array,
  dim: number,
  { mean, deviation }: Standardisation,
): { weight: StoredTensor; bias: StoredTensor } {
  const sums = new Float64Array(dim);
  for (let row = 0; row < mean.length; row++) {
    for (let j = 0; j < dim; j++) sums[j]! += mean[row]! * values[row * dim + j]!;
  }
  return {
    weight: { shape: [mean.length, dim], values: values.map((value) => value * deviation) },
    bias: { shape: [dim], values: Float32Array.from(sums) },
  };
}

/**
 * The pretrained layer brought to another size: fewer dimensions by random directions that keep angles as
 * well as they can (Johnson and Lindenstrauss 1984), more by small random columns beside its own.
 */
function fitPretrained(pretrained: Float32Array, inputs: number, dim: number, random: Random): Float32Array {
  const pretrainedSize = pretrained.length / inputs;
  const values = new Float32Array(inputs * dim);
  const mix = dim < pretrainedSize ? normals(pretrainedSize * dim, Math.sqrt(1 / dim), random) : null;
  const extra = normals(inputs * Math.max(0, dim - pretrainedSize), 0.01, random);
  for (let row = 0; row < inputs; row++) {
    const from = pretrained.subarray(row * pretrainedSize, (row + 1) * pretrainedSize);
    const to = values.subarray(row * dim, (row + 1) * dim);
    if (mix === null) {
      to.set(from);
      const width = dim - pretrainedSize;
      to.set(extra.subarray(row * width, (row + 1) * width), pretrainedSize);
    } else {
      for (let k = 0; k < pretrainedSize; k++) {
        for (let j = 0; j < dim; j++) to[j]! += from[k]! * mix[k * dim + j]!;
      }
    }
  }
  return values;
}

function matrix(rows: number, columns: number, deviation: number, random: Random): StoredTensor {
  return { shape: [rows, columns], values: normals(rows * columns, deviation, random) };
}
