import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nearestBins, pairBins } from '../../../../src-renderer/screens/sphere/angle-bins.ts';

describe('the histogram of angles', () => {
  test('counts every angle once, in few bins of one round width that reach to the marks', () => {
    const angle = fc.double({ min: 0, max: 180, noNaN: true });
    fc.assert(
      fc.property(fc.array(angle, { minLength: 1, maxLength: 100 }), fc.array(angle), (angles, marks) => {
        const bins = nearestBins(angles, marks);
        expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(angles.length);
        expect(bins.length).toBeGreaterThanOrEqual(6);
        expect(bins.length).toBeLessThanOrEqual(26);
        for (const mark of [...angles, ...marks]) {
          expect(mark).toBeGreaterThanOrEqual(bins[0]!.from - 1e-6);
          expect(mark).toBeLessThanOrEqual(bins.at(-1)!.to + 1e-6);
        }
      }),
    );
  });
});

describe('the histogram of all pairs', () => {
  test('has every pair once, in few bins of one round width that reach to the marks', () => {
    const degree = fc.nat({ max: 179 });
    fc.assert(
      fc.property(fc.array(degree, { minLength: 1, maxLength: 100 }), fc.array(degree), (degrees, marks) => {
        const counts = Array.from({ length: 180 }, (_, i) => degrees.filter((d) => d === i).length);
        const bins = pairBins(counts, marks);
        expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(degrees.length);
        expect(bins.length).toBeLessThanOrEqual(37);
        for (const mark of [...degrees, ...marks]) {
          expect(mark).toBeGreaterThanOrEqual(bins[0]!.from);
          expect(mark).toBeLessThan(bins.at(-1)!.to);
        }
        for (const { from, to, count } of bins) {
          expect(count).toBe(degrees.filter((d) => d >= from && d < to).length);
        }
      }),
    );
  });

  test('is empty without pairs', () => expect(pairBins(Array(180).fill(0), [90])).toEqual([]));
});
