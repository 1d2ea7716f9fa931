import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  curveRows,
  rateTicks,
  scoreTicks,
  shareTicks,
  sideOf,
} from '../../../../src-renderer/screens/evaluate/figures.ts';
import { plainPercent, pointEnds } from '../../../../src-shared/evaluation-files/index.ts';
import { points } from '../../../../src-shared/points.ts';

const interval = (low: number, high: number) => [low, high] as [number, number];

test('a curve has a row a rate from the smallest, and what is missed is turned round with its interval', () => {
  const curves = [
    {
      name: 'one',
      points: [
        { rate: 1, value: 1, interval: interval(0.9, 1) },
        { rate: 0.1, value: 0.75, interval: null },
      ],
    },
  ];
  expect(curveRows(curves)).toEqual([
    { rate: 10, head0: 75, low0: null, high0: null },
    { rate: 100, head0: 100, low0: 90, high0: 100 },
  ]);
  const [, last] = curveRows(curves, true);
  expect(last).toEqual({ rate: 100, head0: 0, low0: 0, high0: expect.closeTo(10, 9) });
});

test('marks of shares end at 100 %, begin below all that is drawn, and are few', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: 1 }), (shares) => {
      const ticks = shareTicks(shares.map((head0) => ({ rate: 1, head0 })));
      expect(ticks.at(-1)).toBe(100);
      expect(ticks[0]).toBeLessThanOrEqual(Math.min(...shares));
      expect(ticks[0]).toBeGreaterThanOrEqual(0);
      expect(ticks.length).toBeLessThanOrEqual(6);
    }),
  );
});

test('marks of scores lie between the ends, at even distances', () => {
  const ends = fc
    .tuple(fc.double({ min: -1, max: 0.98, noNaN: true }), fc.double({ min: 0.02, max: 2, noNaN: true }))
    .map(([from, width]) => [from, Math.min(1, from + width)] as const);
  fc.assert(
    fc.property(ends, ([from, to]) => {
      const ticks = scoreTicks(from, to);
      expect(ticks.length).toBeGreaterThan(0);
      expect(ticks.length).toBeLessThanOrEqual(8);
      expect(ticks[0]).toBeGreaterThanOrEqual(from - 1e-6);
      expect(ticks.at(-1)).toBeLessThanOrEqual(to + 1e-6);
    }),
  );
});

test('a difference has a sign, and a side only if its interval excludes 0', () => {
  expect([0.052, -0.002, 0.0001].map((value) => points(value))).toEqual(['+5.2', '−0.2', '0.0']);
  expect(pointEnds({ value: 0, interval: interval(-0.012, 0.013) })).toBe('−1.2 … +1.3');
  expect(sideOf({ value: 0.05, interval: interval(0.01, 0.09) })).toBe('better');
  expect(sideOf({ value: 0.05, interval: interval(-0.01, 0.09) })).toBeUndefined();
  expect(sideOf({ value: 0.05, interval: null })).toBeUndefined();
  // An error that grows is a loss.
  expect(sideOf({ value: 0.05, interval: interval(0.01, 0.09) }, -1)).toBe('worse');
  expect(sideOf({ value: -0.05, interval: interval(-0.09, -0.01) }, -1)).toBe('better');
});

test('rates are written without needless zeros, down to the smallest', () => {
  expect(rateTicks(0.1).map(plainPercent)).toEqual(['0.1 %', '1 %', '10 %', '100 %']);
});
