import fc from 'fast-check';
import { expect, test } from 'vitest';
import { relaxed, scoreOf, startPlaces } from '../../src-shared/story/index.ts';

test('a step never brings the smallest angle down, and leaves the points on the sphere', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 30 }), fc.nat(), (count, seed) => {
      const before = startPlaces(count, seed);
      const after = relaxed(before);
      expect(scoreOf(after).smallestAngle).toBeGreaterThanOrEqual(scoreOf(before).smallestAngle);
      for (const place of after) expect(Math.hypot(...place)).toBeCloseTo(1, 12);
    }),
    { numRuns: 60 },
  );
});

test.each([
  [2, 0.999],
  [4, 0.99],
  [6, 0.97],
  [12, 0.9],
  [24, 0.85],
])('steps bring %i points to %d of the optimum or beyond', (count, share) => {
  for (const seed of [1, 2, 3]) {
    let places: ReturnType<typeof relaxed> = startPlaces(count, seed);
    for (let i = 0; i < 60; i++) places = relaxed(places);
    expect(scoreOf(places).ratio).toBeGreaterThan(share);
    expect(scoreOf(places).ratio).toBeLessThan(1 + 1e-9);
  }
});

test('if no step helps, the points stay', () => {
  const poles = [
    [0, 1, 0],
    [0, -1, 0],
  ] as const;
  expect(relaxed(poles)).toBe(poles);
});
