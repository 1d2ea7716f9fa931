/** A head: its weights, its embeddings, and its file format. */
import { z } from 'zod';
import type { TrainSpec } from '../contract/index.ts';
import { normals, type Random } from '../random.ts';
import { normalised } from '../vectors.ts';
import { decodeTensors, encodeTensors, type StoredTensor } from './safetensors.ts';
import type { Standardisation } from './standardise.ts';

/** Width of the backbone's feature, which every head starts from, and of the pretrained embedding. */
const featureSize = 256;
const pretrainedSize = 128;

/** Maps features to embeddings: plain data. */
export interface Head {
  kind: 'linear' | 'mlp';
  /** Size of the embedding. */
  dim: number;
  /**
   * `linear`: weight [256, dim], and bias [dim] unless it is the pretrained one. `mlp`: hiddenWeight [256, h],
   * hiddenBias [h], weight [h, dim], bias [dim], with ReLU between; and skipWeight [256, dim], past the hidden layer,
   * where training started from the pretrained layer.
   */
  weights: Record<string, StoredTensor>;
  /** Learned class centres [C, dim], where the loss has any. */
  centres: StoredTensor | null;
  /** The people of the rows of `centres`, or those trained on. */
  people: string[];
}

/** The backbone's own last layer as a head. @param values 256x128, row by row. */
export function pretrainedHead(values: Float32Array): Head {
  const weight = { shape: [featureSize, pretrainedSize], values };
  return { kind: 'linear', dim: pretrainedSize, weights: { weight }, centres: null, people: [] };
}

/**
 * StoredTensor to start training from, for standardised features. From the pretrained layer W₀ they are W = σ W₀ and b = μ W₀, so
 * that ((f - μ)/σ) W + b = f W₀: training starts at the pretrained head itself. Without b the features would be centred,
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

/**
 * Unit embeddings of features.
 * @param features one row of 256 a face.
 * @returns one row of `head.dim` a face, of length one; a zero vector stays zero.
 */
export function embed(head: Head, features: readonly ArrayLike<number>[]): Float32Array[] {
  return rawEmbeddings(head, features).map(normalised);
}

/** Embeddings as the head gives them, their lengths kept: see `embed`. */
export function rawEmbeddings(head: Head, features: readonly ArrayLike<number>[]): Float32Array[] {
  const { weight, bias, hiddenWeight, hiddenBias, skipWeight } = head.weights;
  return features.map((feature) => {
    let input = feature;
    if (hiddenWeight !== undefined) {
      const hidden = multiply(input, hiddenWeight);
      for (let i = 0; i < hidden.length; i++) hidden[i] = Math.max(0, hidden[i]! + hiddenBias!.values[i]!);
      input = hidden;
    }
    const embedding = multiply(input, weight!);
    if (bias !== undefined) addTo(embedding, bias.values);
    if (skipWeight !== undefined) addTo(embedding, multiply(feature, skipWeight));
    return embedding;
  });
}

function addTo(sum: Float32Array, values: Float32Array): void {
  for (let i = 0; i < sum.length; i++) sum[i]! += values[i]!;
}

/** row · matrix */
function multiply(row: ArrayLike<number>, { shape, values }: StoredTensor): Float32Array {
  const columns = shape[1]!;
  const out = new Float32Array(columns);
  for (let i = 0; i < row.length; i++) {
    const factor = row[i]!;
    // ReLU features are mostly zero.
    if (factor === 0) continue;
    const start = i * columns;
    for (let j = 0; j < columns; j++) out[j]! += factor * values[start + j]!;
  }
  return out;
}

const headMetadata = z.object({
  format: z.literal('tammes-head'),
  kind: z.enum(['linear', 'mlp']),
  dim: z.coerce.number().int().positive(),
  people: z.string().transform((text) => z.array(z.string()).parse(JSON.parse(text))),
});

/** A head as safetensors bytes: the same head gives the same bytes. */
export function encodeHead({ kind, dim, weights, centres, people }: Head): Uint8Array {
  const tensors = { ...weights, ...(centres && { centres }) };
  const metadata = { format: 'tammes-head', kind, dim: String(dim), people: JSON.stringify(people) };
  return encodeTensors({ tensors, metadata });
}

/** @throws TammesError 'bad-input' where the bytes are no head. */
export function decodeHead(bytes: Uint8Array, name: string): Head {
  const { tensors, metadata } = decodeTensors(bytes, name);
  const { centres = null, ...weights } = tensors;
  const { kind, dim, people } = headMetadata.parse(metadata);
  return { kind, dim, people, weights, centres };
}
