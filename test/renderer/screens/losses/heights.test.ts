import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { angles, firstCurves, questionOf } from '../../../../src-renderer/screens/losses/curves.ts';
import { heightsOf, marksOf } from '../../../../src-renderer/screens/losses/heights.ts';

const [curve] = firstCurves().curves;

describe('the chart of gradient lengths', () => {
  test('the full pull is the length times the sine, and a relative curve reaches 1', () => {
    const answer = {
      curve: curve!,
      question: questionOf({ ...curve!, otherAngle: '30' })!,
      lengths: {
        own: Float32Array.from(angles, (angle) => angle),
        other: Float32Array.from(angles, () => 2),
      },
    };
    const view = { centre: 'own', quantity: 'pull', scale: 'real' } as const;
    expect(heightsOf(answer, view)[15]).toBeCloseTo(15, 5);
    expect(heightsOf(answer, { ...view, centre: 'other' })[15]).toBeCloseTo(1, 5);
    const relative = heightsOf(answer, { ...view, quantity: 'length', scale: 'relative' });
    expect(relative.at(-2)).toBe(1);
  });

  test('marks of the axis are even, few, and reach above every peak', () => {
    const peak = fc.double({ min: 1e-6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(peak, (height) => {
        const marks = marksOf([[Number.POSITIVE_INFINITY, height, 0]]);
        expect(marks.at(-1)!).toBeGreaterThanOrEqual(height * (1 - 1e-5));
        expect(marks.length).toBeLessThanOrEqual(8);
        expect(marks.at(-2)!).toBeLessThan(height);
      }),
    );
  });
});
