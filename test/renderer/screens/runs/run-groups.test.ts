import { expect, test } from 'vitest';
import { en } from '../../../../src-renderer/app/messages/en.ts';
import {
  filterRuns,
  groupRuns,
  namesOfSettings,
  overSeeds,
} from '../../../../src-renderer/screens/runs/run-groups.ts';
import type { RunRow } from '../../../../src-renderer/screens/runs/run-rows.ts';
import { runName, trainSpec } from '../../../../src-shared/contract/index.ts';

type Spec = Parameters<typeof trainSpec.parse>[0];

function row(id: number, spec: Spec, rest: Partial<RunRow & RunRow['run']> = {}): RunRow {
  const { tags = [], note = '', status = 'finished', data = 'd', unseen = null, trained = null } = rest;
  const run = {
    ...{ id, spec: trainSpec.parse(spec), status, tags, note, data },
    ...{ startedAt: '', finishedAt: null, headId: null, lastEpoch: null },
  };
  return { run, name: runName(run), head: undefined, seconds: null, unseen, trained };
}
const ids = (rows: readonly RunRow[]) => rows.map(({ run }) => run.id);
const any = { find: '', status: '', loss: '', tag: '' } as const;

test('runs are found by name, loss, tag and note, all words at once, and by status, loss and tag', () => {
  const rows = [
    row(3, { loss: 'arcface' }, { tags: ['Paper'], note: 'with old photos' }),
    row(2, { loss: 'cosface' }, { tags: ['paper', 'slow'], status: 'failed' }),
    row(1, { loss: 'cosface' }),
  ];
  const found = (filter: object) => ids(filterRuns(rows, { ...any, ...filter }));
  expect(found({})).toEqual([3, 2, 1]);
  expect(found({ find: 'cosface-2' })).toEqual([2]);
  expect(found({ find: 'PAPER' })).toEqual([3, 2]);
  expect(found({ find: ' photos  arcface ' })).toEqual([3]);
  expect(found({ find: 'photos cosface' })).toEqual([]);
  expect(found({ status: 'failed' })).toEqual([2]);
  expect(found({ loss: 'cosface', tag: 'slow' })).toEqual([2]);
  expect(found({ tag: 'Paper' })).toEqual([3]);
});

test('groups stand where their first run is, and a run is under each of its tags', () => {
  const rows = [
    row(3, { loss: 'arcface' }, { tags: ['b', 'a'] }),
    row(2, { loss: 'cosface' }),
    row(1, { loss: 'arcface' }, { tags: ['a'] }),
  ];
  const groups = (by: 'loss' | 'tag') => groupRuns(rows, by).map(({ key, rows }) => [key, ids(rows)]);
  expect(groups('loss')).toEqual([
    ['arcface', [3, 1]],
    ['cosface', [2]],
  ]);
  expect(groups('tag')).toEqual([
    ['b', [3]],
    ['a', [3, 1]],
    ['', [2]],
  ]);
});

test('equal settings differ in the seed alone, and were trained on the same data', () => {
  const rows = [
    row(6, { loss: 'arcface', seed: 3, parameters: { scale: 64, margin: 0.5 } }),
    row(5, { loss: 'arcface', seed: 2, parameters: { margin: 0.5, scale: 64 } }),
    row(4, { loss: 'arcface', seed: 1, epochs: 20, parameters: { margin: 0.5, scale: 64 } }),
    row(3, { loss: 'arcface', seed: 4, parameters: { margin: 0.5, scale: 64 } }, { data: 'other' }),
    row(2, { loss: 'softmax', seed: 1 }),
  ];
  const groups = groupRuns(rows, 'settings');
  expect(groups.map(({ key, rows }) => [key, ids(rows)])).toEqual([
    ['5', [6, 5]],
    ['4', [4]],
    ['3', [3]],
    ['2', [2]],
  ]);
  const names = namesOfSettings(groups, 'en', en);
  expect(names.get('4')).toMatch(/ · Epochs 20 · Checksum of the data d$/);
  expect(names.get('3')).toMatch(/ · Epochs 30 · Checksum of the data other$/);
  expect(names.get('2')).not.toContain('·');
});

test('a measure over seeds has Student’s interval, and each seed counts once', () => {
  const spec = { loss: 'arcface' };
  const seeds = [0.7, 0.8, 0.9].map((unseen, i) => row(i + 1, { ...spec, seed: i + 1 }, { unseen }));
  const over = overSeeds(seeds, 'unseen')!;
  expect(over.seeds).toBe(3);
  expect(over.mean).toBeCloseTo(0.8, 12);
  // 4.303 · 0.1 / √3
  expect(over.interval![1] - over.mean).toBeCloseTo(0.24843, 5);
  const repeated = row(9, { ...spec, seed: 1 }, { unseen: 0.7 });
  expect(overSeeds([...seeds, repeated], 'unseen')!.mean).toBeCloseTo(over.mean, 12);
  expect(overSeeds(seeds.slice(0, 1), 'unseen')).toEqual({ mean: 0.7, interval: null, seeds: 1 });
  expect(overSeeds(seeds, 'trained')).toBeNull();
});
