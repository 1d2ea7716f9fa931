import type { ModelFile } from '../models.ts';

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
 * Decodes face-api's model file: numbers one after the other, most of them as bytes that stand for `min + scale · byte`
 * (the format of tfjs's weights manifests).
 */
export function decodeWeights({ manifest, weights }: ModelFile): Weights {
  const entries = (manifest as { weights: ManifestEntry[] }[]).flatMap((group) => group.weights);
  const decoded = new Map<string, Weight>();
  let offset = 0;
  for (const { name, shape, dtype, quantization } of entries) {
    const count = shape.reduce((product, length) => product * length, 1);
    if (quantization === undefined) {
      if (dtype !== 'float32') throw new Error(`The weights ${name} are ${dtype}, which is not read.`);
      decoded.set(name, { shape, values: new Float32Array(weights.slice(offset, offset + 4 * count)) });
      offset += 4 * count;
    } else {
      if (quantization.dtype !== 'uint8')
        throw new Error(`The weights ${name} are ${quantization.dtype}, which is not read.`);
      const { scale, min } = quantization;
      const bytes = new Uint8Array(weights, offset, count);
      const values = new Float32Array(count);
      for (let i = 0; i < count; i++) values[i] = min + scale * bytes[i]!;
      decoded.set(name, { shape, values });
      offset += count;
    }
  }
  return (name) => {
    const weight = decoded.get(name);
    if (weight === undefined) throw new Error(`The model has no weights ${name}.`);
    return weight;
  };
}
