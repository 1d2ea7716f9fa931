/** Copies the photos of a recognised folder into folders by person. */
import { lstat, mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { SortOptions } from '../../src-shared/contract/index.ts';
import { TammesError, toFailure } from '../../src-shared/errors/index.ts';
import { addExport, forgetExported, noteExported } from '../store/exports.ts';
import type { Store } from '../store/store.ts';
import type { JobControls } from './jobs.ts';
import { copyNew } from './new-files.ts';
import { type PlannedCopy, planSort } from './sort-plan.ts';
import { freeBytes } from './targets.ts';

/**
 * Copies what is not there yet. A photo that is gone, that was changed since it was recognised or that cannot be copied is
 * passed over: asking again tries it once more.
 *
 * @throws TammesError for a target that cannot be used or a disk without space.
 */
export async function sortCopies(
  store: Store,
  source: string,
  options: SortOptions,
  { signal, tell, skip, writes }: JobControls,
): Promise<void> {
  tell(0, null);
  const { target, folders } = await planSort(store, source, options, signal);
  const copies = folders.flatMap((folder) => folder.copies);
  const missing = copies.filter(({ present }) => !present);
  const bytes = missing.reduce((sum, { photo }) => sum + photo.size, 0);
  if (bytes > ((await freeBytes(target)) ?? Number.POSITIVE_INFINITY)) throw new TammesError('disk-full', {});
  if (missing.length === 0 || signal.aborted) return tell(copies.length, copies.length, copies.length);
  const exportId = addExport(store.db, 'sort', target);
  writes(exportId);
  await makeFolder(store, exportId, target);
  for (const { path } of folders) await makeFolder(store, exportId, path);
  const skipped = copies.length - missing.length;
  for (const [i, copy] of missing.entries()) {
    if (signal.aborted) return;
    if (!(await copyOne(store, exportId, copy))) skip();
    tell(skipped + i + 1, copies.length, skipped);
  }
}

/** Makes a folder and those above it that are missing, and notes each. */
async function makeFolder(store: Store, exportId: number, path: string): Promise<void> {
  if ((await lstat(path).catch(() => null)) !== null) return;
  if (dirname(path) !== path) await makeFolder(store, exportId, dirname(path));
  noteExported(store.db, exportId, { path, hash: null, previous: null });
  await mkdir(path).catch((cause: unknown) => {
    throw toFailure(cause).problem === 'disk-full'
      ? new TammesError('disk-full', {})
      : new TammesError('folder-not-made', { folder: path }, { cause });
  });
}

async function copyOne({ db }: Store, exportId: number, { photo, to }: PlannedCopy): Promise<boolean> {
  const { path, size, modified } = photo;
  const info = await stat(path).catch(() => null);
  if (info === null || info.size !== size || info.mtimeMs !== modified) return false;
  let noted: number | null = null;
  try {
    await copyNew(path, to, (hash) => {
      noted = noteExported(db, exportId, { path: to, hash, previous: null });
    });
    return true;
  } catch (error) {
    if (noted !== null) forgetExported(db, noted);
    if (toFailure(error).problem === 'disk-full') throw new TammesError('disk-full', {}, { cause: error });
    return false;
  }
}
