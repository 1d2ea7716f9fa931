import type { TrainSpec } from '../contract/index.ts';
import { normals, type Random } from '../random.ts';
import { featureSize, type Head, pretrainedSize } from './head.ts';
import type { StoredTensor } from './safetensors.ts';
import type { Standardisation } from './standardise.ts';

/**
 * Weights to start training from, for standardised features. From the pretrained layer W₀ they are W = σ W₀ and b = μ W₀,
 * so that ((f - μ)/σ) W + b = f W₀: training starts at the pretrained head itself. Without b the features would be centred,
 * which turns every embedding. An MLP starts there, too: its hidden layer adds nothing yet.
 *
 * @param pretrained 256x128.
 */
export function initialWeights(
  { kind, dim, init, hidden, batchNorm }: TrainSpec['head'],
  pretrained: Float32Array,
  standardisation: Standardisation,
  random: Random,
): Head['weights'] {
  const start = init === 'random' ? null : fitPretrained(pretrained, dim, random);
  if (kind === 'linear') {
    return start === null
      ? { weight: matrix(featureSize, dim, Math.sqrt(1 / featureSize), random) }
      : forStandardised(start, dim, standardisation);
  }
  const layers = {
    // He et al. (2015), for layers before ReLU.
    hiddenWeight: matrix(featureSize, hidden, Math.sqrt(2 / featureSize), random),
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

/** A layer without a bias as one for standardised features: f W = ((f - μ)/σ) σ W + μ W. @param values 256xdim. */
function forStandardised(
  values: Float32Array,
  dim: number,
  { mean, deviation }: Standardisation,
): { weight: StoredTensor; bias: StoredTensor } {
  const sums = new Float64Array(dim);
  for (let row = 0; row < featureSize; row++) {
    for (let j = 0; j < dim; j++) sums[j]! += mean[row]! * values[row * dim + j]!;
  }
  return {
    weight: { shape: [featureSize, dim], values: values.map((value) => value * deviation) },
    bias: { shape: [dim], values: Float32Array.from(sums) },
  };
}

/**
 * The pretrained layer brought to another size: fewer dimensions by random directions that keep angles as
 * well as they can (Johnson and Lindenstrauss 1984), more by small random columns beside its own.
 */
function fitPretrained(pretrained: Float32Array, dim: number, random: Random): Float32Array {
  const values = new Float32Array(featureSize * dim);
  const mix = dim < pretrainedSize ? normals(pretrainedSize * dim, Math.sqrt(1 / dim), random) : null;
  const extra = normals(featureSize * Math.max(0, dim - pretrainedSize), 0.01, random);
  for (let row = 0; row < featureSize; row++) {
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
