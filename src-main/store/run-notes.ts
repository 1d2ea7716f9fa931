/** What people note of runs. It decides nothing of a run, and is in nothing that is exported. */
import type { RunNotes } from '../../src-shared/contract/index.ts';
import { findRun } from './runs.ts';
import type { Database } from './sql.ts';

/** Changes what is noted of a run. Call within `change` of journal.ts. @throws TammesError 'run-unknown' or 'run-damaged' */
export function noteRun(db: Database, runId: number, notes: Partial<RunNotes>): void {
  const before = findRun(db, runId);
  const { tags = before.tags, note = before.note } = notes;
  if (tags.length === 0 && note === '') db.prepare('DELETE FROM run_notes WHERE run_id = ?').run(runId);
  else
    db.prepare(
      `INSERT INTO run_notes VALUES (?, ?, ?)
       ON CONFLICT (run_id) DO UPDATE SET tags = excluded.tags, note = excluded.note`,
    ).run(runId, JSON.stringify(tags), note);
}

/** Takes runs that are gone for good out of the history: another run may get the number. Call within their removal. */
export function eraseNotesOf(db: Database, runIds: readonly number[]): void {
  db.prepare(
    `DELETE FROM journal WHERE id IN (SELECT entry_id FROM journal_rows WHERE of_table = 'run_notes'
       AND ifnull(before, after) ->> '$.run_id' IN (SELECT value FROM json_each(?)))`,
  ).run(JSON.stringify(runIds));
}
