/** Arrays of NumPy's archives: what npz.ts writes, and numbers and text as others write them. Nothing is unpickled. */
import { unzipSync } from 'fflate';
import type { ReadTable } from './table.ts';

/** Larger archives are refused before they are unpacked: a small file may claim to hold any size. */
const mostBytes = 2 ** 31;

/** @throws Error for bytes that are no such archive, or arrays of a kind that is not read. */
export function readNpz(bytes: Uint8Array, wanted: readonly string[]): ReadTable {
  let total = 0;
  const files = unzipSync(bytes, {
    filter: ({ name, originalSize }) => {
      const isWanted = [...wanted, 'metadata'].includes(name.replace(/\.npy$/, ''));
      if (isWanted) total += originalSize;
      if (total > mostBytes) throw new Error('The archive is too large.');
      return isWanted;
    },
  });
  const columns: Record<string, readonly unknown[]> = {};
  let metadata: unknown = null;
  for (const [file, content] of Object.entries(files)) {
    const name = file.replace(/\.npy$/, '');
    const values = readNpy(content);
    if (name === 'metadata') metadata = JSON.parse(String(values[0]));
    else columns[name] = values;
  }
  const lengths = new Set(Object.values(columns).map(({ length }) => length));
  if (lengths.size > 1) throw new Error('The arrays have different lengths.');
  return { rows: [...lengths][0] ?? 0, columns, metadata };
}

/** Rows: of one dimension or none numbers or text, of two lists of numbers. */
function readNpy(bytes: Uint8Array): (number | string | Float32Array)[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isLong = bytes[6]! > 1;
  const start = isLong ? 12 : 10;
  const length = isLong ? view.getUint32(8, true) : view.getUint16(8, true);
  const header = new TextDecoder().decode(bytes.subarray(start, start + length));
  const match = /'descr': '([<|=])([fiuU])(\d+)', 'fortran_order': False, 'shape': \(([\d, ]*)\)/.exec(
    header,
  );
  if (match === null || !new TextDecoder('latin1').decode(bytes.subarray(0, 6)).endsWith('NUMPY'))
    throw new Error('The array is of a kind that is not read.');
  const [, , kind, digits, tuple] = match as unknown as [string, string, string, string, string];
  const shape = tuple.split(',').flatMap((text) => (text.trim() === '' ? [] : [Number(text)]));
  const [rows = 1, columns = 1] = shape;
  const size = Number(digits) * (kind === 'U' ? 4 : 1);
  const data = bytes.slice(start + length);
  // Rows without a byte could be any number.
  if (shape.length > 2 || data.length !== rows * columns * size || rows > data.length)
    throw new Error('The array is not whole.');
  const read = reader(kind, size, data);
  if (shape.length < 2) return Array.from({ length: rows }, (_, i) => read(i));
  return Array.from({ length: rows }, (_, i) =>
    Float32Array.from({ length: columns }, (_, k) => Number(read(i * columns + k))),
  );
}

/** Values by their place, little-endian. */
function reader(kind: string, size: number, data: Uint8Array): (at: number) => number | string {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const readers: Partial<Record<string, (at: number) => number>> = {
    f4: (at) => view.getFloat32(4 * at, true),
    f8: (at) => view.getFloat64(8 * at, true),
    i4: (at) => view.getInt32(4 * at, true),
    u4: (at) => view.getUint32(4 * at, true),
    i8: (at) => Number(view.getBigInt64(8 * at, true)),
    u8: (at) => Number(view.getBigUint64(8 * at, true)),
  };
  if (kind === 'U') return (at) => textAt(view, at * size, size);
  const read = readers[`${kind}${size}`];
  if (read === undefined) throw new Error('The array is of a kind that is not read.');
  return read;
}

/** Four bytes a character, zeros at the end. */
function textAt(view: DataView, from: number, size: number): string {
  let text = '';
  for (let at = from; at < from + size; at += 4) {
    const code = view.getUint32(at, true);
    if (code === 0) break;
    text += String.fromCodePoint(code);
  }
  return text;
}
