/** The namespace `sweeps`: plans are costed, worked on in the background, resumed, and told of. */
import type { Changed, Job, SweepCost, SweepPlan } from '../../src-shared/contract/index.ts';
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

/** Says what a plan costs, by training each loss for a moment. @throws TammesError as `sweepSetOf`, or of a loss. */
export async function costOf(store: Store, plan: SweepPlan, spawn?: SpawnTrainer): Promise<SweepCost> {
  const set = await sweepSetOf(store, plan, spawn);
  const { candidates, rungs, people, facts } = set;
  const paces = await pacesOf(set, spawn);
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
  spawn?: SpawnTrainer,
): Promise<Map<string, TrialPace>> {
  const worker = openSweepWorker(facts.backend, 1, spawn);
  const paces = new Map<string, TrialPace>();
  try {
    for (const { loss, spec } of candidates) {
      if (paces.has(loss)) continue;
      const task = { kind: 'pace' as const, spec, data: people.given, fold: people.folds[0]! };
      const pace = await worker.work(task).catch((error: unknown) => {
        if (error instanceof TammesError && error.code !== 'internal') return null;
        throw error;
      });
      if (pace !== null) paces.set(loss, pace);
    }
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

/** The namespace `sweeps`. @param onNews hears that there is something new. */
export function sweepHandlers(
  store: Store,
  jobs: Jobs,
  onNews: () => void,
  spawn?: SpawnTrainer,
): Handlers<'sweeps'> {
  /** The one that this process works on. */
  let current: { sweepId: number; jobId: number } | null = null;

  function launch(ready: ReadySweep): Job {
    const job = jobs.start('sweep', '', async ({ signal, tell }) => {
      const onProgress = (done: number, total: number) => {
        tell(done, total);
        onNews();
      };
      await runSweep(store, ready, { signal, onProgress, spawn }).finally(onNews);
    });
    current = { sweepId: ready.sweepId, jobId: job.id };
    return job;
  }

  return {
    'sweeps.cost': (plan) => costOf(store, plan, spawn),
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
