/** Saves what can be read of a damaged library into a new one. */
import { cpSync, existsSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { LibraryReport } from '../../src-shared/contract/index.ts';
import { type Failure, TammesError } from '../../src-shared/errors/index.ts';
import { checkRunFiles } from '../store/check-files.ts';
import { transaction } from '../store/database.ts';
import { libraryDetector } from '../store/detector.ts';
import { type SalvagedTable, salvageDatabase } from '../store/repair.ts';
import { checkpointFiles, facesFile, keepHistory, timelineFiles } from '../store/run-files.ts';
import { endRun, findRun } from '../store/runs.ts';
import { openStore, type Store } from '../store/store.ts';
import { checkLibrary, isLibrary } from './health.ts';

/** What was saved of a library, and what was not. */
export interface Repaired {
  /** Folder of the new library. */
  library: string;
  /** By table, those that held something. */
  tables: SalvagedTable[];
  /** Files of runs that were damaged, and are left out. */
  files: Failure[];
  /** Photos whose faces are to be found again, as some were lost: `tammes reread`. */
  photosToReread: number;
  /** Of the new library. */
  check: LibraryReport;
}

/**
 * Makes a new library of what can be read of a damaged one, which stays as it is.
 * @throws TammesError 'library-absent', 'library-there' or 'nothing-salvaged'
 */
export async function repairLibrary(library: string, into: string): Promise<Repaired> {
  const [from, to] = [resolve(library), resolve(into)];
  if (!isLibrary(from)) throw new TammesError('library-absent', { folder: from });
  const tables = salvageDatabase(from, to);
  const store = openStore(to);
  try {
    for (const { id } of store.db.prepare('SELECT id FROM runs').all()) copyRun(from, to, Number(id));
    const files = await dropDamagedFiles(store);
    const photosToReread = noteToReread(store, tables);
    return {
      library: to,
      tables: tables.filter(({ saved, lost }) => saved + lost > 0),
      files,
      photosToReread,
      check: await checkLibrary(to, true),
    };
  } finally {
    store.close();
  }
}

function copyRun(from: string, to: string, runId: number): void {
  const folder = join(from, 'runs', String(runId));
  const isWhole = (path: string) => !path.endsWith('.tmp');
  if (existsSync(folder))
    cpSync(folder, join(to, 'runs', String(runId)), { recursive: true, filter: isWhole });
}

/** A run works without the files that are damaged, but may not be gone on with; of a history the damaged lines alone go. */
async function dropDamagedFiles(store: Store): Promise<Failure[]> {
  const faults = (await checkRunFiles(store.db, store.folder)).map(({ failure }) => failure);
  for (const { problem, parameters } of faults) {
    const { runId } = parameters as { runId: number };
    const isFinished = findRun(store.db, runId).status === 'finished';
    const remove = (paths: readonly string[]) => {
      for (const path of paths) rmSync(path, { force: true });
    };
    if (problem === 'timeline-damaged') remove(Object.values(timelineFiles(store, runId)));
    else if (problem === 'run-history-damaged') {
      await keepHistory(store, runId, Number.MAX_SAFE_INTEGER);
      if (isFinished) remove(checkpointFiles(store, runId));
      else endRun(store.db, runId, 'interrupted');
    } else {
      // Without its faces or its checkpoint nobody goes on with it.
      if (problem === 'run-faces-damaged') remove([facesFile(store, runId)]);
      remove(checkpointFiles(store, runId));
      if (!isFinished) endRun(store.db, runId, 'failed');
    }
  }
  return faults;
}

/** Photos with lost or doubtful faces are as those that another detector has read: reading them again finds what they show. */
function noteToReread({ db }: Store, tables: readonly SalvagedTable[]): number {
  const isHurt = tables.some(
    ({ table, lost, marked }) => ['faces', 'chips', 'thumbnails'].includes(table) && lost + marked > 0,
  );
  if (!isHurt) return 0;
  const other = libraryDetector(db) === 'ssd' ? 'tiny' : 'ssd';
  return transaction(db, () =>
    Number(
      db
        .prepare(
          `UPDATE photos SET detector = ? WHERE id IN (SELECT photo_id FROM places) AND (
             NOT EXISTS (SELECT 1 FROM faces f WHERE f.photo_id = photos.id)
             OR EXISTS (SELECT 1 FROM faces f WHERE f.photo_id = photos.id AND (f.feature_version = 0
               OR f.id NOT IN (SELECT face_id FROM chips) OR f.id NOT IN (SELECT face_id FROM thumbnails))))`,
        )
        .run(other).changes,
    ),
  );
}
