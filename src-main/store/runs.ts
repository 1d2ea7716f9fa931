/** Training runs and the heads that they end with. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import {
  type HeadInfo,
  type HeadVerdict,
  headVerdict,
  type Run,
  type TrainSpec,
  trainSpec,
} from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import { backboneOfVersion } from '../../src-shared/vision/index.ts';
import { currentBackbone } from './backbones.ts';
import { readSetting, writeSetting } from './settings.ts';
import type { Database } from './sql.ts';

export interface StoredRun extends Omit<Run, 'lastEpoch' | 'data'> {
  /** Of the features that it is trained on. */
  featureVersion: number;
}

export function addRun(db: Database, spec: TrainSpec, featureVersion: number): number {
  const insert = db.prepare(
    "INSERT INTO runs (spec, status, process, started_at, feature_version) VALUES (?, 'running', ?, ?, ?)",
  );
  const result = insert.run(JSON.stringify(spec), process.pid, new Date().toISOString(), featureVersion);
  return Number(result.lastInsertRowid);
}

/** Takes a stopped run up again in this process. */
export function reopenRun(db: Database, runId: number): void {
  db.prepare("UPDATE runs SET status = 'running', process = ?, finished_at = NULL WHERE id = ?").run(
    process.pid,
    runId,
  );
}

export function endRun(db: Database, runId: number, status: Exclude<Run['status'], 'running'>): void {
  db.prepare('UPDATE runs SET status = ?, process = NULL, finished_at = ? WHERE id = ?').run(
    status,
    new Date().toISOString(),
    runId,
  );
}

/** Marks runs whose process is gone (killed, or the machine went down) as interrupted. */
export function markInterrupted(db: Database): void {
  const rows = db.prepare("SELECT id, process FROM runs WHERE status = 'running'").all();
  for (const row of rows) {
    if (!isAlive(Number(row.process))) endRun(db, Number(row.id), 'interrupted');
  }
}

/** Whether a process is there. */
export function isAlive(pid: number): boolean {
  if (pid === process.pid) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it is there, but another user's.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Runs with their heads and notes. */
const selectRuns = `SELECT r.id, r.spec, r.status, r.started_at, r.finished_at, r.feature_version, h.id AS head_id,
    ifnull(n.tags, '[]') AS tags, ifnull(n.note, '') AS note
  FROM runs r LEFT JOIN heads h ON h.run_id = r.id LEFT JOIN run_notes n ON n.run_id = r.id
  WHERE r.removed_at IS NULL`;

/** Those on features of the backbone in use, newest first. Runs whose settings cannot be read are left out: see `damagedRuns`. */
export function listRuns(db: Database): StoredRun[] {
  const { id } = currentBackbone(db);
  return allRuns(db).filter(({ featureVersion }) => backboneOfVersion(featureVersion) === id);
}

/** Runs on features of any backbone. */
export function allRuns(db: Database): StoredRun[] {
  return rowsOfRuns(db).flatMap((row) => toRun(row) ?? []);
}

/** Numbers of the runs whose settings cannot be read. */
export function damagedRuns(db: Database): number[] {
  return rowsOfRuns(db).flatMap((row) => (toRun(row) === null ? [Number(row.id)] : []));
}

function rowsOfRuns(db: Database): Row[] {
  return db.prepare(`${selectRuns} ORDER BY r.id DESC`).all();
}

/** @throws TammesError 'run-unknown' or 'run-damaged' */
export function findRun(db: Database, runId: number): StoredRun {
  const row = db.prepare(`${selectRuns} AND r.id = ?`).get(runId);
  if (row === undefined) throw new TammesError('run-unknown', { runId });
  const run = toRun(row);
  if (run === null) throw new TammesError('run-damaged', { runId });
  return run;
}

type Row = Record<string, unknown>;

/** @returns null if its settings or its tags cannot be read. */
function toRun(row: Row): StoredRun | null {
  const spec = trainSpec.safeParse(parseJson(String(row.spec)));
  const tags = z.array(z.string()).safeParse(parseJson(String(row.tags)));
  if (!spec.success || !tags.success) return null;
  return {
    id: Number(row.id),
    spec: spec.data,
    status: row.status as Run['status'],
    startedAt: String(row.started_at),
    finishedAt: row.finished_at === null ? null : String(row.finished_at),
    featureVersion: Number(row.feature_version),
    headId: row.head_id === null ? null : Number(row.head_id),
    tags: tags.data,
    note: String(row.note),
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
  /** Whose features it maps, 0 for the built-in one; absent: the backbone in use. */
  backboneId?: number | undefined;
  hasCentres: boolean;
  verdict: HeadVerdict | null;
  data: Uint8Array;
}

/** Stores a head, in place of an older one of the same run. Returns its id and its SHA-256. */
export function addHead(db: Database, head: NewHead): { id: number; hash: string } {
  const hash = sha256(head.data);
  db.prepare('DELETE FROM heads WHERE run_id = ?').run(head.runId);
  const insert = db.prepare(
    `INSERT INTO heads (name, kind, dim, loss, run_id, backbone_id, has_centres, verdict, hash, created_at, data)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const result = insert.run(
    head.name,
    head.kind,
    head.dim,
    head.loss,
    head.runId,
    head.backboneId ?? currentBackbone(db).id,
    head.hasCentres ? 1 : 0,
    head.verdict && JSON.stringify(head.verdict),
    hash,
    new Date().toISOString(),
    head.data,
  );
  return { id: Number(result.lastInsertRowid), hash };
}

/** A head of any backbone. @throws TammesError 'head-unknown' */
export function anyHead(db: Database, headId: number): Omit<HeadInfo, 'outdated'> & { backboneId: number } {
  const row = db.prepare('SELECT backbone_id FROM heads WHERE id = ?').get(headId);
  const backboneId = Number(row?.backbone_id ?? 0);
  const head = headsOfBackbone(db, backboneId).find(({ id }) => id === headId);
  if (head === undefined) throw new TammesError('head-unknown', { headId });
  return { ...head, backboneId };
}

/** Heads whose run was not removed. */
const isThere = '(run_id IS NULL OR run_id IN (SELECT id FROM runs WHERE removed_at IS NULL))';

/** Those of the backbone in use: its own one first, then by age. */
export function listHeads(db: Database): HeadInfo[] {
  const { id, version } = currentBackbone(db);
  return headsOfBackbone(db, id).map(({ trainedOn, ...head }) => ({
    ...head,
    outdated: trainedOn !== null && trainedOn !== version,
  }));
}

/** The heads of a backbone, with the version of the features that each was trained on; null: it was not trained here. */
export function headsOfBackbone(
  db: Database,
  backboneId: number,
): (Omit<HeadInfo, 'outdated'> & { trainedOn: number | null })[] {
  const rows = db
    .prepare(`SELECT id, name, kind, dim, loss, run_id, has_centres, verdict, hash, created_at,
         (SELECT feature_version FROM runs WHERE id = run_id) AS feature_version FROM heads
       WHERE ${isThere} AND backbone_id = ? ORDER BY run_id IS NOT NULL, id`)
    .all(backboneId);
  const chosen = activeHeadSetting(db, backboneId);
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
    trainedOn: row.feature_version === null ? null : Number(row.feature_version),
  }));
}

/** Heads that were trained, without those of removed runs. */
export function countTrainedHeads(db: Database): number {
  return Number(
    db
      .prepare(`SELECT count(*) AS n FROM heads WHERE run_id IS NOT NULL AND ${isThere} AND backbone_id = ?`)
      .get(currentBackbone(db).id)!.n,
  );
}

/** SHA-256 of a head of the backbone in use, by which it is told from another that got its number; null if there is none. */
export function headHash(db: Database, headId: number): string | null {
  const row = db
    .prepare(`SELECT hash FROM heads WHERE id = ? AND backbone_id = ? AND ${isThere}`)
    .get(headId, currentBackbone(db).id);
  return row === undefined ? null : String(row.hash);
}

/** Of all heads that are there, of any backbone. */
export function headHashes(db: Database): string[] {
  return db
    .prepare(`SELECT hash FROM heads WHERE ${isThere}`)
    .all()
    .map(({ hash }) => String(hash));
}

/** Each backbone has an active head of its own. */
const activeHeadOf = (backboneId: number) => (backboneId === 0 ? 'active-head' : `active-head-${backboneId}`);

/** The head that was made the active one; null before any was. It may be gone: then the pretrained one is active. */
function activeHeadSetting(db: Database, backboneId: number): number | null {
  const value = readSetting(db, activeHeadOf(backboneId));
  return value === null ? null : Number(value);
}

/** Makes a head the active one. @throws TammesError 'unknown-id' */
export function setActiveHead(db: Database, headId: number): void {
  if (headHash(db, headId) === null) throw new TammesError('head-unknown', { headId });
  headData(db, headId);
  writeSetting(db, activeHeadOf(currentBackbone(db).id), String(headId));
}

/**
 * A head's safetensors bytes, which are those that were stored: a few flipped bits would name strangers.
 * @throws TammesError 'head-unknown', or 'head-damaged' if they do not have their SHA-256.
 */
export function headData(db: Database, headId: number): Uint8Array {
  const row = db.prepare(`SELECT data, hash FROM heads WHERE id = ? AND ${isThere}`).get(headId);
  if (row === undefined) throw new TammesError('head-unknown', { headId });
  const data = row.data as Uint8Array;
  if (sha256(data) !== row.hash) throw new TammesError('head-damaged', { headId });
  return data;
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
