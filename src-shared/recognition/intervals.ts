import type { Estimate } from '../contract/index.ts';
import { type Interval, normal, normalExceeded } from '../interval.ts';
import { randomFrom } from '../random.ts';

/**
 * The interval of a share from its count (Wilson 1927): neither empty nor beyond 1 when all are right.
 * @param deviate half of the interval in standard errors; absent: that of 95 %.
 */
export function shareInterval(right: number, of: number, deviate = normal): Interval {
  const share = right / of;
  const square = deviate ** 2;
  const centre = (share + square / (2 * of)) / (1 + square / of);
  const half = (deviate * Math.sqrt((share * (1 - share)) / of + square / (4 * of ** 2))) / (1 + square / of);
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

/** A share, and how many people it rests on. */
export interface ShareOfPeople extends Estimate {
  people: number;
}

/**
 * The interval of a difference from those of two shares of different people, by squares of what either may be off (Newcombe, Interval
 * estimation for the difference between independent proportions, Stat. Med. 1998): if all of one share's draws say the same, the draws
 * of the difference would have the width of the other alone, and would call it sure.
 * @param outside the share that lies beyond both ends. @returns null if both shares' draws differ, or one has no interval.
 */
export function differenceOfPoints(
  most: ShareOfPeople,
  least: ShareOfPeople,
  outside: number,
): Interval | null {
  if (!isPoint(most.interval) && !isPoint(least.interval)) return null;
  const ends = ({ value, interval, people }: ShareOfPeople) =>
    isPoint(interval) && (value === 0 || value === 1)
      ? shareInterval(value * people, people, normalExceeded(outside / 2))
      : interval;
  const [a, b] = [ends(most), ends(least)];
  if (a === null || b === null) return null;
  const difference = most.value - least.value;
  return [
    difference - Math.hypot(most.value - a[0], b[1] - least.value),
    difference + Math.hypot(a[1] - most.value, least.value - b[0]),
  ];
}

const isPoint = (interval: Interval | null) => interval !== null && interval[0] === interval[1];
