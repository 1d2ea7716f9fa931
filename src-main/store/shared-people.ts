/**
 * The people of a shared gallery as they were when they last came from there, in a file of their own: a backup does not carry them on, and
 * whoever is forgotten there is gone here with the next file. Encrypted if the library is.
 */
import { createHash } from 'node:crypto';
import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { decode, encode } from '@msgpack/msgpack';
import { z } from 'zod';
import { keyOf } from './encryption/keyring.ts';
import { filesKey } from './encryption/keys.ts';
import { openBytes, sealBytes } from './encryption/seal-bytes.ts';
import { readIfThere, writeFileAtomic } from './write-file.ts';

/** Counts changes of the form. */
export const form = 3;
const head = z.object({
  version: z.int(),
  hash: z.string(),
  name: z.string(),
  dim: z.int(),
  featureVersion: z.int(),
});
/** The head by which all desks of a gallery recognise. */
export type SharedHead = z.infer<typeof head>;

const kept = z.object({
  form: z.literal(form),
  /** The number of the gallery, and the name of its server. */
  gallery: z.string(),
  server: z.string(),
  takenAt: z.string(),
  /** What the gallery's journal had come to. */
  state: z.string(),
  head,
  /** Everybody of the gallery, with how often she or he was corrected, and whether this desk has faces of the person there. */
  known: z.array(z.object({ id: z.uuid(), name: z.string(), version: z.int(), own: z.boolean() })),
  /** People who became others, by their numbers. */
  merged: z.array(z.tuple([z.uuid(), z.uuid()])),
  /** Numbers of the faces of other desks, in their order. */
  faces: z.array(z.string()),
  /** Checksum of them, as the database has counted it; and how many were left out, as their numbers are no embedding of the head. */
  sum: z.string(),
  unsound: z.int(),
  /** Names of those of whom other desks have faces. */
  people: z.array(z.string()),
  persons: z.instanceof(Uint8Array),
  trainedOn: z.instanceof(Uint8Array),
  embeddings: z.instanceof(Uint8Array),
});

/** People of other desks with their faces. */
export interface SharedPeople
  extends Omit<z.infer<typeof kept>, 'form' | 'persons' | 'trainedOn' | 'embeddings'> {
  /** Of each face, the place of its person among the people. */
  persons: Uint32Array;
  /** Of each face, 1 if the head was trained on it. */
  trainedOn: Uint8Array;
  /** [faces * dim] */
  embeddings: Float32Array;
}

/** What is known of a gallery's people without their faces, which may be a million. */
export interface SharedNames extends Omit<SharedPeople, 'faces' | 'persons' | 'trainedOn' | 'embeddings'> {
  faceCount: number;
}

export const namesOf = ({ faces, persons, trainedOn, embeddings, ...names }: SharedPeople): SharedNames => ({
  ...names,
  faceCount: faces.length,
});

/** How an encrypted file begins, and one in clear, whose SHA-256 follows. */
const [sealed, clear] = [Buffer.from('TAMMES\x01S', 'latin1'), Buffer.from('TAMMES\x01C', 'latin1')];
const context = 'shared-people';

const fileOf = (folder: string) => join(folder, 'shared-people');

/** The file, and parts that were never finished. */
export const sharedPeopleFiles = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => name.startsWith('shared-people'))
    .map((name) => join(folder, name));

export function removeSharedPeople(folder: string): void {
  for (const path of sharedPeopleFiles(folder)) rmSync(path, { force: true });
}

/** Tells a file from the one that takes its place; empty: there is none. */
export function markOfSharedPeople(folder: string): string {
  const file = statSync(fileOf(folder), { throwIfNoEntry: false });
  return file === undefined ? '' : `${file.ino} ${file.mtimeMs} ${file.size}`;
}

export async function keepSharedPeople(folder: string, people: SharedPeople): Promise<void> {
  const content = encode({
    form,
    ...people,
    persons: bytesOf(people.persons),
    embeddings: bytesOf(people.embeddings),
  });
  const key = keyOf(folder);
  await writeFileAtomic(
    fileOf(folder),
    key === null
      ? Buffer.concat([clear, sha256(content), content])
      : Buffer.concat([sealed, sealBytes(filesKey(key), context, content)]),
  );
}

/** Null: there are none, or the file is damaged or of an older version: they come again from the gallery. */
export async function readSharedPeople(folder: string): Promise<SharedPeople | null> {
  const file = await readIfThere(fileOf(folder));
  const content = file === null ? null : contentOf(folder, Buffer.from(file));
  if (content === null) return null;
  const parsed = kept.safeParse(decode(content));
  if (!parsed.success) return null;
  const { form: _, ...read } = parsed.data;
  return {
    ...read,
    persons: new Uint32Array(alone(read.persons)),
    embeddings: new Float32Array(alone(read.embeddings)),
  };
}

/** What was read last: it is asked for often, and reading the file takes a tenth of a second with 20,000 faces. */
let lastNames: { folder: string; mark: string; names: SharedNames | null } | null = null;

/** As `readSharedPeople`, and the file is read but once. */
export async function readSharedNames(folder: string): Promise<SharedNames | null> {
  const mark = markOfSharedPeople(folder);
  if (lastNames?.folder === folder && lastNames.mark === mark) return lastNames.names;
  const people = await readSharedPeople(folder);
  const names = people && namesOf(people);
  lastNames = { folder, mark, names };
  return names;
}

function contentOf(folder: string, file: Buffer): Uint8Array | null {
  const [start, rest] = [file.subarray(0, sealed.length), file.subarray(sealed.length)];
  if (start.equals(clear)) {
    const content = rest.subarray(32);
    return sha256(content).equals(rest.subarray(0, 32)) ? content : null;
  }
  const key = keyOf(folder);
  return start.equals(sealed) && key !== null ? openBytes(filesKey(key), context, rest) : null;
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();

/** A copy that begins where numbers may begin. */
const alone = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;

function bytesOf({ buffer, byteOffset, byteLength }: Uint32Array | Float32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
