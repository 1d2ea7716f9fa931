import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { spreadOf } from '../../../src-shared/sphere/index.ts';
import { crossPolytope, icosahedron, simplex } from '../../helpers/configurations.ts';
import { vectors } from '../../helpers/points.ts';

describe('the spread', () => {
  test('of an icosahedron is the proven optimum', () => {
    const spread = spreadOf(icosahedron);
    expect(spread.smallestAngle).toBeCloseTo(63.4349488, 6);
    expect(spread.meanNearestAngle).toBeCloseTo(63.4349488, 6);
    expect(spread.optimum).toMatchObject({ status: 'proven' });
    expect(spread.ratio).toBeCloseTo(1, 8);
  });

  test.each([3, 4, 10, 40])('of a regular simplex with %i corners is its bound', (count) => {
    const spread = spreadOf(simplex(count));
    expect(spread.smallestAngle).toBeCloseTo((Math.acos(-1 / (count - 1)) * 180) / Math.PI, 6);
    expect(spread.optimum).toMatchObject({ status: 'proven', source: 'simplex' });
    expect(spread.ratio).toBeCloseTo(1, 8);
  });

  test('of a cross-polytope is 90 degrees, proven', () => {
    expect(spreadOf(crossPolytope(5))).toMatchObject({
      smallestAngle: 90,
      ratio: 1,
      optimum: { status: 'proven' },
    });
  });

  test('does not change when the points are turned, stretched or put in another order', () => {
    fc.assert(
      fc.property(vectors(3), fc.double({ min: 0, max: 7, noNaN: true }), (rows, angle) => {
        const [c, s] = [Math.cos(angle), Math.sin(angle)];
        const turned = rows
          .map(([x, y, z]) => [3 * (c * x! - s * y!), 3 * (s * x! + c * y!), 3 * z!])
          .reverse();
        const [before, after] = [spreadOf(rows), spreadOf(turned)];
        expect(after.smallestAngle).toBeCloseTo(before.smallestAngle, 6);
        expect(after.meanNearestAngle).toBeCloseTo(before.meanNearestAngle, 6);
        expect(before.smallestAngle).toBeLessThanOrEqual(before.meanNearestAngle + 1e-9);
        expect(before.ratio!).toBeLessThanOrEqual(1 + 1e-9);
      }),
    );
  });

  test('of coinciding points is 0, of a zero vector 90 degrees, and of one point an error', () => {
    expect(
      spreadOf([
        [1, 2, 3],
        [2, 4, 6],
      ]).smallestAngle,
    ).toBeCloseTo(0, 6);
    expect(
      spreadOf([
        [0, 0, 0],
        [0, 0, 1],
      ]).smallestAngle,
    ).toBe(90);
    expect(() => spreadOf([[1, 0]])).toThrow('at least two');
  });
});
