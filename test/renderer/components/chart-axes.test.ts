import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shareEnds } from '../../../src-renderer/components/chart-axes.ts';

test('an axis of shares has room for all that is shown, and ends at what shares can be', () => {
  const percent = fc.double({ min: 0, max: 100, noNaN: true });
  fc.assert(
    fc.property(percent, percent, (a, b) => {
      const [low, high] = shareEnds(100);
      const [from, to] = [low(Math.min(a, b)), high(Math.max(a, b))];
      expect(from).toBeGreaterThanOrEqual(0);
      expect(from).toBeLessThanOrEqual(Math.min(a, b));
      expect(to).toBeGreaterThanOrEqual(Math.max(a, b));
      expect(to).toBeLessThanOrEqual(100);
      expect(to - from).toBeGreaterThanOrEqual(10);
    }),
  );
  expect(shareEnds(100).map((end) => end(100))).toEqual([90, 100]);
});
