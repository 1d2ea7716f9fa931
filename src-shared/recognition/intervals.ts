import type { Estimate } from '../contract/index.ts';
import { type Interval, normal, normalExceeded, normalShare } from '../interval.ts';
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
 * Quantiles between which 95 % lie if draws lean to one side, as those of the area under a curve do near 1: bias-corrected and accelerated
 * (BCa bootstrap, Efron, Better bootstrap confidence intervals, JASA 1987). The acceleration is a sixth of the draws' skewness, as of a
 * mean; the deviate is Student's, and as much wider as draws of so few people are too narrow (Hesterberg, What teachers should know about
 * the bootstrap, Am. Stat. 2015). Figures with steps, such as rates that a few scores decide, would ask too much of the corrections.
 * @param values those that are not finite are left out.
 * @returns null if fewer than half of the draws gave a value.
 */
export function leaningInterval(
  value: number,
  values: readonly number[],
  { draws, people }: { draws: number; people: number },
): Interval | null {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
  const count = sorted.length;
  if (2 * count < draws) return null;
  const mean = sorted.reduce((sum, one) => sum + one, 0) / count;
  const moment = (power: number) => sorted.reduce((sum, one) => sum + (one - mean) ** power, 0) / count;
  const variance = moment(2);
  if (variance === 0 || people < 2) return [sorted[0]!, sorted.at(-1)!];
  const acceleration = moment(3) / variance ** 1.5 / 6;
  const below = sorted.reduce((sum, one) => sum + (one < value ? 1 : one === value ? 0.5 : 0), 0);
  // A share of none or all has no deviate.
  const bias = deviateOf((below + 0.5) / (count + 1));
  const wide = studentDeviate(people - 1) * Math.sqrt(people / (people - 1));
  const at = (deviate: number) => {
    const moved = bias + deviate;
    const slope = 1 - acceleration * moved;
    // Draws that lean so much end there.
    const share = slope > 0 ? normalShare(bias + moved / slope) : Number(moved > 0);
    return sorted[Math.round(share * (count - 1))]!;
  };
  return [at(-wide), at(wide)];
}

/** The normal deviate below which a share of values lies. */
const deviateOf = (share: number) => (share <= 0.5 ? -normalExceeded(share) : normalExceeded(1 - share));

/** Student's t below which 97.5 % lie, from the normal deviate (Abramowitz and Stegun 1964, 26.7.5): to 1 % from five degrees of freedom on. */
function studentDeviate(freedom: number): number {
  const first = (normal ** 3 + normal) / 4;
  const second = (5 * normal ** 5 + 16 * normal ** 3 + 3 * normal) / 96;
  return normal + first / freedom + second / freedom ** 2;
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
