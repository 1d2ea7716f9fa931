import type { Estimate } from '../contract/index.ts';
import { finished } from '../steps.ts';
import { compareHeads } from './compare-heads.ts';
import { type FoldAccuracy, type FoldComparison, foldAccuracy } from './folds.ts';
import {
  type PairFigures,
  type PeopleComparison,
  pairFigures,
  pairWeights,
  rankPairs,
} from './ranked-pairs.ts';

/** Shares of different-person pairs accepted at which the share of same-person pairs accepted is reported. */
const falseAccepts = [0.01, 0.001] as const;

/** How well pairs are told apart, each figure with its 95 % interval over people. */
export interface Verification {
  accuracy: Estimate & Omit<FoldAccuracy, 'mean'>;
  auc: Estimate;
  eer: Estimate;
  trueAccept: (Estimate & { falseAccept: number; threshold: number | null })[];
}

/**
 * Figures of a verification protocol.
 * @param comparisons both kinds, in at least two folds.
 */
export function verify(comparisons: readonly (PeopleComparison & FoldComparison)[]): Verification {
  const { mean, standardError, folds } = foldAccuracy(comparisons);
  const thresholds = new Map(folds.map(({ fold, threshold }) => [fold, threshold]));
  // In the order in which they are ranked.
  const sorted = comparisons.toSorted((a, b) => b.score - a.score);
  const right = sorted.map(({ score, same, fold }) => score >= thresholds.get(fold)! === same);
  const pairs = rankPairs(sorted);
  const once = new Uint8Array(sorted.length).fill(1);
  const whole = pairFigures(pairs, once, falseAccepts)!;
  const measure = (times: ArrayLike<number>) => {
    const weights = pairWeights(pairs, times);
    const figures = pairFigures(pairs, weights, falseAccepts);
    return [{ figures: [accuracyOf(right, weights), ...flat(figures, falseAccepts.length)] }];
  };
  const [accuracy, auc, eer, ...trueAccept] = finished(compareHeads(pairs.people, measure)).heads[0]!;
  return {
    accuracy: { value: mean, interval: accuracy!.interval, standardError, folds },
    auc: auc!,
    eer: eer!,
    trueAccept: trueAccept.map((figure, k) => {
      const { threshold } = whole.trueAccept[k]!;
      return {
        falseAccept: falseAccepts[k]!,
        ...figure,
        threshold: Number.isFinite(threshold) ? threshold : null,
      };
    }),
  };
}

/** AUC, EER and TAR at each rate; NaN where there is nothing to measure. */
function flat(figures: PairFigures | null, rates: number): number[] {
  if (figures === null) return Array<number>(2 + rates).fill(Number.NaN);
  return [figures.auc, figures.eer, ...figures.trueAccept.map(({ value }) => value)];
}

/** The share of pairs on the right side, weighted. */
function accuracyOf(right: readonly boolean[], weights: ArrayLike<number>): number {
  let [of, sum] = [0, 0];
  for (let i = 0; i < right.length; i++) {
    of += weights[i]!;
    if (right[i]) sum += weights[i]!;
  }
  return sum / of;
}
