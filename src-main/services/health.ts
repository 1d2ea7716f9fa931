/** Looks for damage in a library. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type LibraryReport, type LibraryUse, libraryUse } from '../../src-shared/contract/index.ts';
import { toFailure } from '../../src-shared/errors/index.ts';
import { checkDatabase, foldersGone } from '../store/check.ts';
import { checkBackups, checkRunFiles } from '../store/check-files.ts';
import { openToCheck } from '../store/database.ts';
import type { Database } from '../store/sql.ts';
import { inSteps, type StepOptions } from './in-steps.ts';

/** Whether a folder has a library. */
export const isLibrary = (folder: string) => existsSync(join(resolve(folder), 'library.db'));

/**
 * Looks for damage in a library that may be in use, and changes nothing. One that cannot even be opened has this as its fault.
 * @param thorough false: only what is quick.
 */
export async function checkLibrary(
  library: string,
  thorough: boolean,
  options: StepOptions = {},
): Promise<LibraryReport> {
  const folder = resolve(library);
  const report: LibraryReport = { at: new Date().toISOString(), thorough, faults: [], gone: [] };
  let db: Database | undefined;
  try {
    db = openToCheck(folder);
    report.faults.push(...(await inSteps(checkDatabase(db, thorough), options)));
    if (thorough) {
      report.faults.push(...(await checkRunFiles(db, folder)), ...checkBackups(folder));
      report.gone = foldersGone(db);
    }
  } catch (error) {
    const failure = toFailure(error);
    // A library that is locked, or for which the program that decrypts it is missing, is not damaged.
    if (
      failure.code === 'cancelled' ||
      failure.code === 'backend-missing' ||
      failure.problem === 'library-locked'
    )
      throw error;
    // What stopped the check is known already if it is damage within.
    if (report.faults.length === 0) report.faults.push({ failure, stops: [...libraryUse.options] });
  } finally {
    db?.close();
  }
  return report;
}

/** What a library can still be used for. */
export function worksStill({ faults }: LibraryReport): LibraryUse[] {
  const stopped = new Set(faults.flatMap(({ stops }) => stops));
  return libraryUse.options.filter((use) => !stopped.has(use));
}
