import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assign } from '../../../src-shared/sphere/index.ts';

describe('the assignment', () => {
  test('costs no more than any other', () => {
    const square = fc
      .integer({ min: 1, max: 6 })
      .chain((n) =>
        fc.array(fc.array(fc.nat(50), { minLength: n, maxLength: n }), { minLength: n, maxLength: n }),
      );
    fc.assert(
      fc.property(square, (cost) => {
        const columns = assign(cost);
        expect([...columns].sort()).toEqual(cost.map((_, i) => i));
        const total = (order: ArrayLike<number>) => cost.reduce((sum, row, i) => sum + row[order[i]!]!, 0);
        const least = Math.min(...permutations(cost.length).map(total));
        expect(total(columns)).toBe(least);
      }),
    );
  });
});

function permutations(n: number): number[][] {
  if (n === 0) return [[]];
  return permutations(n - 1).flatMap((rest) =>
    Array.from({ length: n }, (_, at) => [...rest.slice(0, at), n - 1, ...rest.slice(at)]),
  );
}
