/** Sweeps and their trials. Nothing of them says who is on the photos. */
import { z } from 'zod';
import {
  type HiddenResult,
  hiddenResult,
  type Run,
  type SweepFacts,
  type SweepPlan,
  sweepFacts,
  sweepPlan,
  type TrialResult,
  trialResult,
} from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import type { Trial } from '../../src-shared/sweeps/index.ts';
import { isAlive } from './runs.ts';
import type { Database } from './sql.ts';

const content = z.object({ plan: sweepPlan, facts: sweepFacts, hidden: hiddenResult.nullable() });

export interface StoredSweep extends z.infer<typeof content> {
  id: number;
  status: Run['status'];
  startedAt: string;
  finishedAt: string | null;
  seconds: number;
}

/** @returns its number. */
export function addSweep(db: Database, plan: SweepPlan, facts: SweepFacts): number {
  const added = db
    .prepare("INSERT INTO sweeps (plan, facts, status, process, started_at) VALUES (?, ?, 'running', ?, ?)")
    .run(JSON.stringify(plan), JSON.stringify(facts), process.pid, new Date().toISOString());
  return Number(added.lastInsertRowid);
}

/**
 * Takes a stopped sweep up again in this process.
 * @throws TammesError 'sweep-unknown', 'sweep-running' or 'sweep-finished'
 */
export function reopenSweep(db: Database, sweepId: number): void {
  const { changes } = db
    .prepare(
      `UPDATE sweeps SET status = 'running', process = ?, finished_at = NULL
       WHERE id = ? AND status NOT IN ('running', 'finished')`,
    )
    .run(process.pid, sweepId);
  if (Number(changes) > 0) return;
  const { status } = findSweep(db, sweepId);
  throw new TammesError(status === 'running' ? 'sweep-running' : 'sweep-finished', { sweepId });
}

/** Stops a sweep, in whichever process it runs: that looks before each trial. */
export function endSweep(db: Database, sweepId: number, status: Exclude<Run['status'], 'running'>): void {
  db.prepare(
    "UPDATE sweeps SET status = ?, process = NULL, finished_at = ? WHERE id = ? AND status = 'running'",
  ).run(status, new Date().toISOString(), sweepId);
}

/** Marks sweeps whose process is gone as interrupted. */
export function markInterruptedSweeps(db: Database): void {
  const rows = db.prepare("SELECT id, process FROM sweeps WHERE status = 'running'").all();
  for (const { id, process } of rows) if (!isAlive(Number(process))) endSweep(db, Number(id), 'interrupted');
}

/** Whether this process is the one that works on it. */
export function isOurs(db: Database, sweepId: number): boolean {
  return (
    db
      .prepare("SELECT 1 FROM sweeps WHERE id = ? AND status = 'running' AND process = ?")
      .get(sweepId, process.pid) !== undefined
  );
}

/** Newest first. One that cannot be read is left out: whoever asks for it is told. */
export function listSweeps(db: Database): StoredSweep[] {
  return db
    .prepare('SELECT * FROM sweeps ORDER BY id DESC')
    .all()
    .flatMap((row) => sweepOf(row) ?? []);
}

/** @throws TammesError 'sweep-unknown' or 'sweep-damaged' */
export function findSweep(db: Database, sweepId: number): StoredSweep {
  const row = db.prepare('SELECT * FROM sweeps WHERE id = ?').get(sweepId);
  if (row === undefined) throw new TammesError('sweep-unknown', { sweepId });
  const sweep = sweepOf(row);
  if (sweep === null) throw new TammesError('sweep-damaged', { sweepId });
  return sweep;
}

/** Keeps a trial and the time that went by. Call within a transaction. */
export function addTrial(
  db: Database,
  sweepId: number,
  { candidate, seed }: Trial,
  result: TrialResult,
): void {
  db.prepare(
    `INSERT INTO sweep_trials VALUES (?, ?, ?, ?)
     ON CONFLICT (sweep_id, candidate, seed) DO UPDATE SET result = excluded.result`,
  ).run(sweepId, candidate, seed, JSON.stringify(result));
}

export function addSeconds(db: Database, sweepId: number, seconds: number): void {
  db.prepare('UPDATE sweeps SET seconds = seconds + ? WHERE id = ?').run(seconds, sweepId);
}

export function keepHidden(db: Database, sweepId: number, hidden: HiddenResult): void {
  db.prepare('UPDATE sweeps SET hidden = ? WHERE id = ?').run(JSON.stringify(hidden), sweepId);
}

/** By candidate and seed, see `trialKey`. @throws TammesError 'sweep-damaged' */
export function readTrials(db: Database, sweepId: number): Map<string, TrialResult> {
  const rows = db.prepare('SELECT candidate, seed, result FROM sweep_trials WHERE sweep_id = ?').all(sweepId);
  return new Map(
    rows.map((row) => {
      const result = trialResult.safeParse(parsed(row.result));
      if (!result.success) throw new TammesError('sweep-damaged', { sweepId });
      return [trialKey({ candidate: Number(row.candidate), seed: Number(row.seed) }), result.data];
    }),
  );
}

export function countTrialsOf(db: Database, sweepId: number): number {
  return Number(db.prepare('SELECT count(*) AS n FROM sweep_trials WHERE sweep_id = ?').get(sweepId)!.n);
}

export function trialKey({ candidate, seed }: Trial): string {
  return `${candidate} ${seed}`;
}

/** Removes a sweep with its trials. @throws TammesError 'sweep-unknown', or 'sweep-running' while it is worked on. */
export function removeSweep(db: Database, sweepId: number): void {
  const row = db.prepare('SELECT status FROM sweeps WHERE id = ?').get(sweepId);
  if (row === undefined) throw new TammesError('sweep-unknown', { sweepId });
  if (row.status === 'running') throw new TammesError('sweep-running', { sweepId });
  db.prepare('DELETE FROM sweep_trials WHERE sweep_id = ?').run(sweepId);
  db.prepare('DELETE FROM sweeps WHERE id = ?').run(sweepId);
}

function sweepOf(row: Record<string, unknown>): StoredSweep | null {
  const [plan, facts, hidden] = [parsed(row.plan), parsed(row.facts), parsed(row.hidden)];
  const read = content.safeParse({ plan, facts, hidden });
  if (!read.success) return null;
  return {
    ...read.data,
    id: Number(row.id),
    status: row.status as Run['status'],
    startedAt: String(row.started_at),
    finishedAt: row.finished_at === null ? null : String(row.finished_at),
    seconds: Number(row.seconds),
  };
}

/** @returns undefined for what is no JSON. */
function parsed(text: unknown): unknown {
  try {
    return text === null ? null : JSON.parse(String(text));
  } catch {
    return undefined;
  }
}
