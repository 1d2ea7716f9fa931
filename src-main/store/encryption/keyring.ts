/**
 * The keys of the libraries that this thread may read. They are in memory alone: other threads are handed them in a message, and no
 * environment, argument or file has them.
 */
import { closeSync, existsSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { TammesError } from '../../../src-shared/errors/index.ts';
import { idOf, type KeyFile, type LibraryKey, parseKeys } from './keys.ts';

const unlocked = new Map<string, LibraryKey>();

/** Lets this thread read a library. @param key null: nothing changes. */
export function unlockLibrary(folder: string, key: LibraryKey | null): void {
  // A copy: it is overwritten when the library is locked again.
  if (key !== null) unlocked.set(resolve(folder), Uint8Array.from(key));
}

export function lockLibrary(folder: string): void {
  unlocked.get(resolve(folder))?.fill(0);
  unlocked.delete(resolve(folder));
}

/** The key of a library that is unlocked, to be handed to a thread; null: it is not encrypted, or locked. */
export const keyOf = (folder: string): LibraryKey | null => unlocked.get(resolve(folder)) ?? null;

const clearMagic = 'SQLite format 3\0';

/** The beginning of a database file: of an encrypted one the number of its key. */
function headOf(path: string): Buffer {
  const head = Buffer.alloc(24);
  if (!existsSync(path)) return head.subarray(0, 0);
  const file = openSync(path, 'r');
  try {
    return head.subarray(0, readSync(file, head));
  } finally {
    closeSync(file);
  }
}

/** Where the keys of a library lie. @param id see `KeyFile`. */
export const keysPath = (folder: string, id: string) => join(folder, `keys-${id}.json`);
export const isKeysFile = (name: string) => /^keys-[0-9a-f]{32}\.json$/.test(name);

/** The file with the keys that a library's database needs; null: it is in clear. @throws TammesError 'keys-missing' */
export function keysFileOf(folder: string): string | null {
  const head = headOf(join(folder, 'library.db'));
  if (head.length < 24 || head.toString('latin1', 0, 16) === clearMagic) return null;
  const named = keysPath(folder, head.toString('hex', 0, 16));
  if (existsSync(named)) return named;
  const others = readdirSync(folder).filter(isKeysFile);
  // Where damage hit the number itself.
  if (others.length === 1) return join(folder, others[0]!);
  // SQLite's and the cipher's own numbers, which are never encrypted: page size, and the bytes that are kept free in each page.
  const isCiphered = head.readUInt16BE(16) === 4096 && head.readUInt32BE(20) === 0x20402020;
  if (isCiphered) throw new TammesError('keys-missing', { folder });
  return null;
}

export const isEncrypted = (folder: string): boolean => keysFileOf(folder) !== null;

/** @throws TammesError 'keys-missing' or 'keys-damaged'; null: the library is in clear. */
export function readKeys(folder: string): KeyFile | null {
  const path = keysFileOf(folder);
  if (path === null) return null;
  const keys = parseKeys(readFileSync(path, 'utf8'));
  if (keys === null) throw new TammesError('keys-damaged', { path });
  return keys;
}

/** The key that a library needs; null: it is in clear. @throws TammesError 'library-locked' */
export function neededKey(folder: string): LibraryKey | null {
  const path = keysFileOf(folder);
  if (path === null) return null;
  const key = keyOf(folder);
  // A backup that was put in its place may have another.
  if (key === null || keysPath(folder, idOf(key)) !== path)
    throw new TammesError('library-locked', { folder });
  return key;
}

/** The key for a file of a run, `runs/ID/NAME` in a library. */
export const keyForFile = (path: string): LibraryKey | null => keyOf(dirname(dirname(dirname(path))));
