import { fork } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { type SpawnTrainer, spawnWithNode } from '../../src-main/compute/child.ts';
import { openServices } from '../../src-main/services/index.ts';
import { facesToTrain } from '../../src-main/services/run-faces.ts';
import { createSweep, reopen, runSweep } from '../../src-main/services/run-sweep.ts';
import { reportOf, sweepsOf } from '../../src-main/services/sweep-report.ts';
import { sweepSetOf } from '../../src-main/services/sweep-set.ts';
import { cancelSweep, costOf, removeKeptSweep } from '../../src-main/services/sweeps.ts';
import { setTag } from '../../src-main/services/tags.ts';
import { undo } from '../../src-main/store/journal.ts';
import { openStore, type Store } from '../../src-main/store/store.ts';
import {
  type AppEvent,
  type SweepInfo,
  type SweepReport,
  sweepPlan,
} from '../../src-shared/contract/index.ts';
import { failureOf } from '../../src-shared/errors/index.ts';
import type { FromTrainer } from '../../src-shared/training/index.ts';
import { enrol, madeUpLibrary } from '../gallery/enrolled.ts';
import { temporaryFolder } from '../helpers/cli.ts';

const plan = sweepPlan.parse({
  losses: ['cosface', 'softmax', 'triplet'],
  settings: { epochs: 2, 'optimiser.learningRate': [0.001, 0.1] },
  ...{ seeds: 2, method: 'halving' },
});
/** Six candidates with one seed, three of them with another. */
const trials = 9;

/** What the sweep comes to, but for its number and what clocks say. */
function tableOf({ rows, base, choice, importance }: SweepReport) {
  return { rows: rows.map(({ seconds: _, ...row }) => row), base, choice, importance };
}

/** A copy of the library, in which nothing has been swept. */
async function copyOf(library: string): Promise<Store> {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'runs'), { recursive: true });
  await copyFile(join(library, 'library.db'), join(folder, 'library.db'));
  return openStore(folder);
}

let library = '';
let undisturbed: SweepReport;

/** Works on a new sweep of the plan. @param after stops it when so many trials are done. */
async function sweep(store: Store, after = Infinity): Promise<number> {
  const ready = await createSweep(store, plan);
  await goOn(store, ready, after);
  return ready.sweepId;
}

async function goOn(
  store: Store,
  ready: Awaited<ReturnType<typeof reopen>>,
  after = Infinity,
): Promise<number[]> {
  const controller = new AbortController();
  const told: number[] = [];
  const onProgress = (done: number, total: number) => {
    expect(total).toBe(trials);
    told.push(done);
    if (done >= after) controller.abort();
  };
  await runSweep(store, ready, { signal: controller.signal, onProgress });
  return told;
}

/** Works on a sweep in a process that kills itself. */
async function killed({ folder }: Store, work: object, after: number): Promise<void> {
  const entry = fileURLToPath(new URL('../helpers/sweep-process.ts', import.meta.url));
  const child = fork(entry, [folder, JSON.stringify(work), String(after)], { execArgv: [] });
  const [, signal] = await once(child, 'exit');
  expect(signal).toBe('SIGKILL');
}

/** A process in which one loss cannot be trained. */
const withoutSoftmax: SpawnTrainer = (backend) => {
  const child = spawnWithNode(backend);
  let tell: (message: FromTrainer) => void = () => {};
  return {
    ...child,
    onMessage: (listener) => {
      tell = listener;
      child.onMessage(listener);
    },
    send: (message) => {
      const isSoftmax =
        message.type === 'sweep' && message.task.kind === 'folds' && message.task.spec.loss === 'softmax';
      if (isSoftmax) tell({ type: 'failed', failure: failureOf('training-diverged', { step: 1 }) });
      else child.send(message);
    },
  };
};

beforeAll(async () => {
  library = await temporaryFolder();
  (await madeUpLibrary(library, 16, 4)).close();
  const store = await copyOf(library);
  undisturbed = reportOf(store, await sweep(store));
  store.close();
});

describe('a sweep', () => {
  test('halves its candidates, and judges the chosen one by people whom none saw', () => {
    expect(undisturbed).toMatchObject({ status: 'finished', trials: { done: trials, total: trials } });
    expect(undisturbed.facts).toMatchObject({
      given: { people: 12, photos: 48 },
      hidden: { people: 4, photos: 16 },
    });
    expect(undisturbed.rows.map(({ seeds, stopped }) => [seeds, stopped])).toEqual([
      ...Array(3).fill([2, false]),
      ...Array(3).fill([1, true]),
    ]);
    expect(undisturbed.choice!.hidden!.counts.people).toBe(4);
    expect(undisturbed.choice!.nested).not.toBeNull();
    expect(undisturbed.seconds).toBeGreaterThan(0);
  });

  test('leaves out faces with a tag, and each candidate notes it', async () => {
    const store = await copyOf(library);
    const without = { name: 'doubtful', value: null };
    const refused = sweepSetOf(store, { ...plan, without });
    await expect(refused).rejects.toMatchObject({ problem: 'tag-unknown' });
    const [one, two] = facesToTrain(store, { limits: null, without: null }).slice(0, 2);
    setTag(store, { of: { faceIds: [one!.faceId, two!.faceId] }, name: 'doubtful', value: 'yes' });
    const { facts, candidates } = await sweepSetOf(store, { ...plan, without });
    expect(facts.given.photos + facts.hidden.photos).toBe(62);
    expect(candidates.map(({ spec }) => spec.without)).toEqual(candidates.map(() => without));
    store.close();
  });

  test('killed twice and stopped once, it comes to the same table', async () => {
    const store = await copyOf(library);
    await killed(store, { plan }, 2);
    const [{ id: sweepId }] = sweepsOf(store) as [SweepInfo];
    await killed(store, { sweepId }, 5);
    const kept = openStore(store.folder);
    expect(reportOf(kept, sweepId)).toMatchObject({ status: 'interrupted', choice: { hidden: null } });
    expect(reportOf(kept, sweepId).trials.done).toBeGreaterThanOrEqual(5);
    await goOn(kept, await reopen(kept, sweepId), 7);
    expect(reportOf(kept, sweepId).status).toBe('cancelled');
    const told = await goOn(kept, await reopen(kept, sweepId));
    expect(told[0]).toBeGreaterThanOrEqual(7);
    expect(tableOf(reportOf(kept, sweepId))).toEqual(tableOf(undisturbed));
    await expect(reopen(kept, sweepId)).rejects.toMatchObject({ problem: 'sweep-finished' });
    kept.close();
    store.close();
  });

  test('cancelled from elsewhere, it ends in order', async () => {
    const store = await copyOf(library);
    const other = openStore(store.folder);
    const ready = await createSweep(store, plan);
    await runSweep(store, ready, {
      signal: new AbortController().signal,
      onProgress: (done) => done >= 2 && cancelSweep(other, ready.sweepId),
    });
    const { status, trials } = reportOf(store, ready.sweepId);
    expect(status).toBe('cancelled');
    expect(trials.done).toBeLessThan(trials.total);
    other.close();
    store.close();
  });

  test('does not go on with other faces', async () => {
    const store = await copyOf(library);
    const sweepId = await sweep(store, 1);
    enrol(store, 'person 3', 3, 99);
    await expect(reopen(store, sweepId)).rejects.toMatchObject({ problem: 'sweep-data-changed' });
    expect(reportOf(store, sweepId).status).toBe('cancelled');
    store.close();
  });

  test('is removed with its trials, and that is undone', async () => {
    const store = await copyOf(library);
    const sweepId = await sweep(store, 1);
    const before = tableOf(reportOf(store, sweepId));
    removeKeptSweep(store, sweepId);
    expect(sweepsOf(store)).toEqual([]);
    expect(store.db.prepare('SELECT count(*) AS n FROM sweep_trials').get()).toEqual({ n: 0 });
    undo(store.db);
    expect(tableOf(reportOf(store, sweepId))).toEqual(before);
    store.close();
  });

  test('names nobody', async () => {
    const store = await copyOf(library);
    await sweep(store, 2);
    const stored = ['sweeps', 'sweep_trials'].flatMap((table) =>
      store.db.prepare(`SELECT * FROM ${table}`).all(),
    );
    expect(JSON.stringify(stored)).not.toContain('person ');
    store.close();
  });

  test('keeps a candidate that cannot be trained as a failure, and chooses another', async () => {
    const store = await copyOf(library);
    const ready = await createSweep(
      store,
      sweepPlan.parse({ ...plan, losses: ['softmax', 'cosface'], seeds: 2 }),
    );
    const { signal } = new AbortController();
    await runSweep(store, ready, { signal, onProgress: () => {}, spawn: withoutSoftmax });
    const { status, rows, choice } = reportOf(store, ready.sweepId);
    expect(status).toBe('finished');
    const failed = rows.filter(({ loss }) => loss === 'softmax');
    expect(failed.map(({ gains, failure }) => [gains, failure!.problem])).toEqual(
      Array(2).fill([[], 'training-diverged']),
    );
    expect(rows.find(({ candidate }) => candidate === choice!.candidate)!.loss).toBe('cosface');
    store.close();
  });

  test('fails if its processes end, and can be resumed', async () => {
    const store = await copyOf(library);
    const ready = await createSweep(store, plan);
    const { signal } = new AbortController();
    const spawn: SpawnTrainer = () => {
      const child = spawnWithNode('wasm');
      return { ...child, send: () => child.kill() };
    };
    const options = { signal, onProgress: () => {}, spawn };
    await expect(runSweep(store, ready, options)).rejects.toMatchObject({ problem: 'trainer-ended' });
    expect(reportOf(store, ready.sweepId)).toMatchObject({ status: 'failed', rows: [], choice: null });
    await goOn(store, await reopen(store, ready.sweepId));
    expect(tableOf(reportOf(store, ready.sweepId))).toEqual(tableOf(undisturbed));
    store.close();
  });

  test('says what it costs without making anything', async () => {
    const store = await copyOf(library);
    const told: [number, number][] = [];
    const cost = await costOf(store, plan, { onProgress: (done, total) => told.push([done, total]) });
    // Three losses, each with two learning rates.
    expect(told).toEqual([0, 1, 2, 3].map((done) => [done, 3]));
    expect(cost).toMatchObject({ candidates: 6, trials, heads: trials * cost.folds, given: { people: 12 } });
    expect(cost.seconds).toBeGreaterThan(0);
    expect(sweepsOf(store)).toEqual([]);
    store.close();
  });

  test('tells windows how far its cost is known', async () => {
    const { folder } = await copyOf(library).then((store) => {
      store.close();
      return store;
    });
    const services = await openServices({ library: folder, host: 'web' });
    try {
      const told: AppEvent[] = [];
      services.on((event) => event.type === 'sweep-cost' && told.push(event));
      await services.call('sweeps.cost', {
        losses: ['cosface', 'softmax'],
        settings: { epochs: 2 },
        seeds: 1,
      });
      expect(told).toEqual([0, 1, 2].map((done) => ({ type: 'sweep-cost', done, total: 2 })));
    } finally {
      await services.close();
    }
  });
});
