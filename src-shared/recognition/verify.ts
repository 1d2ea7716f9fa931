import type { Estimate } from '../contract/index.ts';
import { finished } from '../steps.ts';
import { compareHeads } from './compare-heads.ts';
import { foldAccuracies, type HeadAccuracy, type ListedComparison } from './fold-accuracies.ts';
import { honestShare } from './intervals.ts';
import { type PairFigures, pairFigures, pairWeights, rankPairs } from './ranked-pairs.ts';

/** Shares of different-person pairs accepted at which the share of same-person pairs accepted is reported. */
const falseAccepts = [0.01, 0.001] as const;

/** How well pairs are told apart, each figure with its 95 % interval over people. */
export interface Verification {
  accuracy: HeadAccuracy;
  auc: Estimate;
  eer: Estimate;
  trueAccept: (Estimate & { falseAccept: number; threshold: number | null })[];
}

/**
 * Figures of a verification protocol.
 * @param comparisons both kinds, in at least two folds.
 */
export function verify(comparisons: readonly ListedComparison[]): Verification {
  const pairs = rankPairs(comparisons);
  const once = new Uint8Array(comparisons.length).fill(1);
  const whole = pairFigures(pairs, once, falseAccepts)!;
  const measure = (times: ArrayLike<number>) => {
    const weights = pairWeights(pairs, times);
    const figures = pairFigures(pairs, weights, falseAccepts);
    return [{ figures: flat(figures, falseAccepts.length) }];
  };
  const same = new Set(comparisons.flatMap(({ people, same }) => (same ? people : []))).size;
  const [auc, eer, ...trueAccept] = finished(compareHeads(pairs.people, measure)).heads[0]!.map((figure) =>
    honestShare(figure, same),
  );
  return {
    accuracy: finished(foldAccuracies([comparisons])).heads[0]!,
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
