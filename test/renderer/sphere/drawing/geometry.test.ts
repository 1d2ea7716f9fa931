import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  angleOfPair,
  graticule,
  nearestPairs,
  rimOf,
  segmentsOf,
} from '../../../../src-renderer/sphere/drawing/geometry.ts';
import { point } from '../../../helpers/points.ts';
import { picture } from '../../../helpers/sphere-picture.ts';

test('arcs stay on the sphere from end to end, in pieces that look round', () => {
  fc.assert(
    fc.property(point, point, (a, b) => {
      const points = [...a, ...b];
      fc.pre(angleOfPair(points, 0, 1) < 3.1);
      const { ends, colours } = segmentsOf(points, [{ from: 0, to: 1, colour: [1, 0, 0] }]);
      expect(colours.length).toBe(ends.length / 2);
      for (let i = 0; i < ends.length; i += 3)
        expect(Math.hypot(ends[i]!, ends[i + 1]!, ends[i + 2]!)).toBeCloseTo(1, 4);
      a.forEach((value, k) => {
        expect(ends[k]).toBeCloseTo(value, 5);
      });
      b.forEach((value, k) => {
        expect(ends.at(k - 3)).toBeCloseTo(value, 5);
      });
      for (let i = 0; i < ends.length; i += 6)
        expect(angleOfPair(ends.subarray(i, i + 6), 0, 1)).toBeLessThan(0.1001);
    }),
  );
});

test('a cap’s rim lies at its radius from the centre all around', () => {
  fc.assert(
    fc.property(point, fc.double({ min: 0.01, max: 3, noNaN: true }), (p, radius) => {
      const rim = rimOf(p, 0, radius);
      for (let i = 0; i < rim.length; i += 3)
        expect(angleOfPair([...p, ...rim.subarray(i, i + 3)], 0, 1)).toBeCloseTo(radius, 3);
    }),
  );
});

test('each pair of nearest neighbours is drawn once', () => {
  expect(nearestPairs(picture.nearest)).toEqual([
    [0, 1],
    [2, 1],
    [3, 2],
  ]);
});

test('the grid has six meridian circles and five parallels', () => {
  expect(graticule([0, 0, 0]).ends.length / 6).toBe(11 * 72);
});
