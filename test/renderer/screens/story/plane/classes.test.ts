import { expect, test } from 'vitest';
import { digitClasses, extentOf } from '../../../../../src-renderer/screens/story/plane/classes.ts';

test('a class is described by its mean and the angles of its samples to it', () => {
  const points = [
    [0, 2],
    [0, 4],
    [3, 0],
    [0, -3],
  ].map((point) => Float32Array.from(point));
  const [first, second] = digitClasses({ points, labels: [0, 0, 1, 1] });
  expect(first).toEqual({ label: 0, count: 2, distance: 3, direction: 90, within: 0 });
  expect(second).toMatchObject({ label: 1, direction: 315 });
  expect(second!.within).toBeCloseTo(45, 9);
});

test.each([
  [[[0.2, -0.13]], 0.2],
  [[[12, 0]], 15],
  [[[0, 0]], 1],
  [
    [
      [1, 1],
      [-71, 3],
    ],
    100,
  ],
])('the axes for %j reach to ±%d', (points, extent) => expect(extentOf(points)).toBeCloseTo(extent, 9));
