import { expect, test } from 'vitest';
import { keptNeighbours } from '../../../../src-renderer/sphere/work/kept-neighbours.ts';

test('a neighbour is kept if nobody else is drawn nearer', () => {
  // A right angle between the first and the third; the second stands between them, nearer to the first.
  const points = Float32Array.from([1, 0, 0, 0.8, 0.6, 0, 0, 1, 0]);
  expect(keptNeighbours(points, [1, 0, 1])).toEqual([true, true, true]);
  expect(keptNeighbours(points, [2, 2, 0])).toEqual([false, false, false]);
});
