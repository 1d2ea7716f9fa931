import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { positionOf, positions, valueAt } from '../../../src-renderer/components/slider-scale.ts';
import { ranges } from '../../../src-renderer/screens/losses/curves.ts';

describe('a slider', () => {
  const range = fc.constantFrom(
    ...Object.values(ranges),
    { min: 0.1, max: 1000, step: 1, whole: false },
    { min: 0, max: 1.5, step: 0.05, whole: false },
    { min: 0.01, max: 0.99, step: 0.05, whole: false },
    { min: 1, max: 4, step: 1, whole: true },
  );

  test('changes its value to the same side with every move, and keeps to its range', () => {
    const moves = fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(range, fc.double({ min: 0, max: 1, noNaN: true }), moves, (own, start, steps) => {
        let value = valueAt(own, Math.round(start * positions(own)), own.min);
        for (const step of steps) {
          const from = positionOf(own, value);
          const to = Math.min(positions(own), Math.max(0, from + step));
          const next = valueAt(own, to, value);
          if (to !== from) expect(Math.sign(next - value)).toBe(Math.sign(to - from));
          expect(next).toBeGreaterThanOrEqual(own.min);
          expect(next).toBeLessThanOrEqual(own.max);
          if (own.whole) expect(Number.isInteger(next)).toBe(true);
          value = next;
        }
      }),
    );
  });
});
