import { expect, test } from 'vitest';
import { curveRows, smoothed } from '../../../../src-renderer/screens/runs/run-curves.ts';

test('smoothing is TensorBoard’s: a moving average that does not start at zero', () => {
  // By hand: 0.6 · 0 + 0.4 · 1 = 0.4 over 1 − 0.6; then 0.6 · 0.4 + 0.4 · 2 = 1.04 over 1 − 0.36; then 1.824 over 1 − 0.216.
  const found = smoothed([1, 2, 3], 0.6);
  for (const [i, value] of [1, 1.625, 1.824 / 0.784].entries()) expect(found[i]).toBeCloseTo(value, 12);
  expect(smoothed([1, -2, 3], 0)).toEqual([1, -2, 3]);
  for (const value of smoothed([5, 5, 5, 5], 0.99)) expect(value).toBeCloseTo(5, 12);
});

const byEpoch = { x: 'epoch', weight: 0, between: false };

test('by epoch a curve has values only where it has them', () => {
  const sets = [
    { key: 'a', curves: [[[1, 10] as const, [3, 30] as const]] },
    { key: 'b', curves: [[[2, 5] as const]] },
  ];
  const rows = curveRows(sets, byEpoch);
  expect(rows.map(({ epoch, a, b }) => [epoch, a, b])).toEqual([
    [1, 10, null],
    [2, null, 5],
    [3, 30, null],
  ]);
});

test('seeds become a mean with its interval, as far as all of them go', () => {
  const seed = (...values: number[]) => values.map((y, i) => [i + 1, y] as const);
  const rows = curveRows([{ key: 'a', curves: [seed(1, 4), seed(2, 5), seed(3, 6, 9)] }], byEpoch);
  expect(rows).toHaveLength(3);
  // Student's t of 97.5 % with two degrees of freedom, 4.303, times 1 / √3.
  expect(rows[0]).toMatchObject({ epoch: 1, a: 2, 'a raw': 2 });
  expect(rows[0]!['a low']).toBeCloseTo(2 - 4.303 / Math.sqrt(3), 9);
  expect(rows[0]!['a high']).toBeCloseTo(2 + 4.303 / Math.sqrt(3), 9);
  expect(rows[1]).toMatchObject({ epoch: 2, a: 5 });
  expect(rows[2]).toEqual({ epoch: 3, a: null, 'a low': null, 'a high': null, 'a raw': null });
});

test('by time each curve is read between its own times, and not beyond them', () => {
  const sets = [
    { key: 'a', curves: [[[1, 10] as const, [3, 30] as const, [5, 10] as const]] },
    { key: 'b', curves: [[[2, 1] as const, [4, 3] as const]] },
  ];
  const rows = curveRows(sets, { x: 'seconds', weight: 0, between: true });
  expect(rows.map(({ seconds, a, b }) => [seconds, a, b])).toEqual([
    [1, 10, null],
    [2, 20, 1],
    [3, 30, 2],
    [4, 20, 3],
    [5, 10, null],
  ]);
});

test('what was smoothed keeps its values of before', () => {
  const curve = [1, 2, 3].map((y, i) => [i + 1, y] as const);
  const rows = curveRows([{ key: 'a', curves: [curve] }], { ...byEpoch, weight: 0.6 });
  expect(rows.map((row) => row['a raw'])).toEqual([1, 2, 3]);
  expect(rows[1]!.a).toBeCloseTo(1.625, 12);
});
