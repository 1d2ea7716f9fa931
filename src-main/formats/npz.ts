/**
 * NumPy's archives: a zip file with an array (npy, version 1.0) for each name, which `numpy.load` reads without pickle. Written
 * piece by piece, so that no array has to lie in memory as a whole.
 */
import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';
import { TammesError } from '../../src-shared/errors/index.ts';
import { type Append, type Cell, type Column, type Table, widthOf } from './table.ts';

/** Numbers little-endian; text as NumPy stores it, all as long as the longest. */
export type NpyType = 'float32' | 'float64' | 'int64' | { text: number };

const codes = { float32: '<f4', float64: '<f8', int64: '<i8' };
const bytesOf = { float32: 4, float64: 8, int64: 8 };

/** Where zip files end that know no larger ones. */
const mostBytes = 2 ** 32 - 2 ** 20;

/** An array of an archive. */
export interface NpyArray {
  name: string;
  type: NpyType;
  /** Row by row; `[]` is a single value. */
  shape: readonly number[];
  /** Its bytes, some at once. */
  pieces(): AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

/** @throws TammesError 'npz-too-large' */
export async function writeNpz(arrays: readonly NpyArray[], append: Append): Promise<void> {
  if (arrays.reduce((sum, array) => sum + sizeOf(array), 0) > mostBytes)
    throw new TammesError('npz-too-large', {});
  let waiting: Uint8Array[] = [];
  const zip = new Zip((error, bytes) => {
    if (error) throw error;
    waiting.push(bytes);
  });
  const flush = async () => {
    for (const bytes of waiting) await append(bytes);
    waiting = [];
  };
  for (const { name, type, shape, pieces } of arrays) {
    // Numbers hardly get smaller; text is mostly zeros.
    const isText = typeof type === 'object';
    const file = isText ? new ZipDeflate(`${name}.npy`, { level: 1 }) : new ZipPassThrough(`${name}.npy`);
    // The same content gives the same bytes.
    file.mtime = zipEpoch;
    zip.add(file);
    file.push(npyHeader(type, shape));
    for await (const piece of pieces()) {
      file.push(piece);
      await flush();
    }
    file.push(new Uint8Array(0), true);
  }
  zip.end();
  await flush();
}

function sizeOf({ type, shape }: NpyArray): number {
  return shape.reduce(
    (product, length) => product * length,
    typeof type === 'string' ? bytesOf[type] : 4 * type.text,
  );
}

/** A table as an archive with an array a column, and `metadata`: JSON in an array of a single text. */
export async function writeNpzTable(table: Table, append: Append): Promise<void> {
  const arrays: NpyArray[] = [];
  for (const column of table.columns) {
    const type = await npyType(table, column);
    const width = widthOf(column);
    const shape = width === 0 ? [table.rows] : [table.rows, width];
    const pieces = async function* () {
      for await (const page of table.pages([column.name])) yield npyCells(page.column(column.name), type);
    };
    arrays.push({ name: column.name, type, shape, pieces });
  }
  await writeNpz([...arrays, npyJson('metadata', table.metadata)], append);
}

/** For text all cells are asked how long they are. */
async function npyType({ pages }: Table, { name, type }: Column): Promise<NpyType> {
  if (type === 'int') return 'int64';
  if (type === 'float') return 'float64';
  if (type !== 'text') return 'float32';
  let text = 1;
  for await (const page of pages([name]))
    for (const cell of page.column(name)) text = Math.max(text, npyWidth(String(cell ?? '')));
  return { text };
}

function npyCells(cells: readonly Cell[], type: NpyType): Uint8Array {
  switch (type) {
    case 'int64':
      return bytes(BigInt64Array.from(cells, (cell) => BigInt(cell as number)));
    case 'float64':
      return bytes(Float64Array.from(cells, (cell) => (cell as number | null) ?? Number.NaN));
    case 'float32':
      return Buffer.concat((cells as readonly Float32Array[]).map(bytes));
    default:
      return npyText(
        cells.map((cell) => String(cell ?? '')),
        type.text,
      );
  }
}

const bytes = ({ buffer, byteOffset, byteLength }: ArrayBufferView<ArrayBufferLike>) =>
  new Uint8Array(buffer, byteOffset, byteLength);

/** Facts as JSON, in an array of a single text. */
export function npyJson(name: string, facts: object): NpyArray {
  const json = JSON.stringify(facts);
  const text = npyWidth(json);
  return { name, type: { text }, shape: [], pieces: () => [npyText([json], text)] };
}

/** The first moment that zip files know. */
const zipEpoch = new Date(1980, 0, 1);

/** Magic, version, and a Python dict that ends in a line break at a multiple of 64. */
function npyHeader(type: NpyType, shape: readonly number[]): Uint8Array {
  const code = typeof type === 'string' ? codes[type] : `<U${type.text}`;
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
  const dict = `{'descr': '${code}', 'fortran_order': False, 'shape': ${tuple}, }`;
  const length = 64 * Math.ceil((10 + dict.length + 1) / 64);
  const bytes = Buffer.alloc(length, ' ');
  bytes.write('\x93NUMPY\x01\x00', 'latin1');
  bytes.writeUInt16LE(length - 10, 8);
  bytes.write(`${dict.padEnd(length - 11)}\n`, 10, 'latin1');
  return bytes;
}

/** Text as NumPy stores it: four bytes a character, zeros up to the longest. @param width characters of the longest. */
function npyText(values: readonly string[], width: number): Uint8Array {
  const codes = new Uint32Array(values.length * width);
  for (const [i, value] of values.entries()) {
    let at = i * width;
    for (const character of value) codes[at++] = character.codePointAt(0)!;
  }
  return new Uint8Array(codes.buffer);
}

/** Characters as NumPy counts them; at least one, as it has no narrower text. */
const npyWidth = (value: string) => Math.max(1, [...value].length);
