/** What a figure claims, as a number that can be checked and cited. */
import { type Interval, meanInterval } from '../interval.ts';
import type { Text } from '../text.ts';

export interface Claim {
  /** What the literature, or geometry, says. */
  text: Text;
  /** What the number is, and on what it was measured. */
  quantity: Text;
  /** '°', or '' for a plain number. */
  unit: '°' | '';
  /** Mean over the seeds; where nothing is random, the number itself. */
  value: number;
  /** 95 % confidence interval of the mean over the seeds; null if nothing is random. */
  interval: Interval | null;
  seeds: readonly number[];
  /** One number a seed, in their order. */
  values: readonly number[];
  /** What the claim expects of the number. */
  expected: { relation: 'below' | 'above'; bound: number };
  /** Whether the whole interval, or the number if there is no interval, is in the range that the claim expects. */
  holds: boolean;
}

type ClaimText = Pick<Claim, 'text' | 'quantity' | 'unit' | 'expected'>;

/** A claim on a number that the seeds decide. @param values one a seed, at least two. */
export function sampledClaim(text: ClaimText, seeds: readonly number[], values: readonly number[]): Claim {
  const { mean, interval } = meanInterval(values);
  const { relation, bound } = text.expected;
  const holds = relation === 'below' ? interval[1] < bound : interval[0] > bound;
  return { ...text, value: mean, interval, seeds, values, holds };
}

/** A claim on a number in which nothing is random. */
export function exactClaim(text: ClaimText, value: number): Claim {
  const { relation, bound } = text.expected;
  const holds = relation === 'below' ? value < bound : value > bound;
  return { ...text, value, interval: null, seeds: [], values: [value], holds };
}
