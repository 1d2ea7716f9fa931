/** Training runs and the heads that they end with. */
import { createHash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import {
  type HeadInfo,
  type HeadVerdict,
  headVerdict,
  type Run,
  type TrainSpec,
  trainSpec,
} from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import { featureVersion } from '../../src-shared/vision/index.ts';
import { transaction } from './database.ts';
import { noteErasure } from './erase.ts';

export interface StoredRun extends Omit<Run, 'lastEpoch'> {
  /** Of the features that it is trained on. */
  featureVersion: number;
}

export function addRun(db: DatabaseSync, spec: TrainSpec, featureVersion: number): number {
  const insert = db.prepare(
    "INSERT INTO runs (spec, status, process, started_at, feature_version) VALUES (?, 'running', ?, ?, ?)",
  );
  const result = insert.run(JSON.stringify(spec), process.pid, new Date().toISOString(), featureVersion);
  return Number(result.lastInsertRowid);
}

/** Takes a stopped run up again in this process. */
export function reopenRun(db: DatabaseSync, runId: number): void {
  db.prepare("UPDATE runs SET status = 'running', process = ?, finished_at = NULL WHERE id = ?").run(
    process.pid,
    runId,
  );
}

export function endRun(db: DatabaseSync, runId: number, status: Exclude<Run['status'], 'running'>): void {
  db.prepare('UPDATE runs SET status = ?, process = NULL, finished_at = ? WHERE id = ?').run(
    status,
    new Date().toISOString(),
    runId,
  );
}

/** Marks runs whose process is gone (killed, or the machine went down) as interrupted. */
export function markInterrupted(db: DatabaseSync): void {
  const rows = db.prepare("SELECT id, process FROM runs WHERE status = 'running'").all();
  for (const row of rows) {
    if (!isAlive(Number(row.process))) endRun(db, Number(row.id), 'interrupted');
  }
}

function isAlive(pid: number): boolean {
  if (pid === process.pid) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it is there, but another user's.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

const runColumns = 'r.id, r.spec, r.status, r.started_at, r.finished_at, r.feature_version, h.id AS head_id';

/** Newest first. Runs whose settings cannot be read are left out: see `damagedRuns`. */
export function listRuns(db: DatabaseSync): StoredRun[] {
  return rowsOfRuns(db).flatMap((row) => toRun(row) ?? []);
}

/** Numbers of the runs whose settings cannot be read. */
export function damagedRuns(db: DatabaseSync): number[] {
  return rowsOfRuns(db).flatMap((row) => (toRun(row) === null ? [Number(row.id)] : []));
}

function rowsOfRuns(db: DatabaseSync): Row[] {
  return db
    .prepare(
      `SELECT ${runColumns} FROM runs r LEFT JOIN heads h ON h.run_id = r.id
       WHERE r.removed_at IS NULL ORDER BY r.id DESC`,
    )
    .all();
}

/** @throws TammesError 'run-unknown' or 'run-damaged' */
export function findRun(db: DatabaseSync, runId: number): StoredRun {
  const row = db
    .prepare(
      `SELECT ${runColumns} FROM runs r LEFT JOIN heads h ON h.run_id = r.id
       WHERE r.id = ? AND r.removed_at IS NULL`,
    )
    .get(runId);
  if (row === undefined) throw new TammesError('run-unknown', { runId });
  const run = toRun(row);
  if (run === null) throw new TammesError('run-damaged', { runId });
  return run;
}

/**
 * Removes a run and its head, which can be brought back until another one is removed.
 * @returns the runs removed before, of which nothing is left: their files may go, too.
 * @throws TammesError 'unknown-id', or 'busy' while it is trained.
 */
export function removeRun(db: DatabaseSync, runId: number): number[] {
  return transaction(db, () => {
    if (findRun(db, runId).status === 'running') {
      throw new TammesError('run-in-training', { runId });
    }
    const gone = db.prepare('DELETE FROM runs WHERE removed_at IS NOT NULL RETURNING id').all();
    if (gone.length > 0) noteErasure(db);
    db.prepare('UPDATE runs SET removed_at = ? WHERE id = ?').run(new Date().toISOString(), runId);
    return gone.map(({ id }) => Number(id));
  });
}

/**
 * Brings the run that was removed last back, and its head.
 * @param runId the run that is meant; absent: whichever it was.
 * @throws TammesError 'unknown-id' where there is none.
 */
export function restoreRun(db: DatabaseSync, runId?: number): number {
  const row = db
    .prepare(
      'UPDATE runs SET removed_at = NULL WHERE removed_at IS NOT NULL AND id = ifnull(?, id) RETURNING id',
    )
    .get(runId ?? null);
  if (row !== undefined) return Number(row.id);
  throw new TammesError('run-removal-final', {});
}

type Row = Record<string, unknown>;

/** @returns null if its settings cannot be read. */
function toRun(row: Row): StoredRun | null {
  const spec = trainSpec.safeParse(parseJson(String(row.spec)));
  if (!spec.success) return null;
  return {
    id: Number(row.id),
    spec: spec.data,
    status: row.status as Run['status'],
    startedAt: String(row.started_at),
    finishedAt: row.finished_at === null ? null : String(row.finished_at),
    featureVersion: Number(row.feature_version),
    headId: row.head_id === null ? null : Number(row.head_id),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A head as it is stored: what is said of it, and its safetensors bytes. */
export interface NewHead {
  name: string;
  kind: HeadInfo['kind'];
  dim: number;
  loss: string | null;
  runId: number | null;
  hasCentres: boolean;
  verdict: HeadVerdict | null;
  data: Uint8Array;
}

/** Stores a head, in place of an older one of the same run. Returns its id and its SHA-256. */
export function addHead(db: DatabaseSync, head: NewHead): { id: number; hash: string } {
  const hash = sha256(head.data);
  db.prepare('DELETE FROM heads WHERE run_id = ?').run(head.runId);
  const insert = db.prepare(
    `INSERT INTO heads (name, kind, dim, loss, run_id, has_centres, verdict, hash, created_at, data)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const result = insert.run(
    head.name,
    head.kind,
    head.dim,
    head.loss,
    head.runId,
    head.hasCentres ? 1 : 0,
    head.verdict && JSON.stringify(head.verdict),
    hash,
    new Date().toISOString(),
    head.data,
  );
  return { id: Number(result.lastInsertRowid), hash };
}

/** Heads whose run was not removed. */
const isThere = '(run_id IS NULL OR run_id IN (SELECT id FROM runs WHERE removed_at IS NULL))';

/** The pretrained head first, then by age. */
export function listHeads(db: DatabaseSync): HeadInfo[] {
  const rows = db
    .prepare(`SELECT id, name, kind, dim, loss, run_id, has_centres, verdict, hash, created_at,
         (SELECT feature_version FROM runs WHERE id = run_id) AS feature_version FROM heads
       WHERE ${isThere} ORDER BY id`)
    .all();
  const chosen = activeHeadSetting(db);
  const active = rows.find(({ id }) => Number(id) === chosen) ?? rows[0];
  return rows.map((row) => ({
    id: Number(row.id),
    name: String(row.name),
    kind: row.kind as HeadInfo['kind'],
    dim: Number(row.dim),
    loss: row.loss === null ? null : String(row.loss),
    runId: row.run_id === null ? null : Number(row.run_id),
    hasCentres: row.has_centres === 1,
    active: row === active,
    verdict: row.verdict === null ? null : headVerdict.parse(JSON.parse(String(row.verdict))),
    hash: String(row.hash),
    createdAt: String(row.created_at),
    outdated: row.feature_version !== null && Number(row.feature_version) !== featureVersion,
  }));
}

/** SHA-256 of a head, by which it is told from another that got its number; null if there is none. */
export function headHash(db: DatabaseSync, headId: number): string | null {
  const row = db.prepare(`SELECT hash FROM heads WHERE id = ? AND ${isThere}`).get(headId);
  return row === undefined ? null : String(row.hash);
}

/** The head that was made the active one; null before any was. It may be gone: then the pretrained one is active. */
function activeHeadSetting(db: DatabaseSync): number | null {
  const row = db.prepare("SELECT value FROM settings WHERE name = 'active-head'").get();
  return row === undefined ? null : Number(row.value);
}

/** Makes a head the active one. @throws TammesError 'unknown-id' */
export function setActiveHead(db: DatabaseSync, headId: number): void {
  headData(db, headId);
  db.prepare("INSERT OR REPLACE INTO settings VALUES ('active-head', ?)").run(String(headId));
}

/**
 * A head's safetensors bytes, which are those that were stored: a few flipped bits would name strangers.
 * @throws TammesError 'head-unknown', or 'head-damaged' if they do not have their SHA-256.
 */
export function headData(db: DatabaseSync, headId: number): Uint8Array {
  const row = db.prepare(`SELECT data, hash FROM heads WHERE id = ? AND ${isThere}`).get(headId);
  if (row === undefined) {
    throw new TammesError('head-unknown', { headId });
  }
  const data = row.data as Uint8Array;
  if (sha256(data) !== row.hash) throw new TammesError('head-damaged', { headId });
  return data;
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
