/** Files that are written whole. */
import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { privateFile, privateFolder } from './private-files.ts';

/**
 * Writes a file so that a reader, or a crash at any moment, finds the old bytes or the new, never a
 * part: to a temporary name, synced, then renamed.
 */
export async function writeFileAtomic(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: privateFolder });
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    const file = await open(temporary, 'w', privateFile);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    // On a full disk what is left of it would take the space that is needed.
    await rm(temporary, { force: true });
    throw error;
  }
}

/** The file's bytes, or null when it is not there. */
export async function readIfThere(path: string): Promise<Uint8Array | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
