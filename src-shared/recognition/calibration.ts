/** From a gallery's scores to a threshold that keeps a promise, and to probabilities. */
import type { Threshold } from '../contract/index.ts';
import type { FaceScores } from './face-scores.ts';
import { fitLogistic, type Logistic, outcomesOf, probabilityAt } from './probability.ts';

/** What is taken if a gallery has too few scores. */
export interface Fallback {
  /** Cosines by rates of false accepts, from the laxest rate to the strictest. */
  thresholds: readonly { rate: number; cosine: number }[];
  /** Null if nothing is known. */
  probability: Logistic | null;
}

/** Scores of each kind that a probability is calibrated on: with fewer a single face would move it. */
const fewest = 10;

export interface Calibration {
  /**
   * The threshold that lets most of the enrolled people's photos through while strangers are taken for somebody at most at a
   * rate.
   */
  thresholdAt(rate: number): Threshold;
  /** Probability that the first candidate is the person; null if nothing is known. @param cosine the first candidate's. */
  probabilityOf(cosine: number): number | null;
}

/** @param scores of a gallery's faces. @param fallback what is known without them. */
export function calibrate(scores: readonly FaceScores[], fallback: Fallback): Calibration {
  const known = scores.flatMap(({ genuine, impostor }) =>
    genuine === null
      ? []
      : [{ score: Math.max(genuine, impostor ?? -1), right: impostor === null || genuine >= impostor }],
  );
  const strangers = scores.flatMap(({ impostor }) => impostor ?? []);
  const hits = rising(known.filter(({ right }) => right).map(({ score }) => score));
  const impostors = rising(strangers);
  const counts = { genuine: known.length, impostor: strangers.length };
  const curve =
    known.length < fewest || strangers.length < fewest
      ? fallback.probability
      : fitLogistic(outcomesOf(known, strangers));

  return {
    thresholdAt(wanted) {
      const allowed = allowedAmong(impostors.length, wanted);
      if (allowed === null) {
        // At a rate too small to be counted the threshold cannot be lower than at the smallest that can be.
        const counted = impostors.length === 0 ? -1 : cheapest(hits, impostors, 0);
        const cosine = Math.max(fallbackThreshold(fallback, wanted), counted);
        return { cosine, wanted, source: 'default', ...counts, falseReject: null, falseAccept: null };
      }
      const cosine = cheapest(hits, impostors, allowed);
      const passed = hits.length - countBelow(hits, cosine);
      return {
        cosine,
        wanted,
        source: 'library',
        ...counts,
        falseReject: known.length === 0 ? null : 1 - passed / known.length,
        falseAccept: 1 - countBelow(impostors, cosine) / impostors.length,
      };
    },
    probabilityOf: (cosine) => (curve === null ? null : probabilityAt(curve, cosine)),
  };
}

/**
 * How many of n strangers may pass a threshold so that the next one passes it with a probability of at most `rate`: if k of n do,
 * that probability is (k + 1) / (n + 1), whatever the scores' distribution (Vovk, Gammerman and Shafer 2005, "Algorithmic
 * Learning in a Random World"; here strangers are exchangeable only as far as the gallery's people are like them).
 * @returns null if n are too few to tell.
 */
function allowedAmong(n: number, rate: number): number | null {
  // A rate such as 0.01 is seldom a binary fraction.
  const allowed = Math.floor(rate * (n + 1) * (1 + 1e-12)) - 1;
  return allowed < 0 ? null : allowed;
}

/**
 * Of all thresholds that at most `allowed` impostors reach one that lets most hits through; of these the one that fewest
 * impostors reach, in the middle of the gap between them and the hits.
 * @param hits, impostors in rising order.
 */
function cheapest(hits: Float64Array, impostors: Float64Array, allowed: number): number {
  const stopped = impostors[impostors.length - 1 - allowed]!;
  const lowestHit = hits[countUpTo(hits, stopped)];
  // Between neighbouring scores nothing changes. Without a hit above it is the impostors that part.
  if (lowestHit === undefined) {
    const next = impostors[countUpTo(impostors, stopped)];
    return next === undefined ? justOver(stopped) : (stopped + next) / 2;
  }
  const below = impostors[countBelow(impostors, lowestHit) - 1]!;
  return (below + lowestHit) / 2;
}

/** Linear in the rate's logarithm between the two nearest that are known, and beyond the last ones. */
function fallbackThreshold({ thresholds }: Fallback, rate: number): number {
  const place = thresholds.findIndex((known) => known.rate <= rate);
  const right = Math.max(1, place < 0 ? thresholds.length - 1 : place);
  const [from, to] = [thresholds[right - 1]!, thresholds[right]!];
  const share = Math.log(rate / from.rate) / Math.log(to.rate / from.rate);
  return from.cosine + share * (to.cosine - from.cosine);
}

/** A number above a cosine that single precision does not round to it. */
function justOver(cosine: number): number {
  return cosine + 1e-6;
}

function rising(values: readonly number[]): Float64Array {
  return Float64Array.from(values).sort();
}

/** How many of sorted numbers are below a value. */
function countBelow(sorted: Float64Array, value: number): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (sorted[middle]! < value) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** How many of sorted numbers are not above a value. */
function countUpTo(sorted: Float64Array, value: number): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (sorted[middle]! <= value) from = middle + 1;
    else to = middle;
  }
  return from;
}
