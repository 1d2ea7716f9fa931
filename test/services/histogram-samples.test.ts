import fc from 'fast-check';
import { expect, test } from 'vitest';
import { samplesOf } from '../../src-main/services/histogram-samples.ts';
import { binOf, pairHistogram } from '../../src-shared/recognition/index.ts';

const scores = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 1, maxLength: 200 });

test('a bar that counts pairs shows some of these, four at most, and all where there are no more', () => {
  fc.assert(
    fc.property(scores, scores, (same, different) => {
      const bins = pairHistogram(
        { same: Float32Array.from(same), different: Float32Array.from(different) },
        0.3,
        10,
      );
      const scored = (values: readonly number[]) => ({
        places: values.keys(),
        scoreOf: (i: number) => values[i]!,
        pairOf: (i: number) => ({ a: i, b: i, score: values[i]! }),
      });
      const samples = samplesOf(bins, { same: scored(same), different: scored(different) });
      for (const kind of ['same', 'different'] as const)
        for (const [bin, pairs] of samples[kind].entries()) {
          expect(pairs).toHaveLength(Math.min(4, bins[kind][bin]!));
          expect(pairs.every(({ score }) => binOf(bins, score) === bin)).toBe(true);
          expect(new Set(pairs.map(({ a }) => a)).size).toBe(pairs.length);
        }
    }),
  );
});
