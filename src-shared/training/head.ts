/** A head: its weights, its embeddings, and its file format. */
import { z } from 'zod';
import { normalised } from '../vectors.ts';
import { decodeTensors, encodeTensors, type StoredTensor } from './safetensors.ts';

/** Width of the built-in backbone's feature, which its heads start from. */
export const featureSize = 256;

/** Maps features to embeddings: plain data. */
export interface Head {
  kind: 'linear' | 'mlp';
  /** Size of the embedding. */
  dim: number;
  /**
   * Of F numbers of a feature, 256 by the built-in backbone. `linear`: weight [F, dim], and bias [dim] unless it is the pretrained
   * one. `mlp`: hiddenWeight [F, h], hiddenBias [h], weight [h, dim], bias [dim], with ReLU between; and skipWeight [F, dim], past
   * the hidden layer, if training started from the pretrained layer.
   */
  weights: Record<string, StoredTensor>;
  /** Learned class centres [C, dim], if the loss has any. */
  centres: StoredTensor | null;
  /** The people of the rows of `centres`, or those trained on. */
  people: string[];
}

/**
 * The backbone's own last layer as a head.
 * @param values [inputs, size], row by row: 256x128 by the built-in one. @param inputs numbers of a feature.
 */
export function pretrainedHead(values: Float32Array, inputs = featureSize): Head {
  const dim = values.length / inputs;
  const weight = { shape: [inputs, dim], values };
  return { kind: 'linear', dim, weights: { weight }, centres: null, people: [] };
}

/** The layer of a backbone whose features are embeddings already: each number as it is. @returns [size, size], row by row. */
export function identityLayer(size: number): Float32Array {
  const values = new Float32Array(size * size);
  for (let i = 0; i < size; i++) values[i * size + i] = 1;
  return values;
}

/** Numbers of the features that a head takes. */
export function inputsOf({ weights: { hiddenWeight, weight } }: Pick<Head, 'weights'>): number {
  return (hiddenWeight ?? weight!).shape[0]!;
}

/**
 * Unit embeddings of features.
 * @param features one row a face.
 * @returns one row of `head.dim` a face, of length one; a zero vector stays zero.
 */
export function embed(head: Head, features: readonly ArrayLike<number>[]): Float32Array[] {
  return rawEmbeddings(head, features).map(normalised);
}

/** The same for photos of which some have no face: null for null. */
export function embedFound(
  head: Head,
  features: readonly (ArrayLike<number> | null)[],
): (Float32Array | null)[] {
  return features.map((feature) => feature && embed(head, [feature])[0]!);
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

/** @throws TammesError 'bad-input' if the bytes are no head. */
export function decodeHead(bytes: Uint8Array, name: string): Head {
  const { tensors, metadata } = decodeTensors(bytes, name);
  const { centres = null, ...weights } = tensors;
  const { kind, dim, people } = headMetadata.parse(metadata);
  return { kind, dim, people, weights, centres };
}
