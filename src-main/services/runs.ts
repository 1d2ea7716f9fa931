/** The runs of a library: listed, found by name, removed and brought back. */
import {
  type Changed,
  type EpochMetrics,
  type Provenance,
  type RunNotes,
  runName,
} from '../../src-shared/contract/index.ts';
import { type Failure, failureOf, TammesError } from '../../src-shared/errors/index.ts';
import { eraseRemoved } from '../store/erase.ts';
import { change } from '../store/journal.ts';
import { readProvenance } from '../store/provenance.ts';
import { readHistory, removeRunFiles } from '../store/run-files.ts';
import { noteRun } from '../store/run-notes.ts';
import { removeRun, restoreRun } from '../store/run-removal.ts';
import { damagedRuns, findRun, listRuns, type StoredRun } from '../store/runs.ts';
import type { Store } from '../store/store.ts';

/** Newest first. */
export function runsOf({ db }: Store): StoredRun[] {
  return listRuns(db);
}

/** What is wrong with runs that are left out of the list. */
export function faultsOfRuns({ db }: Store): Failure[] {
  return damagedRuns(db).map((runId) => failureOf('run-damaged', { runId }));
}

/** @param wanted a run's name or number. @throws TammesError 'bad-input' that lists the runs there are. */
export function runNamed({ db }: Store, wanted: string): StoredRun {
  const runs = listRuns(db);
  const run = runs.find((run) => runName(run) === wanted || String(run.id) === wanted);
  if (run !== undefined) return run;
  throw new TammesError('run-not-named-so', { name: wanted, known: runs.map(runName) });
}

/** The metrics of a run's epochs. */
export function historyOf(store: Store, runId: number): Promise<EpochMetrics[]> {
  return readHistory(store, runId);
}

/** What a run was trained with, the first epochs first. */
export function provenanceOf(store: Store, runId: number): Promise<Provenance[]> {
  return readProvenance(store, runId);
}

/** Changes tags and note of a run, which can be undone. @throws TammesError 'run-unknown' or 'run-damaged' */
export function annotate({ db }: Store, runId: number, notes: Partial<RunNotes>): Changed {
  const fields = (['tags', 'note'] as const).filter((field) => notes[field] !== undefined);
  const { entryId } = change(
    db,
    () => noteRun(db, runId, notes),
    () => ({ action: 'annotate-run', parameters: { run: runName(findRun(db, runId)), fields } }),
  );
  return { entryId };
}

/**
 * Removes a run and its head; `restoreRun` brings them back until another one is removed.
 * @throws TammesError 'unknown-id', or 'busy' while it is trained.
 */
export async function removeTrained(store: Store, runId: number): Promise<void> {
  const gone = removeRun(store.db, runId);
  // After the database: files without a run are never looked for, a run without its files would fail.
  for (const id of gone) await removeRunFiles(store, id);
  eraseRemoved(store.db);
}

/** Brings the run back that was removed last. @throws TammesError when there is none. */
export function undoRunRemoval({ db }: Store): StoredRun {
  return findRun(db, restoreRun(db));
}
