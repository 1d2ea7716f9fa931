/** Many features embedded by a head at once, by Tammes' own kernels, or one after another if these cannot be used. */
import { embed, type Head, inputsOf } from '../../src-shared/training/index.ts';
import type { Kernels, Pointer } from './wasm/signatures.ts';
import { startTeam } from './wasm/team.ts';
import { joinPairs } from './wasm/vectors.ts';

/** Features of a block: those of the built-in backbone then take half a MiB. */
export const blockFeatures = 512;

const page = 2 ** 16;

export interface HeadEmbedder {
  /** [blockFeatures * inputs], one feature after another. */
  features: Float32Array;
  /** @returns the first `count` features' embeddings of length one, a zero vector staying zero; valid until it is called again. */
  embed(count: number): Float32Array[];
}

export function createEmbedder(head: Head): HeadEmbedder {
  try {
    return byKernels(head);
  } catch {
    // Without development's packages there are no compiled kernels.
    const featureSize = inputsOf(head);
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
  const { weight, bias, hiddenWeight, hiddenBias, skipWeight } = weights;
  const memory = new WebAssembly.Memory({ initial: 1, maximum: page, shared: true });
  const allocate = (bytes: number): Pointer => memory.grow(Math.ceil(bytes / page)) * page;
  const { kernels }: { kernels: Kernels } = startTeam(memory, allocate, 1, joinPairs());
  const copied = (values: Float32Array | undefined): Pointer => {
    if (values === undefined) return 0;
    const at = allocate(values.byteLength);
    new Float32Array(memory.buffer, at, values.length).set(values);
    return at;
  };
  const [weightAt, biasAt, skipWeightAt] = [weight, bias, skipWeight].map((layer) => copied(layer?.values));
  const [hiddenWeightAt, hiddenBiasAt] = [hiddenWeight, hiddenBias].map((layer) => copied(layer?.values));
  const hidden = hiddenWeight?.shape[1] ?? 0;
  const featureSize = inputsOf({ weights });
  const block = (columns: number): Pointer => (columns === 0 ? 0 : allocate(4 * blockFeatures * columns));
  const [featuresAt, hiddenAt, outAt] = [block(featureSize), block(hidden), block(dim)];
  const pastAt = block(skipWeight === undefined ? 0 : dim);
  const out = new Float32Array(memory.buffer, outAt, blockFeatures * dim);
  const past = new Float32Array(memory.buffer, pastAt, skipWeight === undefined ? 0 : out.length);
  return {
    features: new Float32Array(memory.buffer, featuresAt, blockFeatures * featureSize),
    embed(rows) {
      const layer = { rows, transposeA: false, transposeB: false, bias: 0, relu: false };
      const first = { ...layer, a: featuresAt, terms: featureSize };
      const hiddenLayer = {
        b: hiddenWeightAt!,
        c: hiddenAt,
        columns: hidden,
        bias: hiddenBiasAt!,
        relu: true,
      };
      if (hidden > 0) kernels.product({ ...first, ...hiddenLayer });
      const last = hidden > 0 ? { ...layer, a: hiddenAt, terms: hidden } : first;
      kernels.product({ ...last, b: weightAt!, c: outAt, columns: dim, bias: biasAt! });
      if (past.length > 0) {
        kernels.product({ ...first, b: skipWeightAt!, c: pastAt, columns: dim });
        for (let i = 0; i < rows * dim; i++) out[i]! += past[i]!;
      }
      return Array.from({ length: rows }, (_, i) => unitRow(out, i * dim, dim));
    },
  };
}

/** A row, brought to length one where it lies; a zero vector stays zero. */
function unitRow(values: Float32Array, from: number, dim: number): Float32Array {
  const row = values.subarray(from, from + dim);
  let square = 0;
  for (let i = 0; i < dim; i++) square += row[i]! * row[i]!;
  if (square === 0) return row;
  const factor = 1 / Math.sqrt(square);
  for (let i = 0; i < dim; i++) row[i]! *= factor;
  return row;
}
