import { act, screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { bridge } from '../../../src-renderer/app/bridge.ts';
import { type Running, useRunning, useRuns, useTrainingEvents } from '../../../src-renderer/app/runs.ts';
import type { AppEvent, TrainEvent } from '../../../src-shared/contract/index.ts';
import { toFailure } from '../../../src-shared/errors/index.ts';
import { show } from '../../helpers/show.tsx';

const { listeners } = vi.hoisted(() => ({ listeners: new Set<(event: AppEvent) => void>() }));
vi.mock('../../../src-renderer/app/bridge.ts', () => ({
  bridge: {
    call: vi.fn(),
    on(listener: (event: AppEvent) => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  },
}));

let view: ReturnType<typeof useRuns>;

function Reader() {
  useTrainingEvents();
  view = useRuns(null);
  return null;
}

const epoch = (number: number) => ({ epoch: number }) as Extract<TrainEvent, { type: 'epoch' }>['metrics'];
const hear = (runId: number, ...events: object[]) =>
  act(async () => {
    for (const event of events)
      for (const listener of listeners) listener({ type: 'training', runId, event: event as TrainEvent });
  });
const epochs = () => view.epochs.map(({ epoch }) => epoch);

/** Shows runs with a history, as a window that is opened during a run finds them. */
async function open(runs: object[], history: number[]) {
  vi.mocked(bridge.call).mockImplementation(async (method) =>
    method === 'training.runs' ? (runs as never) : (history.map(epoch) as never),
  );
  await act(async () => show(<Reader />));
  await act(() => vi.waitFor(() => expect(view.epochs).toHaveLength(history.length)));
}

test('a window opened during a run has the epochs before from its history, each of them once', async () => {
  await open([{ id: 1, status: 'running' }], [1, 2, 3]);
  await hear(1, { type: 'epoch', metrics: epoch(3) }, { type: 'epoch', metrics: epoch(4) });
  expect(epochs()).toEqual([1, 2, 3, 4]);
  expect(view.latest).toEqual(epoch(4));
});

test('a run that is resumed repeats no epoch after its checkpoint', async () => {
  await open([{ id: 2, status: 'running' }], []);
  await hear(
    2,
    { type: 'started', firstEpoch: 1 },
    ...[1, 2, 3].map((i) => ({ type: 'epoch', metrics: epoch(i) })),
  );
  await hear(2, { type: 'started', firstEpoch: 3 }, { type: 'epoch', metrics: epoch(3) });
  expect(epochs()).toEqual([1, 2, 3]);
});

test('class centres are being spread until the first frame or step', async () => {
  await open([{ id: 3, status: 'running' }], []);
  await hear(3, { type: 'spreading', share: 0.4 });
  expect(view.beside).toMatchObject({ type: 'spreading', share: 0.4 });
  await hear(3, { type: 'frame' });
  expect(view.beside).toBeNull();
});

test('a head is being judged after the last step', async () => {
  await open([{ id: 5, status: 'running' }], []);
  await hear(5, { type: 'epoch', metrics: epoch(1) }, { type: 'judging', share: 0.5 });
  expect(view.beside).toMatchObject({ type: 'judging', share: 0.5 });
  expect(epochs()).toEqual([1]);
});

test('a run that fails says why, and answers about runs are asked for again', async () => {
  await open([{ id: 4, status: 'running' }], []);
  vi.mocked(bridge.call).mockClear();
  await hear(4, { type: 'failed', failure: toFailure(new Error('out of memory')) });
  expect(screen.getByRole('alert').textContent).toContain('out of memory');
  expect(vi.mocked(bridge.call).mock.calls.map(([method]) => method)).toContain('training.runs');
});

test('what is being trained is known without the history of any run', async () => {
  vi.mocked(bridge.call).mockReset();
  vi.mocked(bridge.call).mockResolvedValue([{ id: 5, status: 'running', lastEpoch: epoch(7) }] as never);
  let running: Running | undefined;
  const Shell = () => {
    useTrainingEvents();
    running = useRunning();
    return null;
  };
  await act(async () => show(<Shell />));
  await act(() => vi.waitFor(() => expect(running?.latest).toEqual(epoch(7))));
  await hear(5, { type: 'epoch', metrics: epoch(8) });
  expect(running?.latest).toEqual(epoch(8));
  expect(vi.mocked(bridge.call).mock.calls.map(([method]) => method)).toEqual(['training.runs']);
});
