/** Comparisons of two faces, ranked once and counted for each draw of people. */
import { numbered } from '../numbered.ts';
import type { Comparison } from './roc.ts';

/** A comparison, and who is compared. */
export interface PeopleComparison extends Comparison {
  people: readonly [string, string];
}

/** From the highest score down, people as numbers. */
export interface RankedPairs {
  scores: Float64Array;
  same: Uint8Array;
  a: Int32Array;
  b: Int32Array;
  /** How many people there are. */
  people: number;
}

/** Figures as `rocCurve`, `areaUnder`, `equalErrorRate` and `pointAtFalseAccept` have them. */
export interface PairFigures {
  auc: number;
  /** NaN if the errors do not balance. */
  eer: number;
  /** Share of same-person pairs accepted at each share of different-person pairs (TAR at FAR), and the smallest score that is. */
  trueAccept: { value: number; threshold: number }[];
}

/** @param pairs in any order; people are numbered by it. */
export function rankPairs(pairs: readonly PeopleComparison[]): RankedPairs {
  const numberOf = numbered(pairs.flatMap(({ people }) => people));
  const down = pairs.toSorted((a, b) => b.score - a.score);
  return {
    scores: Float64Array.from(down, ({ score }) => score),
    same: Uint8Array.from(down, ({ same }) => Number(same)),
    a: Int32Array.from(down, ({ people }) => numberOf.get(people[0])!),
    b: Int32Array.from(down, ({ people }) => numberOf.get(people[1])!),
    people: numberOf.size,
  };
}

/**
 * How often each pair counts: as often as its person was drawn, or as the product of its two (Poh, Martin and Bengio 2007).
 * @param times by the person's number.
 */
export function pairWeights({ a, b }: RankedPairs, times: ArrayLike<number>): Int32Array {
  const weights = new Int32Array(a.length);
  for (let i = 0; i < a.length; i++)
    weights[i] = a[i] === b[i] ? times[a[i]!]! : times[a[i]!]! * times[b[i]!]!;
  return weights;
}

/** @returns null if one of the two kinds has no weight. */
export function pairFigures(
  { scores, same }: RankedPairs,
  weights: ArrayLike<number>,
  falseAccepts: readonly number[],
): PairFigures | null {
  const totals: [number, number] = [0, 0];
  for (let i = 0; i < same.length; i++) totals[same[i] as 0 | 1] += weights[i]!;
  const [impostor, genuine] = totals;
  if (impostor === 0 || genuine === 0) return null;
  // As in pointAtFalseAccept: a rate such as 0.01 is seldom a binary fraction.
  const allowed = falseAccepts.map((rate) => rate * (1 + 1e-12));
  const trueAccept = allowed.map(() => ({ value: 0, threshold: Number.POSITIVE_INFINITY }));
  let [auc, eer] = [0, Number.NaN];
  let before = { falseAccept: 0, trueAccept: 0 };
  const counts: [number, number] = [0, 0];
  for (let i = 0; i < scores.length; i++) {
    counts[same[i] as 0 | 1] += weights[i]!;
    if (scores[i + 1] === scores[i]) continue;
    const now = { falseAccept: counts[0] / impostor, trueAccept: counts[1] / genuine };
    auc += ((now.falseAccept - before.falseAccept) * (now.trueAccept + before.trueAccept)) / 2;
    if (Number.isNaN(eer)) eer = crossing(before, now);
    for (let k = 0; k < allowed.length; k++)
      if (now.falseAccept <= allowed[k]!) trueAccept[k] = { value: now.trueAccept, threshold: scores[i]! };
    before = now;
  }
  return { auc, eer, trueAccept };
}

interface Point {
  falseAccept: number;
  trueAccept: number;
}

/** The rate at which both errors are equal between two points of the curve; NaN if they are not. */
function crossing(from: Point, to: Point): number {
  const [before, after] = [from, to].map(({ falseAccept, trueAccept }) => falseAccept - (1 - trueAccept));
  if (after! < 0) return Number.NaN;
  return from.falseAccept + (before! / (before! - after!)) * (to.falseAccept - from.falseAccept);
}
