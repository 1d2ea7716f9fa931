import { expect, test } from 'vitest';
import { solve } from '../../src-shared/sphere/index.ts';
import { tammesTable } from '../../src-shared/sphere/tammes-table.ts';

function solved(count: number, dim: number) {
  const search = solve({ count, dim, seed: 1, restarts: 20 });
  for (;;) {
    const { done, value } = search.next();
    if (done) return value;
  }
}

test.each([4, 7, 12, 13, 24])('%i points on the sphere come as far apart as is best known', (count) => {
  expect(solved(count, 3).angle).toBeCloseTo(tammesTable[count - 2]![1], 4);
});
