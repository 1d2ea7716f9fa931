/** Which faces without a name are near each other, kept beside the library: comparing 100,000 again takes half a minute. */
import { existsSync, renameSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { decode, encode } from '@msgpack/msgpack';
import { z } from 'zod';
import { keyOf } from './encryption/keyring.ts';
import { privateFile } from './private-files.ts';

/** Neighbours of faces, without their features and names. */
export interface KeptNeighbours {
  /** Pairs below this cosine are no neighbours. */
  floor: number;
  /** Ids of faces. */
  ids: Float64Array;
  /** Checksums of their vectors: of another vector nothing is known. */
  sums: Uint32Array;
  /** How many neighbours each has. */
  counts: Uint32Array;
  /** Their places among the ids, face after face, the nearest first. */
  neighbours: Uint32Array;
}

/** Counts changes of the form. */
const form = 1;
const bytes = z.instanceof(Uint8Array);
const kept = z.object({
  form: z.literal(form),
  floor: z.number(),
  ids: bytes,
  sums: bytes,
  counts: bytes,
  neighbours: bytes,
});

const fileOf = (folder: string) => join(folder, 'review-neighbours');
const partOf = (folder: string) => `${fileOf(folder)}.tmp`;

/** All paths that it may lie at. */
export const neighbourFiles = (folder: string): string[] => [fileOf(folder), partOf(folder)];

export function hasKeptNeighbours(folder: string): boolean {
  return existsSync(fileOf(folder));
}

/** @param folder of the library. @returns null if nothing is kept, or what is cannot be used. */
export async function readKeptNeighbours(folder: string): Promise<KeptNeighbours | null> {
  try {
    const file = await readFile(fileOf(folder));
    const content = file.subarray(4);
    if (crc32(content) !== file.readUInt32LE(0)) return null;
    const { floor, ids, sums, counts, neighbours } = kept.parse(decode(content));
    return {
      floor,
      ids: new Float64Array(alone(ids)),
      sums: new Uint32Array(alone(sums)),
      counts: new Uint32Array(alone(counts)),
      neighbours: new Uint32Array(alone(neighbours)),
    };
  } catch {
    return null;
  }
}

/**
 * Keeps neighbours for the next start. Failing costs that start some time and nothing else. Of an encrypted library nothing is kept: who
 * looks like whom is not to lie there in clear.
 * @param isPresent whether they are still those of the library. Whoever forgets a person changes the library first and removes the
 * file afterwards: so no file of before remains.
 */
export async function keepNeighbours(
  folder: string,
  neighbours: KeptNeighbours,
  isPresent: () => boolean,
): Promise<void> {
  if (keyOf(folder) !== null) return;
  const [file, part] = [fileOf(folder), partOf(folder)];
  try {
    const content = encode({
      form,
      floor: neighbours.floor,
      ids: bytesOf(neighbours.ids),
      sums: bytesOf(neighbours.sums),
      counts: bytesOf(neighbours.counts),
      neighbours: bytesOf(neighbours.neighbours),
    });
    const sum = Buffer.alloc(4);
    sum.writeUInt32LE(crc32(content));
    await writeFile(part, Buffer.concat([sum, content]), { mode: privateFile });
    if (isPresent()) renameSync(part, file);
    if (!isPresent()) rmSync(file, { force: true });
  } catch {
    // As on a full disk.
  } finally {
    rmSync(part, { force: true });
  }
}

/** Removes what is kept, as when somebody is forgotten. */
export function removeKeptNeighbours(folder: string): void {
  for (const path of neighbourFiles(folder)) rmSync(path, { force: true });
}

/** A copy that begins where numbers may begin. */
const alone = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;

function bytesOf({ buffer, byteOffset, byteLength }: Float64Array | Uint32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
