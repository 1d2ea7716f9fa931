import fc from 'fast-check';
import { expect, test } from 'vitest';
import { degrees } from '../../../src-shared/angle-units.ts';
import { optimumFor, solve, spreadOf } from '../../../src-shared/sphere/index.ts';
import { fejesToth, levenshtein } from '../../../src-shared/sphere/measures/bounds.ts';
import { knownOptima } from '../../../src-shared/sphere/measures/known-optima.ts';
import { tammesTable } from '../../../src-shared/sphere/measures/tammes-table.ts';
import { construct } from '../../../src-shared/sphere/solver/constructions.ts';
import { crossPolytope, icosahedron, simplex } from '../../helpers/configurations.ts';

test.each([
  [7, 2, { angle: 360 / 7, status: 'proven' }],
  [14, 3, { angle: expect.closeTo(55.67057, 5), status: 'proven' }],
  [15, 3, { status: 'best-known', bound: { angle: expect.closeTo(55.67057, 5) } }],
  [20, 3, { angle: expect.closeTo(47.4310362, 6), status: 'best-known', source: 'Tammes table' }],
  [52, 3, { status: 'best-known', source: 'our own search' }],
  [131, 3, { status: 'bound', source: 'Fejes Tóth bound' }],
  [100, 64, { angle: 90, status: 'proven' }],
  [120, 4, { angle: expect.closeTo(36, 9), status: 'proven' }],
  [240, 8, { angle: expect.closeTo(60, 9), status: 'proven' }],
  [239, 8, { status: 'bound', source: 'Levenshtein bound' }],
  [196_560, 24, { angle: expect.closeTo(60, 9), status: 'proven' }],
  [200, 64, { angle: expect.closeTo(89.013, 3), status: 'bound', source: 'Levenshtein bound' }],
  [2, 3, { angle: 180, status: 'proven' }],
  [1, 3, null],
])('the optimum of %i points in %i dimensions', (count, dim, expected) => {
  if (expected === null) expect(optimumFor(count, dim)).toBeNull();
  else expect(optimumFor(count, dim)).toMatchObject(expected);
});

test.each([
  ['icosahedron', icosahedron, 'Tammes table'],
  ['24-cell', construct(24, 4)!.points, '24-cell'],
  ['600-cell', construct(120, 4)!.points, '600-cell'],
  ['roots of E8', construct(240, 8)!.points, 'E8 roots'],
  ['cross-polytope', crossPolytope(9), 'cross-polytope'],
])('the %s reaches its proven optimum', (_, rows, source) => {
  const { ratio, optimum } = spreadOf(rows);
  expect(optimum).toMatchObject({ status: 'proven', source });
  expect(ratio).toBeCloseTo(1, 9);
});

test("codes of Levenshtein's list reach his bound, and no proven optimum exceeds it", () => {
  const sharp = knownOptima.filter(({ dim, count, cosine }) => {
    const angle = levenshtein(count, dim);
    expect(angle).toBeGreaterThan(Math.acos(cosine) - 1e-9);
    return Math.abs(angle - Math.acos(cosine)) < 1e-9;
  });
  expect(sharp).toHaveLength(16);
  for (const dim of [3, 5, 64, 512]) {
    expect(levenshtein(dim + 1, dim)).toBeCloseTo(Math.acos(-1 / dim), 9);
    expect(levenshtein(2 * dim, dim)).toBeCloseTo(Math.PI / 2, 9);
  }
});

test('nothing in the table exceeds the bounds, and more points never lie further apart', () => {
  for (const [i, [count, angle]] of tammesTable.entries()) {
    expect(angle).toBeLessThanOrEqual(tammesTable[i - 1]?.[1] ?? 180);
    if (count < 3) continue;
    expect(angle).toBeLessThanOrEqual(fejesToth(count) * degrees + 1e-6);
    expect(angle).toBeLessThanOrEqual(levenshtein(count, 3) * degrees + 1e-6);
    expect(angle).toBeLessThanOrEqual(optimumFor(count, 3)!.bound.angle + 1e-6);
  }
});

test('a bound never rises with the number of points', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 20_000 }), fc.integer({ min: 2, max: 512 }), (count, dim) => {
      const [fewer, more] = [optimumFor(count, dim)!, optimumFor(count + 1, dim)!];
      expect(more.bound.angle).toBeLessThanOrEqual(fewer.bound.angle + 1e-9);
      expect(fewer.angle).toBeLessThanOrEqual(fewer.bound.angle);
    }),
  );
});

test('no arrangement exceeds its bound: random ones, and those that the solver finds', () => {
  const bounded = (rows: readonly ArrayLike<number>[]) => {
    const { smallestAngle, optimum } = spreadOf(rows);
    expect(smallestAngle).toBeLessThanOrEqual(optimum!.bound.angle + 1e-7);
  };
  const point = (dim: number) =>
    fc
      .array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: dim, maxLength: dim })
      .filter((row) => Math.hypot(...row) > 0.1);
  const rows = fc
    .integer({ min: 2, max: 9 })
    .chain((dim) => fc.array(point(dim), { minLength: 2, maxLength: 30 }));
  fc.assert(fc.property(rows, bounded));
  const sizes = fc.record({ count: fc.integer({ min: 2, max: 20 }), dim: fc.integer({ min: 2, max: 6 }) });
  fc.assert(
    fc.property(sizes, fc.nat(1000), ({ count, dim }, seed) => {
      const search = solve({ count, dim, seed, restarts: 1 });
      for (let step = search.next(); ; step = search.next()) if (step.done) return bounded(step.value.points);
    }),
    { numRuns: 20 },
  );
  for (const count of [3, 5, 17]) bounded(simplex(count));
});
