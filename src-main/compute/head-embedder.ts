/** Many features embedded by a head at once, by Tammes' own kernels, or one after another where these cannot be used. */
import { embed, type Head } from '../../src-shared/training/index.ts';
import type { Kernels, Pointer } from './wasm/signatures.ts';
import { startTeam } from './wasm/team.ts';
import { joinPairs } from './wasm/vectors.ts';

/** Features of a block: those of the backbone then take half a MiB. */
export const blockFeatures = 512;

const featureSize = 256;
const page = 2 ** 16;

export interface HeadEmbedder {
  /** [blockFeatures * 256], one feature after another. */
  features: Float32Array;
  /** @returns the first `count` features' embeddings of length one, a zero vector staying zero. */
  embed(count: number): Float32Array[];
}

export function createEmbedder(head: Head): HeadEmbedder {
  try {
    return byKernels(head);
  } catch {
    // Without development's packages there are no compiled kernels.
    const features = new Float32Array(blockFeatures * featureSize);
    const at = (i: number) => features.subarray(i * featureSize, (i + 1) * featureSize);
    return {
      features,
      embed: (count) =>
        embed(
          head,
          Array.from({ length: count }, (_, i) => at(i)),
        ),
    };
  }
}

function byKernels({ dim, weights }: Head): HeadEmbedder {
  const { weight, bias, hiddenWeight, hiddenBias } = weights;
  const memory = new WebAssembly.Memory({ initial: 1, maximum: page, shared: true });
  const allocate = (bytes: number): Pointer => memory.grow(Math.ceil(bytes / page)) * page;
  const { kernels }: { kernels: Kernels } = startTeam(memory, allocate, 1, joinPairs());
  const copy = (values: Float32Array): Pointer => {
    const at = allocate(values.byteLength);
    new Float32Array(memory.buffer, at, values.length).set(values);
    return at;
  };
  const copied = (values: Float32Array | undefined) => (values === undefined ? 0 : copy(values));
  const [weightAt, biasAt] = [copy(weight!.values), copied(bias?.values)];
  const [hiddenWeightAt, hiddenBiasAt] = [copied(hiddenWeight?.values), copied(hiddenBias?.values)];
  const hidden = hiddenWeight?.shape[1] ?? 0;
  const featuresAt = allocate(4 * blockFeatures * featureSize);
  const hiddenAt = hidden === 0 ? 0 : allocate(4 * blockFeatures * hidden);
  const outAt = allocate(4 * blockFeatures * dim);
  const out = new Float32Array(memory.buffer, outAt, blockFeatures * dim);
  return {
    features: new Float32Array(memory.buffer, featuresAt, blockFeatures * featureSize),
    embed(count) {
      const multiply = (from: Pointer, by: Pointer, to: Pointer, terms: number, columns: number) =>
        kernels.product({
          a: from,
          transposeA: false,
          b: by,
          transposeB: false,
          c: to,
          rows: count,
          terms,
          columns,
          bias: to === outAt ? biasAt : hiddenBiasAt,
          relu: to !== outAt,
        });
      if (hidden > 0) multiply(featuresAt, hiddenWeightAt, hiddenAt, featureSize, hidden);
      multiply(hidden > 0 ? hiddenAt : featuresAt, weightAt, outAt, hidden || featureSize, dim);
      return Array.from({ length: count }, (_, i) => unitRow(out, i * dim, dim));
    },
  };
}

/** A copy at length one; a zero vector stays zero. */
function unitRow(values: Float32Array, from: number, dim: number): Float32Array {
  let square = 0;
  for (let i = from; i < from + dim; i++) square += values[i]! * values[i]!;
  const row = values.slice(from, from + dim);
  if (square === 0) return row;
  const factor = 1 / Math.sqrt(square);
  for (let i = 0; i < dim; i++) row[i]! *= factor;
  return row;
}
