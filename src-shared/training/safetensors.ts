/**
 * The safetensors format (Hugging Face): eight bytes of header length, a JSON header, raw little-endian
 * float32. It is plain data: reading it runs nothing, and other tools open it.
 */
import { z } from 'zod';
import { TammesError } from '../errors/index.ts';

/** A tensor as plain data, row by row. */
export interface StoredTensor {
  shape: number[];
  values: Float32Array;
}

export interface TensorFile {
  tensors: Record<string, StoredTensor>;
  metadata: Record<string, string>;
}

const entry = z.object({
  dtype: z.literal('F32'),
  shape: z.array(z.int().min(0)),
  data_offsets: z.tuple([z.int().min(0), z.int().min(0)]),
});

/** The bytes of a file with these tensors, always in the same order: the same content gives the same bytes. */
export function encodeTensors({ tensors, metadata }: TensorFile): Uint8Array<ArrayBuffer> {
  const names = Object.keys(tensors).sort();
  const header: Record<string, unknown> = { __metadata__: metadata };
  let size = 0;
  for (const name of names) {
    const { shape, values } = tensors[name]!;
    header[name] = { dtype: 'F32', shape, data_offsets: [size, size + 4 * values.length] };
    size += 4 * values.length;
  }
  const json = new TextEncoder().encode(JSON.stringify(header));
  // Padded with spaces so that the data starts at a multiple of eight, as the format asks.
  const start = 8 * Math.ceil((8 + json.length) / 8);
  const bytes = new Uint8Array(start + size).fill(0x20, 8, start);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(start - 8), true);
  bytes.set(json, 8);
  let at = start;
  for (const name of names) {
    const { values } = tensors[name]!;
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at);
    at += values.byteLength;
  }
  return bytes;
}

/**
 * @param name of the file or thing, for the message.
 * @throws TammesError 'bad-input' if the bytes are not a whole safetensors file of float32.
 */
export function decodeTensors(bytes: Uint8Array, name: string): TensorFile {
  const damaged = (cause?: unknown) => new TammesError('safetensors-damaged', { name }, { cause });
  if (bytes.length < 8) throw damaged();
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  if (length > bytes.length - 8) throw damaged();
  const data = bytes.subarray(8 + length);
  try {
    const text = new TextDecoder().decode(bytes.subarray(8, 8 + length));
    const { __metadata__, ...entries } = z.record(z.string(), z.unknown()).parse(JSON.parse(text));
    const metadata = z.record(z.string(), z.string()).parse(__metadata__ ?? {});
    const tensors = Object.entries(entries).map(([key, value]) => {
      const { shape, data_offsets } = entry.parse(value);
      const [from, to] = data_offsets;
      const count = shape.reduce((product, side) => product * side, 1);
      if (to > data.length || to - from !== 4 * count) throw damaged();
      // A copy, so that the values start at a multiple of four. Not `slice`: that of a Node Buffer copies nothing.
      const { buffer } = new Uint8Array(data.subarray(from, to));
      return [key, { shape, values: new Float32Array(buffer) }] as const;
    });
    return { tensors: Object.fromEntries(tensors), metadata };
  } catch (cause) {
    throw cause instanceof TammesError ? cause : damaged(cause);
  }
}
