/** A sweep on its way: its trials on several processes, each written down as it ends, and at last the hidden people. */
import { availableParallelism } from 'node:os';
import type { SweepPlan, TrialResult } from '../../src-shared/contract/index.ts';
import { TammesError, toFailure } from '../../src-shared/errors/index.ts';
import {
  choose,
  countTrials,
  judgedOf,
  measureOf,
  nextTrials,
  rank,
  type Trial,
} from '../../src-shared/sweeps/index.ts';
import type { SpawnTrainer } from '../compute/child.ts';
import { openSweepWorker, type SweepWorker } from '../compute/sweep-worker.ts';
import { transaction } from '../store/database.ts';
import type { Store } from '../store/store.ts';
import {
  addSeconds,
  addSweep,
  addTrial,
  endSweep,
  findSweep,
  isOurs,
  keepHidden,
  readTrials,
  reopenSweep,
  trialKey,
} from '../store/sweeps.ts';
import { type SweepSet, sweepSetOf } from './sweep-set.ts';

export interface SweepOptions {
  signal: AbortSignal;
  onProgress(done: number, total: number): void;
  spawn?: SpawnTrainer | undefined;
}

/** A sweep that is written down and can be worked on. */
export interface ReadySweep {
  sweepId: number;
  set: SweepSet;
}

/** @throws TammesError as `sweepSetOf`. */
export async function createSweep(store: Store, plan: SweepPlan, spawn?: SpawnTrainer): Promise<ReadySweep> {
  const set = await sweepSetOf(store, plan, spawn);
  return { sweepId: addSweep(store.db, plan, set.facts), set };
}

/**
 * Takes a stopped sweep up again.
 * @throws TammesError 'sweep-unknown', 'sweep-damaged', 'sweep-running', 'sweep-finished', or 'sweep-data-changed' if names, photos or
 * features are others than those that it began with.
 */
export async function reopen(store: Store, sweepId: number): Promise<ReadySweep> {
  const { plan, facts } = findSweep(store.db, sweepId);
  // On the backend that it began with: another gives other digits.
  const set = await sweepSetOf(store, { ...plan, settings: { ...plan.settings, backend: facts.backend } });
  if (set.facts.data !== facts.data) throw new TammesError('sweep-data-changed', { sweepId });
  reopenSweep(store.db, sweepId);
  return { sweepId, set };
}

/**
 * Works on a sweep to its end, or until it is cancelled, here or in another process. A trial that is stopped is made anew later.
 * @throws TammesError if a process ends unexpectedly.
 */
export async function runSweep(
  store: Store,
  { sweepId, set }: ReadySweep,
  { signal, onProgress, spawn }: SweepOptions,
): Promise<void> {
  const { db } = store;
  const { backend, processes } = set.facts;
  const threads = Math.max(1, Math.floor(availableParallelism() / processes));
  const workers: SweepWorker[] = [];
  const hire = () => {
    const worker = openSweepWorker(backend, threads, spawn);
    workers.push(worker);
    return worker;
  };
  const stop = () => {
    for (const worker of workers) worker.close();
  };
  signal.addEventListener('abort', stop, { once: true });
  try {
    const total = countTrials(set.rungs);
    const results = readTrials(db, sweepId);
    const { measure, ranked } = rankingOf(set, results);
    for (;;) {
      const open = nextTrials(set.rungs, (trial) => results.has(trialKey(trial)), ranked);
      if (open.length === 0) break;
      while (workers.length < Math.min(processes, open.length) && !signal.aborted) hire();
      onProgress(results.size, total);
      // Time counts while it is worked, and is kept with each trial.
      let countedTo = performance.now();
      const countTime = () => {
        const now = performance.now();
        addSeconds(db, sweepId, (now - countedTo) / 1000);
        countedTo = now;
      };
      await Promise.all(
        workers.map(async (worker) => {
          for (let trial = open.shift(); trial !== undefined; trial = open.shift()) {
            await makeTrial(store, sweepId, set, worker, trial, results, signal);
            countTime();
            onProgress(results.size, total);
          }
        }),
      );
    }
    await judgeChosen(store, sweepId, set, results, measure, () => workers[0] ?? hire());
    endSweep(db, sweepId, 'finished');
  } catch (error) {
    const isStopped = signal.aborted || !isOurs(db, sweepId);
    endSweep(db, sweepId, isStopped ? 'cancelled' : 'failed');
    if (!isStopped) throw error;
  } finally {
    signal.removeEventListener('abort', stop);
    stop();
  }
}

type Results = Map<string, TrialResult>;

/** How good candidates are so far, for successive halving. */
function rankingOf({ candidates, facts }: SweepSet, results: Results) {
  const measure = measureOf(candidates[0]!.spec.select);
  const ranked = (among: readonly number[], seeds: number) => {
    const judged = judgedOf(candidates, (trial) => results.get(trialKey(trial)), seeds);
    const asked = judged.filter(({ candidate }) => among.includes(candidate));
    const folds = Array.from({ length: facts.folds }, (_, i) => i);
    const good = rank(asked, folds, measure, facts.given).map(({ candidate }) => candidate);
    // Those that failed come last.
    return [...good, ...among.filter((candidate) => !good.includes(candidate))];
  };
  return { measure, ranked };
}

async function makeTrial(
  { db }: Store,
  sweepId: number,
  { candidates, people }: SweepSet,
  worker: SweepWorker,
  trial: Trial,
  results: Results,
  signal: AbortSignal,
): Promise<void> {
  const started = performance.now();
  const spec = { ...candidates[trial.candidate]!.spec, seed: trial.seed };
  const task = { kind: 'folds' as const, spec, data: people.given, folds: people.folds };
  const outcome = await worker.work(task).then(
    (folds) => ({ folds, failure: null }),
    (error: unknown) => ({ folds: [], failure: failureOfTrial(error) }),
  );
  const seconds = (performance.now() - started) / 1000;
  const result = { ...outcome, seconds };
  transaction(db, () => {
    if (signal.aborted || !isOurs(db, sweepId)) throw new TammesError('work-cancelled', {});
    addTrial(db, sweepId, trial, result);
  });
  results.set(trialKey(trial), result);
}

/** A loss that cannot be trained so is a result; a process that ends is none. */
function failureOfTrial(error: unknown): TrialResult['failure'] {
  const failure = toFailure(error);
  if (failure.code === 'internal' || failure.code === 'cancelled') throw error;
  return failure;
}

/** The chosen candidate with all seeds on the people whom nobody has seen. */
async function judgeChosen(
  store: Store,
  sweepId: number,
  { candidates, people, data, facts, rungs }: SweepSet,
  results: Results,
  measure: ReturnType<typeof measureOf>,
  worker: () => SweepWorker,
): Promise<void> {
  const seeds = rungs.at(-1)!.seeds;
  const judged = judgedOf(candidates, (trial) => results.get(trialKey(trial)), seeds);
  const choice = choose(judged, rungs, measure, facts.given);
  if (choice === null) return;
  const { candidate, share } = choice;
  const specs = Array.from({ length: seeds }, (_, k) => ({ ...candidates[candidate]!.spec, seed: k + 1 }));
  const measures = await worker().work({
    ...{ kind: 'hidden', specs, share, data },
    ...{ train: people.rows, deals: people.deals },
  });
  keepHidden(store.db, sweepId, { candidate, share, measures });
}
