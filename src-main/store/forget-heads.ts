/** Heads as they are stored, also those of removed runs: whoever is forgotten may be in any of them. */
import { eraseNotesOf } from './run-notes.ts';
import { sha256 } from './runs.ts';
import type { Database } from './sql.ts';

export interface StoredHead {
  id: number;
  name: string;
  runId: number;
  /** safetensors; null: damage has changed it. */
  data: Uint8Array | null;
}

/** A run, and whether it is being trained or could go on. */
export interface RunState {
  id: number;
  name: string;
  removed: boolean;
  status: string;
}

/** Of all runs. The pretrained head is nobody's. */
export function storedHeads(db: Database): StoredHead[] {
  return db
    .prepare(
      `SELECT h.id, h.name, h.run_id, h.data, h.hash FROM heads h JOIN runs r ON r.id = h.run_id ORDER BY h.id`,
    )
    .all()
    .map((row) => ({
      id: Number(row.id),
      name: String(row.name),
      runId: Number(row.run_id),
      data: sha256(row.data as Uint8Array) === row.hash ? (row.data as Uint8Array) : null,
    }));
}

/** All runs, also those whose settings cannot be read. */
export function runStates(db: Database): RunState[] {
  return db
    .prepare(
      "SELECT id, status, removed_at, iif(json_valid(spec), spec ->> '$.loss', NULL) AS loss FROM runs ORDER BY id",
    )
    .all()
    .map((row) => ({
      id: Number(row.id),
      name: `${row.loss ?? 'run'}-${row.id}`,
      removed: row.removed_at !== null,
      status: String(row.status),
    }));
}

/** Stores other bytes as a head, which then counts as another one. */
export function replaceHead(db: Database, headId: number, data: Uint8Array): void {
  db.prepare('UPDATE heads SET data = ?, hash = ? WHERE id = ?').run(data, sha256(data), headId);
}

/** Removes a run for good, with its head and its notes. Call within a transaction. */
export function dropRun(db: Database, runId: number): void {
  db.prepare('DELETE FROM runs WHERE id = ?').run(runId);
  eraseNotesOf(db, [runId]);
}
