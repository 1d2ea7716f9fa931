import type { Estimate } from '../contract/index.ts';
import type { Interval } from '../interval.ts';
import { type FoldAccuracy, type FoldComparison, foldAccuracy } from './folds.ts';
import { intervalsByPerson, type PeopleComparison } from './intervals.ts';
import { areaUnder, equalErrorRate, pointAtFalseAccept, rocCurve } from './roc.ts';

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
  // Sorted once: resampling keeps the order.
  const sorted = comparisons
    .map((one) => ({ ...one, right: one.score >= thresholds.get(one.fold)! === one.same }))
    .toSorted((a, b) => b.score - a.score);
  const curve = rocCurve(sorted);
  const intervals = intervalsByPerson(sorted, (weighted) => {
    const drawn = rocCurve(weighted);
    const total = weighted.reduce((sum, { weight }) => sum + weight, 0);
    const right = weighted.reduce((sum, one) => sum + (one.right ? one.weight : 0), 0);
    const figures: Record<string, number> = { accuracy: right / total };
    if (drawn.length === 0) return figures;
    figures.auc = areaUnder(drawn);
    figures.eer = equalErrorRate(drawn);
    for (const rate of falseAccepts) figures[rate] = pointAtFalseAccept(drawn, rate).trueAccept;
    return figures;
  });
  const figure = (value: number, interval: Interval | null | undefined): Estimate => ({
    value,
    interval: interval ?? null,
  });
  return {
    accuracy: { ...figure(mean, intervals.accuracy), standardError, folds },
    auc: figure(areaUnder(curve), intervals.auc),
    eer: figure(equalErrorRate(curve), intervals.eer),
    trueAccept: falseAccepts.map((falseAccept) => {
      const { trueAccept, threshold } = pointAtFalseAccept(curve, falseAccept);
      return {
        falseAccept,
        ...figure(trueAccept, intervals[falseAccept]),
        threshold: Number.isFinite(threshold) ? threshold : null,
      };
    }),
  };
}
