/** Accuracy over folds of several heads on the same pairs, with intervals over people. */
import type { Estimate } from '../contract/index.ts';
import { numbered } from '../numbered.ts';
import type { Steps } from '../steps.ts';
import { compareHeads, type DrawOptions, type Draws } from './compare-heads.ts';
import { type FoldAccuracy, type FoldComparison, foldAccuracy } from './folds.ts';
import { honestDifference, honestShare } from './intervals.ts';
import { drawnPairs, type PeopleComparison, pairWeights } from './ranked-pairs.ts';

/** A comparison of a list of pairs with folds. */
export type ListedComparison = PeopleComparison & FoldComparison;

export type HeadAccuracy = Estimate & Omit<FoldAccuracy, 'mean'>;

/**
 * The thresholds of the folds stay as they are in all draws of people: an interval says what other people would change, not what other
 * thresholds would.
 * @param heads [heads][pairs], the same pairs in the same order, of at least two folds. @returns `differences` to the first head, of all others;
 * `drawn`: of each head, what each draw gave; `people`: how many there are.
 */
export function* foldAccuracies(
  heads: readonly (readonly ListedComparison[])[],
  options: DrawOptions = {},
): Steps<{ heads: HeadAccuracy[]; differences: Estimate[]; drawn: Draws[]; people: number }> {
  const pairs = heads[0]!;
  const numberOf = numbered(pairs.flatMap(({ people }) => people));
  const [a, b] = ([0, 1] as const).map((end) =>
    Int32Array.from(pairs, ({ people }) => numberOf.get(people[end])!),
  ) as [Int32Array, Int32Array];
  const found = heads.map(foldAccuracy);
  const right = heads.map((ofHead, h) => {
    const thresholds = new Map(found[h]!.folds.map(({ fold, threshold }) => [fold, threshold]));
    return ofHead.map(({ score, same, fold }) => score >= thresholds.get(fold)! === same);
  });
  const measure = (weights: ArrayLike<number>) => {
    let of = 0;
    const sums = right.map(() => 0);
    for (let i = 0; i < weights.length; i++) {
      const weight = weights[i]!;
      of += weight;
      for (let h = 0; h < sums.length; h++) if (right[h]![i]) sums[h]! += weight;
    }
    return of === 0 ? null : sums.map((sum) => ({ figures: [sum / of] }));
  };
  const compared = yield* compareHeads(
    numberOf.size,
    (times) => measure(pairWeights({ a, b }, times)),
    options,
    { measurePairs: (draw) => measure(drawnPairs({ a, b }, draw)) },
  );
  return {
    heads: found.map(({ mean, ...rest }, h) => ({
      ...honestShare({ value: mean, interval: compared.heads[h]![0]!.interval }, numberOf.size),
      ...rest,
    })),
    differences: compared.differences.map(([difference], h) => {
      const value = found[h + 1]!.mean - found[0]!.mean;
      return honestDifference({ value, interval: difference!.interval }, numberOf.size);
    }),
    drawn: compared.drawn.map(([drawn]) => drawn!),
    people: numberOf.size,
  };
}
