/** The index of a gallery's people, kept beside the library: building one of a million takes minutes. */
import { createHash } from 'node:crypto';
import { createReadStream, type ReadStream, readdirSync, renameSync, rmSync } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { keyOf } from './encryption/keyring.ts';
import { privateFile } from './private-files.ts';

/** Whose vectors an index holds, and of which these are. */
export interface KeptVectors {
  /** Ids of people. */
  ids: Float64Array;
  /** Checksums of their vectors: of another vector nothing is known. */
  sums: Uint32Array;
}

/** What an index is of; it serves nothing else. */
export interface IndexIdentity {
  /** Hash of the head. */
  head: string;
  dim: number;
  /** How it was built. */
  build: string;
}

/** Counts changes of the form. */
const form = 1;
const note = z.object({
  form: z.literal(form),
  head: z.string(),
  dim: z.int(),
  build: z.string(),
  vectors: z.int(),
});
/** Length of the note, and SHA-256 of all that stands before. */
const endBytes = 4 + 32;

const ours = /^gallery-[0-9a-f]{16}\.usearch(\.\d+\.tmp)?$/;
const nameOf = (head: string) =>
  `gallery-${createHash('sha256').update(head).digest('hex').slice(0, 16)}.usearch`;

/** All that are there, of any head, and parts of some. */
export const indexFiles = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => ours.test(name))
    .map((name) => join(folder, name));

/** Removes them, as when somebody is forgotten. */
export function removeKeptIndexes(folder: string): void {
  for (const path of indexFiles(folder)) rmSync(path, { force: true });
}

/** Bytes of the file of an index; 0: there is none. */
export async function keptIndexBytes(folder: string, identity: IndexIdentity): Promise<number> {
  return stat(join(folder, nameOf(identity.head))).then(
    ({ size }) => size,
    () => 0,
  );
}

/**
 * @param folder of the library.
 * @param load reads the index itself, which stands at the beginning of a file.
 * @returns null if nothing is kept, or what is cannot be used.
 */
export async function readKeptIndex<T>(
  folder: string,
  identity: IndexIdentity,
  load: (path: string, vectors: KeptVectors) => T | null,
): Promise<{ index: T; vectors: KeptVectors } | null> {
  const path = join(folder, nameOf(identity.head));
  try {
    const before = await stat(path);
    const vectors = await soundVectors(path, before.size, identity);
    const index = vectors && load(path, vectors);
    if (index === null || vectors === null) return null;
    // Another process may have put a newer one in its place meanwhile, which has not been checked.
    const after = await stat(path);
    return after.ino === before.ino && after.mtimeMs === before.mtimeMs ? { index, vectors } : null;
  } catch {
    return null;
  }
}

async function soundVectors(
  path: string,
  size: number,
  { head, dim, build }: IndexIdentity,
): Promise<KeptVectors | null> {
  if (size < endBytes) return null;
  const end = await bytesAt(path, size - endBytes, size);
  const sum = await digest(createReadStream(path, { end: size - 33 }));
  if (!sum.equals(end.subarray(4))) return null;
  const noteAt = size - endBytes - end.readUInt32LE(0);
  const known = note.parse(JSON.parse((await bytesAt(path, noteAt, size - endBytes)).toString()));
  if (known.head !== head || known.dim !== dim || known.build !== build) return null;
  const sumsAt = noteAt - 4 * known.vectors;
  const ids = await bytesAt(path, sumsAt - 8 * known.vectors, sumsAt);
  const sums = await bytesAt(path, sumsAt, noteAt);
  return { ids: new Float64Array(alone(ids)), sums: new Uint32Array(alone(sums)) };
}

async function digest(stream: ReadStream): Promise<Buffer> {
  const hash = createHash('sha256');
  for await (const chunk of stream) hash.update(chunk);
  return hash.digest();
}

async function bytesAt(path: string, from: number, to: number): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const bytes = Buffer.alloc(to - from);
    const { bytesRead } = await file.read(bytes, 0, bytes.length, from);
    return bytes.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/**
 * Keeps an index for the next start. Failing costs that start the building and nothing else. Of an encrypted library nothing is kept:
 * the package writes only in clear, and faces are not to lie there so.
 * @param save writes the index itself into an empty file.
 * @param isPresent whether it still is of the library's faces. Whoever forgets a person changes the library first and removes the
 * files afterwards: so no file of before remains.
 * @returns whether it is kept.
 */
export async function keepIndex(
  folder: string,
  identity: IndexIdentity,
  { ids, sums }: KeptVectors,
  save: (path: string) => void,
  isPresent: () => boolean,
): Promise<boolean> {
  if (keyOf(folder) !== null) return false;
  const path = join(folder, nameOf(identity.head));
  const part = `${path}.${process.pid}.tmp`;
  try {
    // Made before the package writes into it: else others could read it meanwhile.
    await (await open(part, 'w', privateFile)).close();
    save(part);
    const text = Buffer.from(JSON.stringify({ form, ...identity, vectors: ids.length }));
    const length = Buffer.alloc(4);
    length.writeUInt32LE(text.length);
    const file = await open(part, 'a');
    try {
      for (const bytes of [bytesOf(ids), bytesOf(sums), text, length]) await file.appendFile(bytes);
      await file.appendFile(await digest(createReadStream(part)));
      await file.sync();
    } finally {
      await file.close();
    }
    if (isPresent()) renameSync(part, path);
    if (isPresent()) return true;
    rmSync(path, { force: true });
  } catch {
    // As on a full disk.
  } finally {
    rmSync(part, { force: true });
  }
  return false;
}

/**
 * Removes the files of heads that are gone, and parts that were never finished. A folder that cannot be written keeps them: they are
 * of no use to anybody. @param heads hashes of those that are there.
 */
export function removeOtherIndexes(folder: string, heads: readonly string[]): void {
  const present = new Set(heads.map((head) => join(folder, nameOf(head))));
  try {
    for (const path of indexFiles(folder)) if (!present.has(path)) rmSync(path, { force: true });
  } catch {
    // As on a disk that is read only.
  }
}

/** A copy that begins where numbers may begin. */
const alone = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;

function bytesOf({ buffer, byteOffset, byteLength }: Float64Array | Uint32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
