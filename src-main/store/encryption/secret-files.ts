/**
 * Files of runs: as they are in a library in clear, and encrypted in pieces in an encrypted one. Each file says by its beginning which it
 * is, so that a library that is on its way from one to the other can be read. What cannot be decrypted is handed out as it lies there:
 * whoever reads it notices by the file's own checksums, as with other damage.
 */
import { existsSync, readFileSync } from 'node:fs';
import { appendFile, open, stat, truncate } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { TammesError } from '../../../src-shared/errors/index.ts';
import { privateFile } from '../private-files.ts';
import { readIfThere, writeFileAtomic } from '../write-file.ts';
import { keyForFile } from './keyring.ts';
import { filesKey, type LibraryKey } from './keys.ts';
import { openBytes, sealBytes, sealOverhead } from './seal-bytes.ts';

/** How an encrypted file begins; then pieces, each with its length (uint32, little-endian) before it. */
const magic = Buffer.from('TAMMES\x01E', 'latin1');
/** Bytes that a piece takes beside what it holds. */
const overhead = 4 + sealOverhead;

/** A file of another run, or another file of this one, does not open in its place. */
const contextOf = (path: string) => `runs/${basename(dirname(path))}/${basename(path)}`;

const isSecret = (bytes: Uint8Array) => Buffer.from(bytes.subarray(0, magic.length)).equals(magic);

function keyFor(path: string): Uint8Array {
  const key = keyForFile(path);
  if (key === null) throw new TammesError('library-locked', { folder: dirname(dirname(dirname(path))) });
  return filesKey(key);
}

function piece(key: Uint8Array, path: string, bytes: Uint8Array): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(bytes.length);
  return Buffer.concat([length, sealBytes(key, contextOf(path), bytes)]);
}

/** The content of a file of a run; null: there is none. */
export async function readSecret(path: string): Promise<Uint8Array | null> {
  const bytes = await readIfThere(path);
  return bytes === null || !isSecret(bytes) ? bytes : decrypted(path, bytes);
}

function decrypted(path: string, bytes: Uint8Array): Buffer {
  const key = keyFor(path);
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const parts: Uint8Array[] = [];
  for (let at = magic.length; at < all.length; ) {
    const end = at + 4 <= all.length ? at + overhead + all.readUInt32LE(at) : Number.POSITIVE_INFINITY;
    const plain = end <= all.length ? openBytes(key, contextOf(path), all.subarray(at + 4, end)) : null;
    if (plain === null) {
      // Behind a damaged length nobody knows where a piece begins.
      parts.push(all.subarray(at));
      break;
    }
    parts.push(plain);
    at = end;
  }
  return Buffer.concat(parts);
}

/** Encrypted if the library is. @param sizes of the pieces, if the file has records: see `readRecords`. */
function encoded(path: string, bytes: Uint8Array, key: LibraryKey | null, size = bytes.length): Uint8Array {
  if (key === null) return bytes;
  const pieces: Uint8Array[] = [magic];
  const own = filesKey(key);
  for (let at = 0; at < bytes.length; at += size)
    pieces.push(piece(own, path, bytes.subarray(at, at + size)));
  return Buffer.concat(pieces);
}

/** Writes a file of a run so that a crash leaves the old content or the new. @param size of records, if it has such. */
export async function writeSecret(path: string, bytes: Uint8Array, size?: number): Promise<void> {
  await writeFileAtomic(path, encoded(path, bytes, keyForFile(path), size));
}

/** Adds a piece to a file of a run, which is made if there is none. */
export async function appendSecret(path: string, bytes: Uint8Array): Promise<void> {
  const { isNew, secret } = await formOf(path);
  const key = secret ? keyFor(path) : null;
  const added = key === null ? bytes : piece(key, path, bytes);
  await appendFile(path, isNew && key !== null ? Buffer.concat([magic, added]) : added, {
    mode: privateFile,
  });
}

/** Whether a file is encrypted, or will be. */
async function formOf(path: string): Promise<{ isNew: boolean; secret: boolean }> {
  const file = await open(path, 'r').catch(() => null);
  try {
    const head = Buffer.alloc(magic.length);
    const { bytesRead } = file === null ? { bytesRead: 0 } : await file.read(head, 0, head.length, 0);
    return bytesRead === 0
      ? { isNew: true, secret: keyForFile(path) !== null }
      : { isNew: false, secret: isSecret(head.subarray(0, bytesRead)) };
  } finally {
    await file?.close();
  }
}

/** Where records of one size lie in a file: each in a piece of its own. */
async function layoutOf(
  path: string,
  size: number,
): Promise<{ head: number; stride: number; secret: boolean }> {
  const { secret } = await formOf(path);
  return secret ? { head: magic.length, stride: size + overhead, secret } : { head: 0, stride: size, secret };
}

/** Whole records of a file. */
export async function countRecords(path: string, size: number): Promise<number> {
  const bytes = await stat(path).then(
    ({ size }) => size,
    () => 0,
  );
  const { head, stride } = await layoutOf(path, size);
  return Math.max(0, Math.floor((bytes - head) / stride));
}

/** Some records of a file, behind each other; of those that are not there, nothing. */
export async function readRecords(path: string, size: number, from: number, count: number): Promise<Buffer> {
  const { head, stride, secret } = await layoutOf(path, size);
  const file = await open(path, 'r');
  try {
    const bytes = Buffer.alloc(count * stride);
    // A place far behind the end is no position in a file.
    const { bytesRead } =
      count > 0 ? await file.read(bytes, 0, bytes.length, head + from * stride) : { bytesRead: 0 };
    if (!secret) return bytes.subarray(0, bytesRead);
    const key = keyFor(path);
    const records: Uint8Array[] = [];
    for (let at = 0; at + stride <= bytesRead; at += stride) {
      const record = bytes.subarray(at, at + stride);
      records.push(openBytes(key, contextOf(path), record.subarray(4)) ?? record.subarray(4, 4 + size));
    }
    return Buffer.concat(records);
  } finally {
    await file.close();
  }
}

/** Drops the records behind the first ones. */
export async function keepRecords(path: string, size: number, count: number): Promise<void> {
  const { head, stride } = await layoutOf(path, size);
  await truncate(path, count === 0 ? 0 : head + count * stride);
}

/** As `readSecret`, at once. */
export function readSecretNow(path: string): Uint8Array | null {
  if (!existsSync(path)) return null;
  const bytes = readFileSync(path);
  return isSecret(bytes) ? decrypted(path, bytes) : bytes;
}

/** Whether a file of a run is encrypted. */
export const isSecretFile = (path: string): boolean => isSecret(readFileSync(path));

/** The bytes of a file of a run in the form that a library is to have. @param key null: in clear. @param size of its records. */
export function inForm(path: string, key: LibraryKey | null, size?: number): Uint8Array {
  return encoded(path, readSecretNow(path)!, key, size);
}
