/** Comparisons of two faces, ranked once and counted for each draw of people or of pairs. */
import { numbered } from '../numbered.ts';
import type { Comparison } from './roc.ts';

/** A comparison, and who is compared. */
export interface PeopleComparison extends Comparison {
  people: readonly [string, string];
}

/** Who is compared in each pair, as numbers. */
interface PairEnds {
  a: Int32Array;
  b: Int32Array;
}

/** From the highest score down. */
export interface RankedPairs extends PairEnds {
  scores: Float64Array;
  same: Uint8Array;
  /** How many people there are. */
  people: number;
}

/** Figures as `rocCurve`, `areaUnder`, `equalErrorRate` and `pointAtFalseAccept` have them. */
export interface PairFigures {
  auc: number;
  /** NaN if the errors do not balance. */
  eer: number;
  /** The score at which they do, between those of the pairs on both sides; NaN, too. */
  eerThreshold: number;
  /** At each of the ratios that were asked for: the geometric mean of both errors where they have it; 1 gives the equal error rate. */
  balances: number[];
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
 * How often each pair counts: as often as its person was drawn, or as the product of its two (Poh, Martin and Bengio 2007). What a pair
 * of two has to itself, beside what it has from either, then varies three times as much as it should (Owen, The pigeonhole bootstrap,
 * Ann. Appl. Stat. 2007). No other weights do better than twice: with a variance v for each pair and 1 for two that share a person, the
 * matrix of covariances has the eigenvalue v - 2. So `compareHeads` takes out what is too much, by `drawnPairs`.
 * @param times by the person's number.
 */
export function pairWeights({ a, b }: PairEnds, times: ArrayLike<number>): Int32Array {
  const weights = new Int32Array(a.length);
  for (let i = 0; i < a.length; i++)
    weights[i] = a[i] === b[i] ? times[a[i]!]! : times[a[i]!]! * times[b[i]!]!;
  return weights;
}

/** Shares of so many whole numbers under which a Poisson variable of mean 1 is at most 0, 1, 2, ...; more than 11 is rarer than they tell. */
const poisson = Array.from({ length: 12 }, (_, k) => {
  let [term, sum] = [Math.exp(-1), 0];
  for (let i = 0; i <= k; i++, term /= i) sum += term;
  return k < 11 ? 2 ** 32 * sum : Number.POSITIVE_INFINITY;
});

/**
 * How often each pair counts if every two people are drawn for themselves, with all their pairs (Poisson bootstrap); a person's own
 * pairs count once. Lists of one draw give two people the same, whatever their order: the number is a hash of them, which spares a
 * table of all twos.
 */
export function drawnPairs({ a, b }: PairEnds, draw: number): Int32Array {
  const weights = new Int32Array(a.length).fill(1);
  for (let i = 0; i < a.length; i++) {
    if (a[i] === b[i]) continue;
    const value = hash(Math.min(a[i]!, b[i]!), Math.max(a[i]!, b[i]!), draw);
    let times = 0;
    while (value >= poisson[times]!) times++;
    weights[i] = times;
  }
  return weights;
}

/** 32 bits of three numbers, mixed as MurmurHash3 does (Appleby 2008). */
function hash(...words: readonly [number, number, number]): number {
  let mixed = 0;
  for (const word of words) {
    const turned = Math.imul(word, 0xcc9e2d51);
    mixed ^= Math.imul((turned << 15) | (turned >>> 17), 0x1b873593);
    mixed = (Math.imul((mixed << 13) | (mixed >>> 19), 5) + 0xe6546b64) | 0;
  }
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/**
 * @param falseAccepts from the largest to the smallest. @param ratios of false rejects to false accepts, from the largest to the smallest.
 * @returns null if one of the two kinds has no weight.
 */
export function pairFigures(
  { scores, same }: RankedPairs,
  weights: ArrayLike<number>,
  falseAccepts: readonly number[],
  ratios: readonly number[] = [],
): PairFigures | null {
  const totals: [number, number] = [0, 0];
  for (let i = 0; i < same.length; i++) totals[same[i] as 0 | 1] += weights[i]!;
  const [impostor, genuine] = totals;
  if (impostor === 0 || genuine === 0) return null;
  // As in pointAtFalseAccept: a rate such as 0.01 is seldom a binary fraction.
  const allowed = falseAccepts.map((rate) => rate * (1 + 1e-12));
  const trueAccept = allowed.map(() => ({ value: 0, threshold: Number.POSITIVE_INFINITY }));
  /** Rates that the pairs so far do not exceed. */
  let open = allowed.length;
  let [auc, eer, eerThreshold] = [0, Number.NaN, Number.NaN];
  const balances = ratios.map(() => Number.NaN);
  /** Ratios that the pairs so far have come down to. */
  let balanced = 0;
  // The point of the curve before: plain numbers, because this is most of the work of an evaluation.
  let falseAccept = 0;
  let accepted = 0;
  let threshold = Number.POSITIVE_INFINITY;
  const counts: [number, number] = [0, 0];
  for (let i = 0; i < scores.length; i++) {
    const weight = weights[i]!;
    if (same[i] === 1) counts[1] += weight;
    else counts[0] += weight;
    if (scores[i + 1] === scores[i]) continue;
    const nextFalse = counts[0] / impostor;
    const nextAccepted = counts[1] / genuine;
    auc += ((nextFalse - falseAccept) * (nextAccepted + accepted)) / 2;
    // Where false accepts and false rejects are equal, linear between the points.
    const gap = nextFalse - (1 - nextAccepted);
    if (gap >= 0 && Number.isNaN(eer)) {
      const before = falseAccept - (1 - accepted);
      const share = before / (before - gap);
      eer = falseAccept + share * (nextFalse - falseAccept);
      eerThreshold = Number.isFinite(threshold) ? threshold + share * (scores[i]! - threshold) : scores[i]!;
    }
    for (; balanced < ratios.length; balanced++) {
      const ratio = ratios[balanced]!;
      const past = ratio * nextFalse - (1 - nextAccepted);
      if (past < 0) break;
      const before = ratio * falseAccept - (1 - accepted);
      const at = falseAccept + (before / (before - past)) * (nextFalse - falseAccept);
      balances[balanced] = Math.sqrt(ratio) * at;
    }
    for (; open > 0 && nextFalse > allowed[open - 1]!; open--)
      trueAccept[open - 1] = { value: accepted, threshold };
    falseAccept = nextFalse;
    accepted = nextAccepted;
    threshold = scores[i]!;
  }
  trueAccept.fill({ value: accepted, threshold }, 0, open);
  return { auc, eer, eerThreshold, balances, trueAccept };
}

/** The score at which both errors are equal; null: they never are, or not at a score. @param pairs with one of each kind at least. */
export function pairEqualErrorThreshold(pairs: RankedPairs): number | null {
  const once = new Uint8Array(pairs.scores.length).fill(1);
  const { eerThreshold } = pairFigures(pairs, once, [])!;
  return Number.isFinite(eerThreshold) ? eerThreshold : null;
}

/**
 * The score from which pairs are accepted, at each rate; null: only infinity is strict enough, or nothing is.
 * @param falseAccepts from the largest to the smallest. @param pairs with one of each kind at least.
 */
export function pairThresholds(pairs: RankedPairs, falseAccepts: readonly number[]): (number | null)[] {
  const once = new Uint8Array(pairs.scores.length).fill(1);
  const { trueAccept } = pairFigures(pairs, once, falseAccepts)!;
  return trueAccept.map(({ threshold }) => (Number.isFinite(threshold) ? threshold : null));
}
