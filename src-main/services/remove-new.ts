/** Takes a library away again that was made for something that failed. */
import { rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Removes the database of a library that was made just now and has been closed, and its folders if nothing else is in them. */
export async function removeNew(folder: string): Promise<void> {
  for (const ending of ['', '-wal', '-shm']) await rm(join(folder, `library.db${ending}`), { force: true });
  for (const empty of [join(folder, 'runs'), folder]) await rmdir(empty).catch(() => {});
}
