import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Rows, spreadCentres, spreadOf } from '../../../src-shared/sphere/index.ts';
import { assign } from '../../../src-shared/sphere/linear/assignment.ts';
import { fitOrthogonal } from '../../../src-shared/sphere/linear/orthogonal-fit.ts';
import { finished } from '../../../src-shared/steps.ts';
import { dot } from '../../../src-shared/vectors.ts';

const rowsOf = (count: number, dim: number) =>
  fc.array(
    fc
      .array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: dim, maxLength: dim })
      .filter((row) => Math.hypot(...row) > 0.1),
    { minLength: count, maxLength: count },
  );

const spread = (directions: Rows, seed: number) => finished(spreadCentres(directions, seed));

function orders(n: number): number[][] {
  if (n === 0) return [[]];
  return orders(n - 1).flatMap((order) =>
    Array.from({ length: n }, (_, at) => [...order.slice(0, at), n - 1, ...order.slice(at)]),
  );
}

/** Costs whose least total is the largest sum of products. */
const productCosts = (rows: readonly ArrayLike<number>[], targets: readonly ArrayLike<number>[]) =>
  rows.map((row) => targets.map((target) => -dot(row, target)));

test('of all ways to give out targets the one with the largest sum is found', () => {
  const pairs = fc
    .record({ count: fc.integer({ min: 1, max: 6 }), dim: fc.integer({ min: 1, max: 4 }) })
    .chain(({ count, dim }) => fc.tuple(rowsOf(count, dim), rowsOf(count, dim)));
  fc.assert(
    fc.property(pairs, ([rows, targets]) => {
      const sum = (order: ArrayLike<number>) =>
        rows.reduce((total, row, i) => total + dot(row, targets[order[i]!]!), 0);
      const found = assign(productCosts(rows, targets));
      expect([...found].sort()).toEqual(rows.map((_, i) => i));
      expect(sum(found)).toBeCloseTo(Math.max(...orders(rows.length).map(sum)), 9);
    }),
  );
});

describe('turning rows to their targets', () => {
  const shapes = fc
    .record({ count: fc.integer({ min: 1, max: 12 }), dim: fc.integer({ min: 1, max: 6 }) })
    .chain(({ count, dim }) => fc.tuple(rowsOf(count, dim), rowsOf(count, dim), rowsOf(dim, dim)));

  test('keeps all products, and no other turn brings them nearer', () => {
    fc.assert(
      fc.property(shapes, ([from, to, other]) => {
        const turned = fitOrthogonal(from, to);
        const identity = from[0]!.map((_, k) => from[0]!.map((_, j) => (k === j ? 1 : 0)));
        // Any orthogonal matrix, as the turn that fits the axes to something.
        const axes = fitOrthogonal(identity, other);
        const reach = (rows: readonly ArrayLike<number>[]) =>
          rows.reduce((sum, row, i) => sum + dot(row, to[i]!), 0);
        for (const [i, row] of turned.entries()) {
          for (let j = 0; j <= i; j++) expect(dot(row, turned[j]!)).toBeCloseTo(dot(from[i]!, from[j]!), 9);
        }
        const otherwise = from.map((row) =>
          row.map((_, k) => row.reduce((sum, value, j) => sum + value * axes[j]![k]!, 0)),
        );
        expect(reach(turned)).toBeGreaterThanOrEqual(reach(otherwise) - 1e-9);
      }),
    );
  });

  test('finds a turn that was made', () => {
    fc.assert(
      fc.property(shapes, ([from, , other]) => {
        const identity = from[0]!.map((_, k) => from[0]!.map((_, j) => (k === j ? 1 : 0)));
        const axes = fitOrthogonal(identity, other);
        const to = from.map((row) =>
          row.map((_, k) => row.reduce((sum, value, j) => sum + value * axes[j]![k]!, 0)),
        );
        // Rows that nearly lie in fewer dimensions leave the turn with fewer digits.
        for (const [i, row] of fitOrthogonal(from, to).entries())
          for (const [k, value] of row.entries()) expect(value).toBeCloseTo(to[i]![k]!, 4);
      }),
    );
  });
});

describe('spread centres', () => {
  test.each([
    [5, 3],
    [12, 3],
    [5, 2],
    [40, 64],
    [100, 64],
    [30, 8],
  ])(
    '%i in %i dimensions are as far apart as the solver brings them, each near its own direction',
    (count, dim) => {
      const [first] = fc.sample(rowsOf(count, dim), { numRuns: 1, seed: 7 });
      const centres = spread(first!, 1);
      const { smallestAngle, optimum } = spreadOf(centres);
      if (optimum!.status === 'proven') expect(smallestAngle).toBeCloseTo(optimum!.angle, 6);
      else expect(smallestAngle).toBeGreaterThan(0.8 * optimum!.angle);
      // No two would be better off with each other's place.
      const units = first!.map((row) => row.map((value) => value / Math.hypot(...row)));
      const order = assign(productCosts(units, centres));
      const sum = (taken: ArrayLike<number>) =>
        units.reduce((total, row, i) => total + dot(row, centres[taken[i]!]!), 0);
      expect(sum(order)).toBeCloseTo(sum(units.map((_, i) => i)), 6);
      expect(sum(order) / count).toBeGreaterThan(0.2);
      expect(spread(first!, 1)).toEqual(centres);
    },
  );

  test('stay with directions that are spread already', () => {
    const directions = [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
      [-1, 0, 0],
      [0, -1, 0],
      [0, 0, -1],
    ];
    for (const [i, row] of spread(directions, 1).entries())
      for (const [k, value] of row.entries()) expect(value).toBeCloseTo(directions[i]![k]!, 9);
  });

  test('are refused for more classes than the solver can hold', () => {
    const many = Array.from({ length: 5001 }, (_, i) => [1, i, i * i]);
    expect(() => spread(many, 1)).toThrow('too many');
  });

  test('tell how far they are, never less than before', () => {
    const [first] = fc.sample(rowsOf(30, 8), { numRuns: 1, seed: 7 });
    const shares = [...spreadCentres(first!, 1)];
    expect(shares.length).toBeGreaterThan(30);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares.at(-1)).toBeLessThanOrEqual(1);
  });
});
