/** The parsed weights manifest and the bytes that it describes. */
export interface ModelFile {
  manifest: unknown;
  weights: ArrayBuffer;
}

/** The numbers of one layer. */
export interface Weight {
  shape: number[];
  values: Float32Array;
}

/** A network's numbers by the names of its manifest. */
export type Weights = (name: string) => Weight;

interface ManifestEntry {
  name: string;
  shape: number[];
  dtype: string;
  quantization?: { dtype: string; scale: number; min: number };
}

/**
 * Reads face-api's model file: numbers one after the other, most of them as bytes that stand for `min + scale · byte`
 * (the format of tfjs's weights manifests). A layer is decoded when it is asked for, and not kept: all at once take four
 * times the file.
 */
export function decodeWeights({ manifest, weights }: ModelFile): Weights {
  const entries = (manifest as { weights: ManifestEntry[] }[]).flatMap((group) => group.weights);
  const places = new Map<string, { entry: ManifestEntry; offset: number; count: number }>();
  let offset = 0;
  for (const entry of entries) {
    const { name, shape, dtype, quantization } = entry;
    const type = quantization?.dtype ?? dtype;
    if (type !== (quantization === undefined ? 'float32' : 'uint8'))
      throw new Error(`The weights ${name} are ${type}, which is not read.`);
    const count = shape.reduce((product, length) => product * length, 1);
    places.set(name, { entry, offset, count });
    offset += quantization === undefined ? 4 * count : count;
  }
  return (name) => {
    const place = places.get(name);
    if (place === undefined) throw new Error(`The model has no weights ${name}.`);
    const { entry, offset, count } = place;
    return { shape: entry.shape, values: decodeLayer(entry, weights, offset, count) };
  };
}

function decodeLayer(
  { quantization }: ManifestEntry,
  weights: ArrayBuffer,
  offset: number,
  count: number,
): Float32Array {
  // A copy: float32 numbers need not start at a multiple of four.
  if (quantization === undefined) return new Float32Array(weights.slice(offset, offset + 4 * count));
  const { scale, min } = quantization;
  const bytes = new Uint8Array(weights, offset, count);
  const values = new Float32Array(count);
  // Not Float32Array.from: it first makes a list of all numbers, which takes twenty times as long.
  for (let i = 0; i < count; i++) values[i] = min + scale * bytes[i]!;
  return values;
}
