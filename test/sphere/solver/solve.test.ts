import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { degrees } from '../../../src-shared/angle-units.ts';
import { TammesError } from '../../../src-shared/errors/index.ts';
import { randomFrom } from '../../../src-shared/random.ts';
import { type SolveOptions, solve, spreadOf } from '../../../src-shared/sphere/index.ts';
import { tammesTable } from '../../../src-shared/sphere/measures/tammes-table.ts';
import { climb, polishedAngle } from '../../../src-shared/sphere/solver/climb.ts';
import { softMaximumOfOrbits } from '../../../src-shared/sphere/solver/orbits.ts';
import { largestCosine, normaliseRows } from '../../../src-shared/sphere/solver/soft-maximum.ts';
import { starts } from '../../../src-shared/sphere/solver/starts.ts';
import {
  drawSymmetry,
  freePoints,
  repeated,
  symmetricPoints,
} from '../../../src-shared/sphere/solver/symmetry.ts';

function solved(options: SolveOptions) {
  const search = solve(options);
  for (;;) {
    const { done, value } = search.next();
    if (done) return value;
  }
}

/** How far a found angle lies below the best known, radians. */
const missing = (count: number, angle: number) => (tammesTable[count - 2]![1] - angle) / degrees;

test.each([7, 8, 9, 10, 11, 12, 13, 14, 16, 19, 24, 27, 32, 38])(
  '%i points on the sphere come as far apart as is best known, to a millionth of a radian',
  (count) => {
    const { angle, source, points } = solved({ count, dim: 3, seed: 1 });
    expect(source).toBe('search');
    expect(missing(count, angle)).toBeLessThan(1e-6);
    expect(angle).toBeCloseTo(spreadOf(points).smallestAngle, 9);
  },
);

test('24 points stand as the corners of the snub cube: 43.6908 degrees, each touching five', () => {
  const { points } = solved({ count: 24, dim: 3, seed: 1 });
  const { smallestAngle, kissing, ratio } = spreadOf(points);
  expect(smallestAngle).toBeCloseTo(43.6907671, 7);
  expect(kissing.count).toBe(60);
  expect(ratio).toBeCloseTo(1, 8);
});

test('119 points come as far apart as 120, whose symmetry is kept until one is taken away', {
  timeout: 180_000,
}, () => {
  const { angle, points } = solved({ count: 119, dim: 3, seed: 1, restarts: 120 });
  expect(points).toHaveLength(119);
  expect(missing(120, angle)).toBeLessThan(1e-6);
});

test('a climb foretells the angle that polishing reaches', () => {
  for (let seed = 1; seed <= 5; seed++) {
    const random = randomFrom(seed);
    const x = Float64Array.from({ length: 100 * 3 }, () => random.normal());
    normaliseRows(x, 3);
    const steps = climb(x, 3, 50);
    let step = steps.next();
    while (!step.done) step = steps.next();
    const before = Math.acos(largestCosine(x, 3));
    const after = polishedAngle(x, 3, before, 0);
    expect(after - before).toBeGreaterThan(1.5e-4);
    expect(Math.abs(step.value - after)).toBeLessThan(1.5e-4);
  }
});

test('the proven optimum is reached up to 128 dimensions wherever it is simplex, cross-polytope or polygon', () => {
  const sizes = fc
    .integer({ min: 2, max: 128 })
    .chain((dim) => fc.integer({ min: 2, max: 2 * dim }).map((count) => ({ count, dim })));
  fc.assert(
    fc.property(sizes, ({ count, dim }) => {
      const { points, source } = solved({ count, dim, seed: 1 });
      const { smallestAngle, optimum } = spreadOf(points);
      expect(points.map((point) => point.length)).toEqual(Array(count).fill(dim));
      expect(optimum).toMatchObject({ status: 'proven', source });
      expect(smallestAngle).toBeCloseTo(optimum!.angle, 9);
    }),
    { numRuns: 60 },
  );
  for (const dim of [2, 3, 64, 128]) {
    for (const count of [dim, dim + 1, 2 * dim]) {
      const { points } = solved({ count, dim, seed: 1 });
      expect(spreadOf(points).ratio).toBeCloseTo(1, 9);
    }
  }
});

test.each([
  [24, 4],
  [120, 4],
  [240, 8],
])('%i points in %i dimensions are written down as their proven optimum', (count, dim) => {
  const { points, angle } = solved({ count, dim, seed: 1 });
  expect(points).toHaveLength(count);
  expect(spreadOf(points).ratio).toBeCloseTo(1, 9);
  expect(spreadOf(points).optimum).toMatchObject({ status: 'proven', angle: expect.closeTo(angle, 9) });
});

test.each([
  [10, 4, 80.4059317731],
  [16, 5, 78.4630409672],
  [27, 6, 75.5224878141],
])('%i points in %i dimensions are found by searching, too', (count, dim, angle) => {
  expect(solved({ count, dim, seed: 1 })).toMatchObject({
    source: 'search',
    angle: expect.closeTo(angle, 6),
  });
});

test('the same seed finds the same points, another seed others', () => {
  const [first, again, other] = [3, 3, 4].map((seed) => solved({ count: 33, dim: 3, seed, restarts: 3 }));
  expect(again).toEqual(first);
  expect(other!.points).not.toEqual(first!.points);
});

test('a search can be watched and left: there is always a best so far, and it never gets worse', () => {
  const search = solve({ count: 60, dim: 3, seed: 1, restarts: 4 });
  let [share, angle] = [0, 0];
  for (;;) {
    const { done, value } = search.next();
    if (done) {
      expect(value.angle).toBeGreaterThanOrEqual(angle);
      return;
    }
    expect(value.best.points).toHaveLength(60);
    expect(value.share).toBeGreaterThan(share);
    expect(value.share).toBeLessThanOrEqual(1);
    // Until the first start has ended the picture is its own.
    if (value.restart > 0) expect(value.best.angle).toBeGreaterThanOrEqual(angle);
    if (value.restart > 0) angle = value.best.angle;
    share = value.share;
  }
});

test.each([
  [1, 3, 'at least two'],
  [5, 1, 'at least two'],
  [5.5, 3, 'at least two'],
  [100_000, 512, 'at most 1397'],
  [5000, 3, 'at most 4472'],
])('%d points in %d dimensions are refused', (count, dim, message) => {
  const refused = () => solved({ count, dim, seed: 1 });
  expect(refused).toThrow(TammesError);
  expect(refused).toThrow(expect.objectContaining({ remedy: expect.stringContaining(message) }));
});

test('a search without a start is refused', () => {
  expect(() => solved({ count: 30, dim: 3, seed: 1, restarts: 0 })).toThrow('0 starts');
});

describe('symmetric starts', () => {
  test('are as many unit vectors as are asked for, and none coincide', () => {
    let drawn = 0;
    fc.assert(
      fc.property(fc.integer({ min: 13, max: 130 }), fc.nat(), (count, seed) => {
        const points = symmetricPoints(count, randomFrom(seed));
        if (points === null) return;
        drawn++;
        expect(points).toHaveLength(3 * count);
        const rows = Array.from({ length: count }, (_, i) => points.slice(3 * i, 3 * i + 3));
        for (const row of rows) expect(Math.hypot(...row)).toBeCloseTo(1, 9);
        expect(spreadOf(rows).smallestAngle).toBeGreaterThan(0);
      }),
    );
    expect(drawn).toBeGreaterThan(20);
  });

  test('have an energy whose gradient by the free points is what finite differences say, and that grows with the largest cosine', () => {
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 60 }), fc.nat(), (count, seed) => {
        const random = randomFrom(seed);
        const symmetry = drawSymmetry(count, random);
        if (symmetry === null || symmetry.free === 0) return;
        const free = freePoints(symmetry, random);
        const exponent = 20;
        // All pairs are watched, so that none comes or goes.
        const energy = softMaximumOfOrbits(symmetry, free, 2, exponent);
        const gradient = new Float64Array(free.length);
        const value = energy(free, gradient);
        const unused = new Float64Array(free.length);
        for (let k = 0; k < free.length; k += 5) {
          const [up, down] = [1e-5, -1e-5].map((step) => {
            const moved = free.slice();
            moved[k]! += step;
            return energy(moved, unused);
          }) as [number, number];
          expect(gradient[k]).toBeCloseTo((up - down) / 2e-5, 6);
        }
        const rows = split(repeated(symmetry, free));
        const cosine = Math.cos(spreadOf(rows).smallestAngle / degrees);
        // A pair on axes is not moved, and counts nothing.
        if (symmetry.fixed.length === 0) {
          expect(value).toBeGreaterThanOrEqual(cosine - 1e-9);
          expect(value).toBeLessThan(cosine + Math.log(count * count) / exponent);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('go on without their symmetry, and every start is as many unit vectors with the angle that it says', () => {
    let seen = 0;
    for (const { points, angle } of starts(32, 3, 1)) {
      if (angle === null) continue;
      const unitPoints = points.slice();
      normaliseRows(unitPoints, 3);
      expect(points).toHaveLength(3 * 32);
      expect(Math.max(...points.map((value, k) => Math.abs(value - unitPoints[k]!)))).toBeLessThan(1e-9);
      if (seen % 40 === 0)
        expect(spreadOf(split(points)).smallestAngle).toBeGreaterThanOrEqual(angle * degrees - 1e-7);
      if (++seen === 500) return;
    }
  });
});

function split(points: Float64Array): Float64Array[] {
  return Array.from({ length: points.length / 3 }, (_, i) => points.slice(3 * i, 3 * i + 3));
}
