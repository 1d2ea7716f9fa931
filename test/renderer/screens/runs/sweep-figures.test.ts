import { expect, test } from 'vitest';
import {
  bestOfEach,
  parallelOf,
  sideOf,
} from '../../../../src-renderer/screens/runs/sweeps/report-figures.ts';
import { type SettingValue, type SweepRow, sweepMeasures } from '../../../../src-shared/contract/index.ts';

function row(
  candidate: number,
  loss: string,
  gain: number,
  settings: Record<string, SettingValue> = {},
): SweepRow {
  const gains = sweepMeasures.map(() => ({ gain, error: 0.01 }));
  const rest = { seeds: 1, stopped: false, share: 1, failure: null, seconds: 1 };
  return { candidate, loss, settings, gains, furthest: gains, ...rest };
}
const measure = 'dir@1%';

test('axes stand for what differs, numbers over many sizes by their logarithm', () => {
  const rows = [
    row(0, 'cosface', 0.02, { rate: 0.01, margin: 0.1 }),
    row(1, 'softmax', -0.02, { rate: 0.0001 }),
    row(2, 'softmax', 0, { rate: 0.001 }),
  ];
  const { axes, lines } = parallelOf({ rows, measure })!;
  expect(axes.map(({ key }) => key)).toEqual(['loss', 'rate', 'margin', 'gain']);
  expect(lines.map(({ candidate }) => candidate)).toEqual([0, 1, 2]);
  const places = lines.map(({ at }) => at.map((one) => one && Number(one.toFixed(6))));
  expect(places).toEqual([
    [1, 1, 0, 1],
    [0, 0, null, 0],
    [0, 0.5, null, 0.5],
  ]);
});

test('nothing is drawn of one candidate, of candidates that differ in nothing, or of those that failed', () => {
  expect(parallelOf({ rows: [row(0, 'cosface', 0)], measure })).toBeNull();
  expect(parallelOf({ rows: [row(0, 'cosface', 0), row(1, 'cosface', 1)], measure })).toBeNull();
  const failed = { ...row(1, 'softmax', 0), gains: [], furthest: [] };
  expect(parallelOf({ rows: [row(0, 'cosface', 0), failed], measure })).toBeNull();
});

test('the best of each loss is its first, and a gain counts beyond its interval', () => {
  const rows = [row(2, 'cosface', 3), row(0, 'softmax', 2), row(1, 'cosface', 1)];
  expect(bestOfEach(rows).map(({ candidate }) => candidate)).toEqual([2, 0]);
  expect([0.03, 0.01, 0, -0.03].map((gain) => sideOf({ gain, error: 0.01 }))).toEqual([
    'better',
    undefined,
    undefined,
    'worse',
  ]);
});
