import type { Estimate } from '../contract/index.ts';
import { type Interval, normal } from '../interval.ts';
import { randomFrom } from '../random.ts';

/** The 95 % interval of a share from its count (Wilson 1927): neither empty nor beyond 1 when all are right. */
export function shareInterval(right: number, of: number): Interval {
  const share = right / of;
  const square = normal ** 2;
  const centre = (share + square / (2 * of)) / (1 + square / of);
  const half = (normal * Math.sqrt((share * (1 - share)) / of + square / (4 * of ** 2))) / (1 + square / of);
  return [Math.max(0, centre - half), Math.min(1, centre + half)];
}

/** A draw of people with replacement. @returns [people] how often each was drawn; new for each draw. */
export function* peopleDraws(people: number, draws: number, seed: number): Generator<Int32Array> {
  const random = randomFrom(seed);
  for (let draw = 0; draw < draws; draw++) {
    const times = new Int32Array(people);
    for (let i = 0; i < people; i++) times[random.integer(people)]!++;
    yield times;
  }
}

/**
 * Quantiles between which 95 % lie (percentile bootstrap, Efron 1979).
 * @param values those that are not finite are left out. @param outside the share that lies beyond both ends.
 * @returns null if fewer than half of the draws gave a value.
 */
export function percentileInterval(
  values: readonly number[],
  draws: number,
  outside = 0.05,
): Interval | null {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
  if (2 * sorted.length < draws) return null;
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))]!;
  return [at(outside / 2), at(1 - outside / 2)];
}

/**
 * A share whose interval comes from drawing people anew. Where all went one way each draw says the same, and the interval would be a
 * point, however few there are: then Wilson's of so many people stands for it.
 */
export function honestShare(share: Estimate, people: number): Estimate {
  const { value, interval } = share;
  if (!isPoint(interval) || (value !== 0 && value !== 1)) return share;
  return { value, interval: shareInterval(value * people, people) };
}

/**
 * The same for the difference of two shares: without one person of whom they differ it may still be what so few cannot show. Of none
 * among n the upper bound is Wilson's, 3.84 / (n + 3.84); the rule of three (Hanley and Lippman-Hand, JAMA 1983), which looks at one side,
 * says 3 / n.
 */
export function honestDifference(difference: Estimate, people: number): Estimate {
  const { value, interval } = difference;
  if (!isPoint(interval) || value !== 0) return difference;
  const most = shareInterval(0, people)[1];
  return { value, interval: [-most, most] };
}

const isPoint = (interval: Interval | null) => interval !== null && interval[0] === interval[1];
