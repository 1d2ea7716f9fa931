/** Writes files outside of the library: never over one that is there unless it is known, and never a part of one. */
import { createHash, randomUUID } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { access, copyFile, link, lstat, open, rename, rm, stat, utimes } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { TammesError, toFailure } from '../../src-shared/errors/index.ts';
import { privateFile } from '../store/private-files.ts';

/** What the names of copies end with until they are whole. */
const unfinished = '.tammes-part';

/** SHA-256 of a file, hexadecimal. */
export async function hashOfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/** SHA-256 of bytes, hexadecimal. */
export function hashOfBytes(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/**
 * Copies a file with its time to a name that nothing has. A stop in the middle leaves a part under another name, which the next
 * try replaces.
 * @param onWhole is called with the hash when all is copied and only the name is missing.
 * @throws Error with the code EEXIST if the name is taken.
 */
export async function copyNew(from: string, to: string, onWhole: (hash: string) => void): Promise<void> {
  const part = to + unfinished;
  await rm(part, { force: true });
  try {
    await copyFile(from, part, constants.COPYFILE_EXCL);
    const { atime, mtime } = await stat(from);
    await utimes(part, atime, mtime);
    await sync(part);
    onWhole(await hashOfFile(part));
    await giveName(part, to);
  } finally {
    await rm(part, { force: true });
  }
}

/**
 * Writes a new file for its owner alone, whole or not at all.
 * @param write appends its bytes, in order, as they come.
 * @param onWhole is called with the hash when all is written and only the name is missing.
 * @throws TammesError 'file-there' or 'file-not-written'
 */
export async function writeNew(
  path: string,
  write: (append: (bytes: Uint8Array) => Promise<void>) => Promise<void>,
  onWhole?: (hash: string) => void,
): Promise<void> {
  const part = `${path}.${randomUUID()}${unfinished}`;
  try {
    await refuseThere(path);
    const file = await open(part, 'wx', privateFile);
    try {
      const hash = createHash('sha256');
      await write(async (bytes) => {
        hash.update(bytes);
        await file.writeFile(bytes);
      });
      await file.sync();
      onWhole?.(hash.digest('hex'));
      await giveName(part, path);
    } finally {
      await file.close();
      await rm(part, { force: true });
    }
  } catch (cause) {
    throw notWritten(path, cause);
  }
}

/** What became of a file that was to be written; errors that have words already stay as they are. */
function notWritten(path: string, cause: unknown): unknown {
  const { code } = cause as NodeJS.ErrnoException;
  if (code === 'EEXIST') return new TammesError('file-there', { path });
  if (cause instanceof TammesError || toFailure(cause).problem === 'disk-full') return cause;
  return code === undefined ? cause : new TammesError('file-not-written', { path }, { cause });
}

/** Gives a file a name that nothing has. */
async function giveName(part: string, to: string): Promise<void> {
  try {
    // A link fails if the name is taken; renaming would take it away.
    await link(part, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw error;
    // A file system without links.
    await refuseTaken(to);
    await rename(part, to);
  }
}

/** @throws TammesError 'file-there' */
export async function refuseThere(path: string): Promise<void> {
  if (!(await isNothing(path))) throw new TammesError('file-there', { path });
}

async function refuseTaken(path: string): Promise<void> {
  const there = await access(path).then(
    () => true,
    () => false,
  );
  if (there) throw Object.assign(new Error(`${path} is there.`), { code: 'EEXIST' });
}

/** A power cut must not leave a name without its content. */
async function sync(path: string): Promise<void> {
  // Read-only copies cannot be opened for writing, and some systems sync nothing else.
  const file = await open(path, 'r+').catch(() => null);
  await file?.sync().finally(() => file.close());
}

/**
 * Writes a file whole or not at all.
 * @param previous hash of what lies there; null: nothing.
 * @throws Error with the code EEXIST if something else lies there by now.
 */
export async function writeKnown(path: string, bytes: Uint8Array, previous: string | null): Promise<void> {
  const part = `${path}.${randomUUID()}${unfinished}`;
  const mode = previous === null ? 0o666 : (await stat(path)).mode & 0o777;
  try {
    const file = await open(part, 'wx', mode);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    if (previous === null) return await giveName(part, path);
    if (!(await isStill(path, previous)))
      throw Object.assign(new Error(`${path} was changed.`), { code: 'EEXIST' });
    await rename(part, path);
  } finally {
    await rm(part, { force: true });
  }
}

/** Whether a path is a regular file, no link, with that content. @throws Error if it cannot be read. */
export async function isStill(path: string, hash: string): Promise<boolean> {
  if (await isNothing(path)) return false;
  return (await lstat(path)).isFile() && (await hashOfFile(path)) === hash;
}

/** Whether nothing has that path. @throws Error if that cannot be known, as on a disk that fails. */
export function isNothing(path: string): Promise<boolean> {
  return lstat(path).then(
    () => false,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return true;
      throw error;
    },
  );
}
