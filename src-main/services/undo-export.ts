/** Takes back what was written outside of the library, as far as nobody has changed it since. */
import { readdir, rm, rmdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ExportInfo, ExportUndo } from '../../src-shared/contract/index.ts';
import { TammesError, toFailure } from '../../src-shared/errors/index.ts';
import { firstLine } from '../../src-shared/first-line.ts';
import { type ExportedFile, exportedFiles, listExports, markUndone } from '../store/exports.ts';
import type { Store } from '../store/store.ts';
import { hashOfBytes, isNothing, isStill, writeKnown } from './new-files.ts';

/** A file that could not be undone. */
interface Failed {
  path: string;
  cause: unknown;
}

/**
 * Removes the files of an export, gives those that it changed their content back, and removes the folders that it made and that are
 * empty. One file that cannot be undone holds no other up; the next undo then passes over what is done.
 * @throws TammesError 'export-unknown' for one that is not there or was undone; 'export-folder-gone', 'export-not-undone', 'disk-full'.
 */
export async function undoExport({ db }: Store, exportId: number): Promise<ExportUndo> {
  const files = exportedFiles(db, exportId);
  const { folder = '' } = listExports(db).find(({ id }) => id === exportId) ?? {};
  const result: ExportUndo = { removed: 0, restored: 0, kept: [] };
  const failed: Failed[] = [];
  const absent: string[] = [];
  for (const file of files) {
    const { path } = file;
    try {
      // A folder into which somebody has put something stays.
      if (file.hash === null) await rmdir(path).catch(() => {});
      else if (!(await undoFile(file, result)) && (await isAbsent(folder, path)))
        absent.push(folder || dirname(path));
    } catch (cause) {
      failed.push({ path, cause });
    }
  }
  refuseRest(failed, absent);
  markUndone(db, exportId);
  return result;
}

/** @param absent folders that are not there, once for each of their files. @throws TammesError if anything is left to undo. */
function refuseRest([first, ...others]: readonly Failed[], absent: readonly string[]): void {
  if (first !== undefined && toFailure(first.cause).problem === 'disk-full')
    throw new TammesError('disk-full', {}, { cause: first.cause });
  if (absent[0] !== undefined)
    throw new TammesError('export-folder-gone', { folder: absent[0], files: absent.length });
  if (first === undefined) return;
  const { path, cause } = first;
  throw new TammesError(
    'export-not-undone',
    { path, files: 1 + others.length, reason: reasonOf(cause) },
    { cause },
  );
}

/** What systems say of files, in words. */
const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission is denied',
  EPERM: 'permission is denied',
  EROFS: 'the disk is read-only',
  EIO: 'the disk cannot be read',
};

function reasonOf(cause: unknown): string {
  const { code = '' } = (cause ?? {}) as { code?: string };
  return reasons[code] ?? firstLine(cause);
}

/**
 * Whether a file is not there because its disk is not. That has lost nothing: the file is there again when the disk is.
 * @param folder of the export; empty: its files lie beside photos, where a folder without any is the place of a disk.
 */
async function isAbsent(folder: string, path: string): Promise<boolean> {
  if (folder !== '') return isNothing(folder);
  const beside = await readdir(dirname(path)).catch(() => []);
  return beside.length === 0;
}

/**
 * Undoes what was done to one file, and counts it; what is undone already is passed over.
 * @returns false if nothing is there. @throws Error if it cannot be read or written.
 */
async function undoFile({ path, hash, previous }: ExportedFile, result: ExportUndo): Promise<boolean> {
  if (hash === null || (await isNothing(path))) return false;
  if (previous !== null && (await isStill(path, hashOfBytes(previous)))) return true;
  if (!(await isStill(path, hash))) {
    result.kept.push(path);
  } else if (previous === null) {
    await rm(path);
    result.removed++;
  } else {
    await writeKnown(path, previous, hash);
    result.restored++;
  }
  return true;
}

/** Takes back the last export of a kind that was not undone. @throws TammesError 'unknown-id' if there is none. */
export async function undoLastExport(store: Store, kind: ExportInfo['kind']): Promise<ExportUndo> {
  const last = listExports(store.db).find((one) => one.kind === kind && !one.undone);
  return undoExport(store, last?.id ?? 0);
}
