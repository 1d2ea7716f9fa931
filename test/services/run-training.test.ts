import { expect, test } from 'vitest';
import type { SpawnTrainer } from '../../src-main/compute/child.ts';
import { createRun, resumeRun, startRun } from '../../src-main/services/run-training.ts';
import { appendEpoch, readHistory } from '../../src-main/store/run-files.ts';
import { endRun } from '../../src-main/store/runs.ts';
import { type TrainEvent, trainSpec } from '../../src-shared/contract/index.ts';
import type { FromTrainer } from '../../src-shared/training/index.ts';
import { madeUpLibrary } from '../gallery/enrolled.ts';
import { temporaryFolder } from '../helpers/cli.ts';
import { metricsOf } from '../helpers/metrics.ts';

test('a trainer that is killed as it did not stop in time is a cancelled run, and no failure', async () => {
  const store = await madeUpLibrary(await temporaryFolder(), 4, 3);
  const controller = new AbortController();
  const events: TrainEvent[] = [];
  try {
    const run = await startRun(store, trainSpec.parse({ loss: 'softmax', backend: 'wasm' }), {
      signal: controller.signal,
      onEvent: (event) => events.push(event),
      spawn: () => {
        let end: (code: number | null) => void = () => {};
        return {
          onMessage: () => {},
          onExit: (listener) => {
            end = listener;
          },
          send: ({ type }) => {
            if (type === 'train') controller.abort();
            // Busy, as on a slow machine: it is killed.
            if (type === 'cancel') end(null);
          },
          kill: () => {},
        };
      },
    });
    expect(run.status).toBe('cancelled');
    expect(events).toEqual([{ type: 'cancelled', epoch: 0 }]);
  } finally {
    store.close();
  }
});

/** A trainer that trains the second epoch, and is stopped after it. */
const secondEpoch: SpawnTrainer = () => {
  let tell: (message: FromTrainer) => void = () => {};
  return {
    onMessage: (listener) => {
      tell = listener;
    },
    onExit: () => {},
    send: () => {
      const counts = { people: 4, leftOut: 0, trainSamples: 9, validationSamples: 3, folds: 0, refusals: 0 };
      tell({ type: 'event', event: { type: 'started', firstEpoch: 2, ...counts } });
      tell({ type: 'event', event: { type: 'epoch', metrics: metricsOf(2) } });
      tell({ type: 'event', event: { type: 'cancelled', epoch: 2 } });
      tell({ type: 'done' });
    },
    kill: () => {},
  };
};

test.each([
  { first: 1000, second: true },
  { first: undefined, second: false },
])(
  'seconds go on after a stop, and only where the epochs before have some: $first',
  async ({ first, second }) => {
    const store = await madeUpLibrary(await temporaryFolder(), 4, 3);
    try {
      const runId = await createRun(store, trainSpec.parse({ loss: 'softmax', backend: 'wasm' }));
      await appendEpoch(store, runId, { ...metricsOf(1), ...(first !== undefined && { seconds: first }) });
      endRun(store.db, runId, 'cancelled');
      const controller = new AbortController();
      await resumeRun(store, runId, { signal: controller.signal, onEvent: () => {}, spawn: secondEpoch });
      const seconds = (await readHistory(store, runId)).map((epoch) => epoch.seconds);
      expect(seconds).toHaveLength(2);
      if (second) expect(seconds[1]).toBeGreaterThan(1000);
      else expect(seconds[1]).toBeUndefined();
    } finally {
      store.close();
    }
  },
);
