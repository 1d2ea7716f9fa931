/** Verification as heads are compared by it: the same pairs of faces, each figure with its interval over people. */
import type { Estimate } from '../contract/index.ts';
import { randomFrom, shuffled } from '../random.ts';
import type { Steps } from '../steps.ts';
import { calibrate } from './calibration.ts';
import { compareHeads, type DrawOptions, type Draws } from './compare-heads.ts';
import { asFaceScores } from './pair-scores.ts';
import { outcomesOf, type Prediction, type Reliability, reliabilityOf } from './probability.ts';
import {
  drawnPairs,
  type PeopleComparison,
  pairFigures,
  pairWeights,
  type RankedPairs,
} from './ranked-pairs.ts';
import { balanceWindow, rateWindows, smoothBalance } from './rate-windows.ts';

/** A head's figures, what they differ from another's, or what they were in each draw of people. */
interface PairCurve<Figure = Estimate> {
  auc: Figure;
  eer: Figure;
  /** TAR at each of the shares of different-person pairs that were asked for. */
  trueAccept: Figure[];
}

/**
 * Compares heads by the same pairs.
 * @param heads the pairs of each, ranked from one list. @param falseAccepts shares of different-person pairs.
 * @returns `differences` to the first head, of all others.
 */
export function* pairCurves(
  heads: readonly RankedPairs[],
  falseAccepts: readonly number[],
  options: DrawOptions = {},
): Steps<{ heads: PairCurve[]; differences: PairCurve[]; drawn: PairCurve<Draws>[] }> {
  const different = heads[0]!.same.reduce((count, same) => count + (same === 0 ? 1 : 0), 0);
  const windows = rateWindows(falseAccepts, different);
  const ratios = balanceWindow(wrongAtBalance(heads[0]!, different));
  const measure = (weightsOf: (pairs: RankedPairs) => ArrayLike<number>) => {
    const figures = heads.map((pairs) => pairFigures(pairs, weightsOf(pairs), windows.rates, ratios));
    // All heads have the same pairs.
    if (figures[0] === null) return null;
    return figures.map((one) => {
      const { auc, eer, balances } = one!;
      const trueAccept = one!.trueAccept.map(({ value }) => value);
      return {
        figures: [auc, eer, ...windows.own(trueAccept)],
        smooth: [auc, smoothBalance(balances), ...windows.smooth(trueAccept)],
      };
    });
  };
  const compared = yield* compareHeads(
    heads[0]!.people,
    (times) => measure((pairs) => pairWeights(pairs, times)),
    options,
    { measurePairs: (draw) => measure((pairs) => drawnPairs(pairs, draw)), leaning: [placeOfAuc] },
  );
  return {
    heads: compared.heads.map((figures) => curveOf(figures)),
    differences: compared.differences.map((figures) => curveOf(figures)),
    drawn: compared.drawn.map((figures) => curveOf(figures)),
  };
}

/** Among the figures of a head. */
const placeOfAuc = 0;

/** Pairs of the rarer kind on the wrong side of the threshold at which both errors are equal. @param different pairs of two people. */
function wrongAtBalance(pairs: RankedPairs, different: number): number {
  const { length } = pairs.same;
  const eer = pairFigures(pairs, new Uint8Array(length).fill(1), [])?.eer ?? 0;
  return (Number.isFinite(eer) ? eer : 0) * Math.min(different, length - different);
}

function curveOf<Figure>([auc, eer, ...trueAccept]: Figure[]): PairCurve<Figure> {
  return { auc: auc!, eer: eer!, trueAccept };
}

/** A probability that was stated of a pair. */
interface PairPrediction<P> extends Prediction {
  pair: P;
}

/**
 * How well probabilities hold that are calibrated on the pairs of half of the people and stated for those of the others, both ways
 * round. Of two people both must be in the same half.
 * @returns null if the pairs of a half are too few.
 */
export function pairReliability<P extends PeopleComparison>(
  pairs: readonly P[],
): Reliability<PairPrediction<P>> | null {
  const people = [...new Set(pairs.flatMap(({ people }) => people))].sort();
  const order = shuffled(people.length, randomFrom(1));
  const half = new Map(people.map((person, i) => [person, order[i]! % 2]));
  const halves = [0, 1].map((wanted) =>
    pairs.filter(({ people: both }) => both.every((person) => half.get(person) === wanted)),
  );
  const predictions = halves.map((judged, i) => predict(halves[1 - i]!, judged));
  const whole = predictions.every((one) => one !== null) ? predictions.flat() : [];
  return whole.length === 0 ? null : reliabilityOf(whole);
}

function predict<P extends PeopleComparison>(
  known: readonly P[],
  judged: readonly P[],
): PairPrediction<P>[] | null {
  const scoresOf = (pairs: readonly P[]) => pairs.map(({ score }) => score);
  const kinds = (pairs: readonly P[]) =>
    [pairs.filter(({ same }) => same), pairs.filter(({ same }) => !same)] as const;
  const [same, different] = kinds(known).map(scoresOf) as [number[], number[]];
  const calibration = calibrate(
    asFaceScores({ same: Float32Array.from(same), different: Float32Array.from(different) }),
    { thresholds: [], probability: null },
  );
  const [right, wrong] = kinds(judged);
  if (right.length === 0 || wrong.length === 0) return null;
  const outcomes = outcomesOf(
    right.map(({ score }) => ({ score, right: true })),
    scoresOf(wrong),
  );
  const inOrder = [...right, ...wrong];
  const predictions = outcomes.map(({ score, right, weight }, i) => ({
    probability: calibration.probabilityOf(score),
    right,
    weight,
    pair: inOrder[i]!,
  }));
  return predictions.every((one): one is PairPrediction<P> => one.probability !== null) ? predictions : null;
}
