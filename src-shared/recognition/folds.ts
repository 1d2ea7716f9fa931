import { type Comparison, rocCurve } from './roc.ts';

/** A comparison that belongs to one part of a cross-validation. */
export interface FoldComparison extends Comparison {
  fold: number;
}

/** One fold judged by a threshold that was chosen without it. */
export interface FoldResult {
  fold: number;
  threshold: number;
  /** Comparisons on the right side of the threshold. */
  right: number;
  of: number;
}

/** Accuracy over folds, as the protocol of Labeled Faces in the Wild reports it. */
export interface FoldAccuracy {
  folds: FoldResult[];
  /** Mean of the folds' accuracies. */
  mean: number;
  /** Standard deviation of the folds' accuracies, by their number less one. */
  standardDeviation: number;
  /** The standard deviation divided by the root of the number of folds. */
  standardError: number;
}

/**
 * The threshold that puts most comparisons on the right side; scores at or over it count as the same person. Between
 * neighbouring scores nothing changes, so only the middles between them are tried; of several that are best the middle
 * one is taken, which is farthest from both kinds.
 */
export function bestThreshold(comparisons: readonly Comparison[]): number {
  const curve = rocCurve(comparisons);
  if (curve.length === 0) return comparisons[0]?.score ?? 0;
  const genuine = comparisons.filter(({ same }) => same).length;
  const impostor = comparisons.length - genuine;
  const right = curve.map(({ trueAccept, falseAccept }) =>
    Math.round(trueAccept * genuine + (1 - falseAccept) * impostor),
  );
  const mostRight = right.reduce((a, b) => Math.max(a, b));
  const best = [...right.keys()].filter((i) => right[i] === mostRight);
  const middle = best[Math.floor((best.length - 1) / 2)]!;
  const [here, next] = [curve[middle]!.threshold, curve[middle + 1]?.threshold];
  // Over the highest score, or under the lowest: a little beyond it.
  if (next === undefined) return here - 1e-6;
  return Number.isFinite(here) ? (here + next) / 2 : next + 1e-6;
}

/**
 * Accuracy by cross-validation: each fold is judged by the threshold that is best on all the others (Huang, Ramesh,
 * Berg and Learned-Miller 2007, "Labeled Faces in the Wild", view 2).
 *
 * @param comparisons of at least two folds.
 */
export function foldAccuracy(comparisons: readonly FoldComparison[]): FoldAccuracy {
  const byFold = Map.groupBy(comparisons, ({ fold }) => fold);
  const folds = [...byFold].map(([fold, inFold]): FoldResult => {
    const threshold = bestThreshold(comparisons.filter((one) => one.fold !== fold));
    const right = inFold.filter(({ score, same }) => score >= threshold === same).length;
    return { fold, threshold, right, of: inFold.length };
  });
  const shares = folds.map(({ right, of }) => right / of);
  const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  const variance = shares.reduce((sum, share) => sum + (share - mean) ** 2, 0) / (shares.length - 1);
  const standardDeviation = Math.sqrt(variance);
  return { folds, mean, standardDeviation, standardError: standardDeviation / Math.sqrt(shares.length) };
}
