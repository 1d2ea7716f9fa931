import type { Estimate } from '../contract/index.ts';
import { finished } from '../steps.ts';
import { foldAccuracies, type HeadAccuracy, type ListedComparison } from './fold-accuracies.ts';
import { honestShare } from './intervals.ts';
import { pairCurves } from './pair-curves.ts';
import { pairThresholds, rankPairs } from './ranked-pairs.ts';
import { countableRates, tabledRates } from './rates.ts';

/** How well pairs are told apart, each figure with its 95 % interval over people. */
export interface Verification {
  accuracy: HeadAccuracy;
  auc: Estimate;
  eer: Estimate;
  /** At the shares of different-person pairs accepted that so many pairs can tell. */
  trueAccept: (Estimate & { falseAccept: number; threshold: number | null })[];
}

/**
 * Figures of a verification protocol.
 * @param comparisons both kinds, in at least two folds.
 */
export function verify(comparisons: readonly ListedComparison[]): Verification {
  const pairs = rankPairs(comparisons);
  const falseAccepts = countableRates(comparisons.filter(({ same }) => !same).length, tabledRates);
  const thresholds = pairThresholds(pairs, falseAccepts);
  const same = new Set(comparisons.flatMap(({ people, same }) => (same ? people : []))).size;
  const { auc, eer, trueAccept } = finished(pairCurves([pairs], falseAccepts)).heads[0]!;
  return {
    accuracy: finished(foldAccuracies([comparisons])).heads[0]!,
    auc: honestShare(auc, same),
    eer: honestShare(eer, same),
    trueAccept: trueAccept.map((figure, k) => ({
      falseAccept: falseAccepts[k]!,
      ...honestShare(figure, same),
      threshold: thresholds[k]!,
    })),
  };
}
