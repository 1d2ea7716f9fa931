import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Nearest, nearestByBlocks, spreadOf } from '../../../src-shared/sphere/index.ts';
import { openBackend } from '../../backends.ts';

async function ended(
  search: AsyncGenerator<number, Nearest>,
): Promise<{ shares: number[]; nearest: Nearest }> {
  const shares: number[] = [];
  for (;;) {
    const { done, value } = await search.next();
    if (done) return { shares, nearest: value };
    shares.push(value);
  }
}

const vectors = fc
  .record({ count: fc.integer({ min: 2, max: 40 }), dim: fc.integer({ min: 2, max: 9 }) })
  .chain(({ count, dim }) => {
    const row = fc
      .array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: dim, maxLength: dim })
      .filter((values) => Math.hypot(...values) > 0.1)
      .map((values) => Float32Array.from(values, (value) => value / Math.hypot(...values)));
    return fc.array(row, { minLength: count, maxLength: count });
  });

test.each(['cpu', 'wasm'] as const)(
  'blocks of any size find the nearest neighbours that comparing all finds, on %s',
  async (backend) => {
    const { tf } = await openBackend(backend);
    await fc.assert(
      fc.asyncProperty(vectors, fc.integer({ min: 1, max: 50 }), async (rows, size) => {
        const flat = Float32Array.from(rows.flatMap((row) => [...row]));
        const before = tf.memory().numTensors;
        const { shares, nearest } = await ended(nearestByBlocks(tf, flat, rows[0]!.length, size));
        expect(tf.memory().numTensors).toBe(before);
        expect(shares).toEqual(shares.toSorted((a, b) => a - b));
        expect(shares.at(-1)).toBe(1);
        const spread = spreadOf(rows);
        expect(nearest.smallestAngle).toBeCloseTo(spread.smallestAngle, 1);
        for (const [i, { angle }] of spread.nearest.entries()) {
          expect(nearest.index[i]).not.toBe(i);
          // Single precision may take the second nearest if two are as near.
          expect(nearest.angle[i]).toBeGreaterThanOrEqual(angle - 1e-4);
          expect(nearest.angle[i]).toBeLessThan(angle + 0.05);
        }
      }),
    );
  },
);
