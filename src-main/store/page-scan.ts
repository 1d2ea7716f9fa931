/**
 * Reads the rows of an SQLite file page by page, without its tables of contents: what is left when those are damaged. The format is that
 * of https://www.sqlite.org/fileformat.html; what does not fit it is passed over.
 */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { databaseKey, type LibraryKey } from './encryption/keys.ts';
import { decryptPage } from './encryption/page.ts';

/** A value of a row. */
type Value = number | string | Uint8Array<ArrayBuffer> | null;

/** A row as it lies in a page. */
export interface FoundRow {
  /** Of a row of a table; null: of an index, or of a table without row numbers. */
  rowid: number | null;
  values: Value[];
}

/** Kinds of pages that hold rows, with the bytes of their head and those before each row. */
const kinds: Readonly<Record<number, { head: number; before: number; isTable: boolean }>> = {
  2: { head: 12, before: 4, isTable: false },
  10: { head: 8, before: 0, isTable: false },
  13: { head: 8, before: 0, isTable: true },
};

/** Library files have pages of this size. */
export const pageSize = 4096;

/** All rows of all pages that fit the format. @param key of an encrypted library. @param most pages that count; others are as if they were gone. */
export function* rowsInPages(
  path: string,
  key: LibraryKey | null,
  most = Number.POSITIVE_INFINITY,
): Generator<FoundRow> {
  const file = openSync(path, 'r');
  try {
    const pages = Math.min(most, Math.floor(fstatSync(file).size / pageSize));
    const all = pageReader(file, key);
    const read: ReadPage = (page) => (page > pages ? null : all(page));
    for (let page = 1; page <= pages; page++) {
      const bytes = read(page);
      if (bytes !== null) yield* rowsOf(bytes, page === 1 ? 100 : 0, read);
    }
  } finally {
    closeSync(file);
  }
}

/** The first page, which begins with the head of the file; what is not there of it is empty. */
export function firstPage(path: string, key: LibraryKey | null): Buffer {
  const file = openSync(path, 'r');
  try {
    return pageReader(file, key)(1) ?? Buffer.alloc(pageSize);
  } finally {
    closeSync(file);
  }
}

/** A page, of an encrypted library without the bytes that its encryption needs; null: there is none. */
function pageReader(file: number, key: LibraryKey | null): ReadPage {
  const own = key && databaseKey(key).subarray(0, 32);
  return (page) => {
    const bytes = Buffer.alloc(pageSize);
    if (page < 1 || readSync(file, bytes, 0, pageSize, (page - 1) * pageSize) !== pageSize) return null;
    return own === null ? bytes : decryptPage(bytes, page, own);
  };
}

type ReadPage = (page: number) => Buffer | null;

function* rowsOf(page: Buffer, start: number, read: ReadPage): Generator<FoundRow> {
  const kind = kinds[page[start]!];
  if (kind === undefined) return;
  const count = page.readUInt16BE(start + 3);
  for (let i = 0; i < count; i++) {
    const pointer = start + kind.head + 2 * i;
    if (pointer + 2 > page.length) return;
    try {
      yield rowAt(page, page.readUInt16BE(pointer) + kind.before, kind.isTable, read);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
  }
}

/** @throws RangeError where no row lies. */
function rowAt(page: Buffer, at: number, isTable: boolean, read: ReadPage): FoundRow {
  const size = varint(page, at);
  const rowid = isTable ? varint(page, size.end) : null;
  const payload = payloadAt(page, (rowid ?? size).end, size.value, isTable, read);
  return { rowid: rowid === null ? null : rowid.value, values: valuesOf(payload) };
}

/** The bytes of a row, of which a page holds the first ones. */
function payloadAt(page: Buffer, at: number, size: number, isTable: boolean, read: ReadPage): Buffer {
  const usable = page.length;
  const most = isTable ? usable - 35 : Math.floor(((usable - 12) * 64) / 255) - 23;
  const least = Math.floor(((usable - 12) * 32) / 255) - 23;
  if (size <= most) return part(page, at, size);
  const fitting = least + ((size - least) % (usable - 4));
  const local = fitting <= most ? fitting : least;
  const pieces = [part(page, at, local)];
  let next = page.readUInt32BE(at + local);
  for (let left = size - local; left > 0; ) {
    const overflow = read(next);
    if (overflow === null) throw new RangeError('A page of the row is missing.');
    const length = Math.min(left, usable - 4);
    pieces.push(part(overflow, 4, length));
    next = overflow.readUInt32BE(0);
    left -= length;
  }
  return Buffer.concat(pieces);
}

function part(bytes: Buffer, at: number, length: number): Buffer {
  if (length < 0 || at + length > bytes.length) throw new RangeError('A row does not end in its page.');
  return bytes.subarray(at, at + length);
}

function valuesOf(payload: Buffer): Value[] {
  const head = varint(payload, 0);
  const values: Value[] = [];
  let at = head.value;
  for (let i = head.end; i < head.value; ) {
    const type = varint(payload, i);
    i = type.end;
    const { value, length } = valueAt(payload, at, type.value);
    values.push(value);
    at += length;
  }
  if (at !== payload.length) throw new RangeError('A row is longer than its values.');
  return values;
}

/** Bytes of whole numbers by their type. */
const lengths = [0, 1, 2, 3, 4, 6, 8];

function valueAt(payload: Buffer, at: number, type: number): { value: Value; length: number } {
  if (type === 0) return { value: null, length: 0 };
  if (type === 8 || type === 9) return { value: type - 8, length: 0 };
  if (type === 7) return { value: part(payload, at, 8).readDoubleBE(0), length: 8 };
  if (type === 6) return { value: Number(part(payload, at, 8).readBigInt64BE(0)), length: 8 };
  if (type < 6)
    return { value: part(payload, at, lengths[type]!).readIntBE(0, lengths[type]!), length: lengths[type]! };
  if (type < 12) throw new RangeError('There is no such type.');
  const length = Math.floor((type - 12) / 2);
  const bytes = part(payload, at, length);
  return { value: type % 2 === 0 ? new Uint8Array(bytes) : bytes.toString('utf8'), length };
}

/** A whole number of one to nine bytes, of which each but the last has its highest bit set. */
function varint(bytes: Buffer, at: number): { value: number; end: number } {
  let value = 0n;
  for (let i = 0; i < 9; i++) {
    const byte = bytes.readUInt8(at + i);
    value = i === 8 ? (value << 8n) | BigInt(byte) : (value << 7n) | BigInt(byte & 0x7f);
    if (byte < 0x80 || i === 8) return { value: Number(BigInt.asIntN(64, value)), end: at + i + 1 };
  }
  throw new RangeError('A number does not end.');
}
