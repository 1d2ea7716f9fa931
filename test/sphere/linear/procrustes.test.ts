import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fitRotation, type Point3, rotated } from '../../../src-shared/sphere/index.ts';
import { vectors } from '../../helpers/points.ts';

describe('the rotation', () => {
  test.each([false, true])('that brings points back is found, mirrored: %s', (mirrored) => {
    const angle = fc.double({ min: -4, max: 4, noNaN: true });
    fc.assert(
      fc.property(vectors(3), angle, angle, (rows, a, b) => {
        const from = rows as Point3[];
        const to = from.map(([x, y, z]): Point3 => {
          const [x1, y1] = [Math.cos(a) * x - Math.sin(a) * y, Math.sin(a) * x + Math.cos(a) * y];
          const [y2, z2] = [Math.cos(b) * y1 - Math.sin(b) * z, Math.sin(b) * y1 + Math.cos(b) * z];
          return [mirrored ? -x1 : x1, y2, z2];
        });
        const { rotation, rms } = fitRotation(from, to, mirrored);
        expect(rms).toBeLessThan(1e-6);
        for (const [i, point] of from.entries()) {
          for (const [k, value] of rotated(point, rotation).entries())
            expect(value).toBeCloseTo(to[i]![k]!, 6);
        }
      }),
    );
  });
});
