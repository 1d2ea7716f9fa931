import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Random, randomFrom } from '../../src-shared/random.ts';
import { pairCurves } from '../../src-shared/recognition/pair-curves.ts';
import { drawnPairs, rankPairs } from '../../src-shared/recognition/ranked-pairs.ts';
import { finished } from '../../src-shared/steps.ts';

const person = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
const pair = fc
  .record({ people: fc.tuple(person, person), score: fc.integer({ min: -9, max: 9 }) })
  .map((one) => ({ ...one, same: one.people[0] === one.people[1] }));

describe('pairs that are drawn for themselves', () => {
  test('count alike for the same two people, and once for one person', () => {
    fc.assert(
      fc.property(fc.array(pair, { minLength: 1, maxLength: 60 }), fc.nat(1000), (pairs, draw) => {
        const ranked = rankPairs(pairs);
        const seen = new Map<string, number>();
        for (const [i, weight] of drawnPairs(ranked, draw).entries()) {
          const both = [ranked.a[i]!, ranked.b[i]!].sort().join();
          if (ranked.a[i] === ranked.b[i]) expect(weight).toBe(1);
          expect(weight).toBe(seen.get(both) ?? weight);
          seen.set(both, weight);
        }
      }),
    );
  });

  test('come as often as a Poisson variable of mean one, independent of one another', () => {
    const [people, draws] = [60, 200];
    const ends = Array.from({ length: people }, (_, a) =>
      Array.from({ length: people - a - 1 }, (_, b) => [a, a + b + 1] as const),
    ).flat();
    const [a, b] = [0, 1].map((end) => Int32Array.from(ends, (both) => both[end]!)) as [
      Int32Array,
      Int32Array,
    ];
    const all = Array.from({ length: draws }, (_, draw) => drawnPairs({ a, b }, draw));
    const values = all.flatMap((weights) => [...weights]);
    const mean = (list: readonly number[]) => list.reduce((sum, value) => sum + value, 0) / list.length;
    // 354,000 numbers: standard errors are under 0.002 and 0.004.
    expect(Math.abs(mean(values) - 1)).toBeLessThan(0.01);
    expect(Math.abs(mean(values.map((value) => (value - 1) ** 2)) - 1)).toBeLessThan(0.02);
    for (const [times, share] of [0.3679, 0.3679, 0.1839, 0.0613].entries())
      expect(mean(values.map((value) => Number(value === times)))).toBeCloseTo(share, 2);
    // Of the same draw, and of the same pair: neighbours say nothing of each other.
    const together = (first: readonly number[], second: readonly number[]) =>
      mean(first.map((value, i) => (value - 1) * (second[i]! - 1)));
    expect(Math.abs(together(values.slice(1), values.slice(0, -1)))).toBeLessThan(0.01);
    expect(Math.abs(together(values.slice(ends.length), values.slice(0, -ends.length)))).toBeLessThan(0.01);
  });
});

/** A list in which each person has two pairs of her own and two with others: scores move with both, and one head adds chance. */
function listOf(people: number, random: Random) {
  const shifts = Array.from({ length: people }, () => 0.1 * random.normal());
  const pairs = shifts.flatMap((shift, i) =>
    [0, 0, 1, 2].map((step) => {
      const other = (i + step) % people;
      const mean = step === 0 ? 0.25 + shift : (shift + shifts[other]!) / Math.SQRT2;
      const scores = [0, 1].map(() => mean + 0.1 * random.normal());
      return { people: [`${i}`, `${other}`] as const, same: step === 0, scores };
    }),
  );
  return [0, 1].map((head) =>
    rankPairs(pairs.map(({ scores, ...one }) => ({ ...one, score: scores[head]! }))),
  );
}

describe('intervals of a list with few pairs of each person', () => {
  test('hold the truth about as often as they say, also of a difference between heads that agree', {
    timeout: 120_000,
  }, () => {
    const libraries = 300;
    // Scores are normal with a deviation of the root of 0.02; the AUC is that of a difference of two.
    const truth = 0.8944;
    const held = { auc: 0, difference: 0 };
    for (let library = 0; library < libraries; library++) {
      const heads = listOf(100, randomFrom(53, library));
      const found = finished(pairCurves(heads, [0.1], { draws: 400, seed: library }));
      const holds = ([low, high]: readonly [number, number], value: number) =>
        Number(low <= value && value <= high);
      held.auc += holds(found.heads[0]!.auc.interval!, truth);
      held.difference += holds(found.differences[0]!.auc.interval!, 0);
    }
    // Without draws of pairs the difference is held in 99 of 100.
    for (const count of Object.values(held)) {
      expect(count / libraries).toBeGreaterThan(0.9);
      expect(count / libraries).toBeLessThan(0.98);
    }
  });
});
