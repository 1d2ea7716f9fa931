/** The namespace `sweeps`: plans are costed, worked on in the background, resumed, and told of. */
import type { AppEvent, Changed, Job, SweepCost, SweepPlan } from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import { countTrials } from '../../src-shared/sweeps/index.ts';
import type { TrialPace } from '../../src-shared/training/index.ts';
import type { SpawnTrainer } from '../compute/child.ts';
import { openSweepWorker } from '../compute/sweep-worker.ts';
import { change } from '../store/journal.ts';
import type { Store } from '../store/store.ts';
import { endSweep, findSweep, removeSweep } from '../store/sweeps.ts';
import type { Handlers } from './handlers.ts';
import type { Jobs } from './jobs.ts';
import { createSweep, type ReadySweep, reopen, runSweep } from './run-sweep.ts';
import { reportOf, sweepsOf } from './sweep-report.ts';
import { type SweepSet, sweepSetOf } from './sweep-set.ts';

/** How a cost is found out. */
export interface CostOptions {
  /** Hears of how many losses it is known how long they take. */
  onProgress?: (done: number, total: number) => void;
  spawn?: SpawnTrainer | undefined;
}

/** Says what a plan costs, by training each loss for a moment. @throws TammesError as `sweepSetOf`, or of a loss. */
export async function costOf(store: Store, plan: SweepPlan, options: CostOptions = {}): Promise<SweepCost> {
  const set = await sweepSetOf(store, plan, options.spawn);
  const { candidates, rungs, people, facts } = set;
  const paces = await pacesOf(set, options);
  const secondsEach = candidates.map(({ loss, spec }) => {
    const pace = paces.get(loss);
    return pace === undefined ? 0 : people.folds.length * (pace.once + spec.epochs * pace.epoch);
  });
  const trials = countTrials(rungs);
  const mean = secondsEach.reduce((sum, seconds) => sum + seconds, 0) / candidates.length;
  return {
    ...{ given: facts.given, hidden: facts.hidden, folds: facts.folds, processes: facts.processes },
    ...{ candidates: candidates.length, trials, heads: trials * facts.folds },
    seconds: (trials * mean) / facts.processes,
  };
}

/** By loss; without those that cannot be trained. */
async function pacesOf(
  { candidates, people, facts }: SweepSet,
  { onProgress, spawn }: CostOptions,
): Promise<Map<string, TrialPace>> {
  const worker = openSweepWorker(facts.backend, 1, spawn);
  const paces = new Map<string, TrialPace>();
  // The first candidate of each loss stands for all of them.
  const firsts = [...Map.groupBy(candidates, ({ loss }) => loss).values()].map(([first]) => first!);
  try {
    for (const [done, { loss, spec }] of firsts.entries()) {
      onProgress?.(done, firsts.length);
      const task = { kind: 'pace' as const, spec, data: people.given, fold: people.folds[0]! };
      const pace = await worker.work(task).catch((error: unknown) => {
        if (error instanceof TammesError && error.code !== 'internal') return null;
        throw error;
      });
      if (pace !== null) paces.set(loss, pace);
    }
    onProgress?.(firsts.length, firsts.length);
    return paces;
  } finally {
    worker.close();
  }
}

/** Stops a sweep, in whichever process it runs. @throws TammesError 'sweep-unknown' */
export function cancelSweep({ db }: Store, sweepId: number): void {
  findSweep(db, sweepId);
  endSweep(db, sweepId, 'cancelled');
}

/** Removes a sweep, which can be undone. @throws TammesError 'sweep-unknown' or 'sweep-running' */
export function removeKeptSweep({ db }: Store, sweepId: number): Changed {
  const { entryId } = change(
    db,
    () => removeSweep(db, sweepId),
    () => ({ action: 'remove-sweep', parameters: { sweep: sweepId } }),
  );
  return { entryId };
}

/** The namespace `sweeps`. @param emit tells that there is something new, and how far a cost is known. */
export function sweepHandlers(
  store: Store,
  jobs: Jobs,
  emit: (event: AppEvent) => void,
  spawn?: SpawnTrainer,
): Handlers<'sweeps'> {
  const tellNews = () => emit({ type: 'changed', namespaces: ['sweeps'] });
  const tellCost = (done: number, total: number) => emit({ type: 'sweep-cost', done, total });
  /** The one that this process works on. */
  let current: { sweepId: number; jobId: number } | null = null;

  function launch(ready: ReadySweep): Job {
    const started = jobs.start('sweep', '', async (job) => {
      const onProgress = (done: number, total: number) => {
        job.tell(done, total);
        tellNews();
      };
      await runSweep(store, ready, { signal: job.signal, onProgress, spawn }).finally(tellNews);
    });
    current = { sweepId: ready.sweepId, jobId: started.id };
    return started;
  }

  return {
    'sweeps.cost': (plan) => costOf(store, plan, { onProgress: tellCost, spawn }),
    'sweeps.start': async (plan) => {
      refuseSecond(jobs);
      const ready = await createSweep(store, plan, spawn);
      return { sweepId: ready.sweepId, job: launch(ready) };
    },
    'sweeps.resume': async ({ sweepId }) => {
      refuseSecond(jobs);
      return launch(await reopen(store, sweepId));
    },
    'sweeps.cancel': async ({ sweepId }) => {
      if (current?.sweepId === sweepId) await jobs.cancel(current.jobId);
      cancelSweep(store, sweepId);
      return undefined;
    },
    'sweeps.list': async () => sweepsOf(store),
    'sweeps.get': async ({ sweepId }) => reportOf(store, sweepId),
    'sweeps.remove': async ({ sweepId }) => removeKeptSweep(store, sweepId),
  };
}

/** Before anything is written down. */
function refuseSecond(jobs: Jobs): void {
  const isRunning = jobs.list().some(({ kind, status }) => kind === 'sweep' && status === 'running');
  if (isRunning) throw new TammesError('job-running', { kind: 'sweep' });
}
