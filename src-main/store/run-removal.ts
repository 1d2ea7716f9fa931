/** Removes runs with their heads: the last removal can be taken back. */
import { TammesError } from '../../src-shared/errors/index.ts';
import { transaction } from './database.ts';
import { noteErasure } from './erase.ts';
import { eraseNotesOf } from './run-notes.ts';
import { findRun } from './runs.ts';
import type { Database } from './sql.ts';

/**
 * Removes a run and its head, which can be brought back until another one is removed.
 * @returns the runs removed before, of which nothing is left: their files may go, too.
 * @throws TammesError 'unknown-id', or 'busy' while it is trained.
 */
export function removeRun(db: Database, runId: number): number[] {
  return transaction(db, () => {
    if (findRun(db, runId).status === 'running') {
      throw new TammesError('run-in-training', { runId });
    }
    const gone = db
      .prepare('DELETE FROM runs WHERE removed_at IS NOT NULL RETURNING id')
      .all()
      .map(({ id }) => Number(id));
    if (gone.length > 0) {
      eraseNotesOf(db, gone);
      noteErasure(db);
    }
    db.prepare('UPDATE runs SET removed_at = ? WHERE id = ?').run(new Date().toISOString(), runId);
    return gone;
  });
}

/**
 * Brings the run that was removed last back, and its head.
 * @param runId the run that is meant; absent: whichever it was.
 * @throws TammesError 'unknown-id' where there is none.
 */
export function restoreRun(db: Database, runId?: number): number {
  const row = db
    .prepare(
      'UPDATE runs SET removed_at = NULL WHERE removed_at IS NOT NULL AND id = ifnull(?, id) RETURNING id',
    )
    .get(runId ?? null);
  if (row !== undefined) return Number(row.id);
  throw new TammesError('run-removal-final', {});
}
