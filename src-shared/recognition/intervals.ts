import type { Interval } from '../interval.ts';
import { randomFrom } from '../random.ts';
import type { Comparison } from './roc.ts';

/** The normal distribution's quantile of 97.5 %. */
const normal = 1.96;

/** The 95 % interval of a share from its count (Wilson 1927): neither empty nor beyond 1 when all are right. */
export function shareInterval(right: number, of: number): Interval {
  const share = right / of;
  const square = normal ** 2;
  const centre = (share + square / (2 * of)) / (1 + square / of);
  const half = (normal * Math.sqrt((share * (1 - share)) / of + square / (4 * of ** 2))) / (1 + square / of);
  return [Math.max(0, centre - half), Math.min(1, centre + half)];
}

/** A comparison, and who is compared. */
export interface PeopleComparison extends Comparison {
  people: readonly [string, string];
}

/**
 * 95 % intervals of figures by resampling people with replacement (percentile bootstrap, Efron 1979). People are
 * drawn rather than comparisons, because those of one person rise and fall together: a comparison counts as often as
 * its person was drawn, or as the product of its two (Poh, Martin and Bengio 2007).
 *
 * @param figures computes numbers from weighted comparisons; those that are not finite in a draw are left out of it.
 * @returns an interval for each figure; null where fewer than half of the draws gave one.
 */
export function intervalsByPerson<C extends PeopleComparison, Name extends string>(
  comparisons: readonly C[],
  figures: (weighted: readonly (C & { weight: number })[]) => Record<Name, number>,
  { draws = 1000, seed = 1 }: { draws?: number; seed?: number } = {},
): Record<Name, Interval | null> {
  const numberOf = new Map<string, number>();
  for (const name of comparisons.flatMap(({ people }) => people)) {
    if (!numberOf.has(name)) numberOf.set(name, numberOf.size);
  }
  const pairs = comparisons.map(({ people: [a, b] }) => [numberOf.get(a)!, numberOf.get(b)!] as const);
  const random = randomFrom(seed);
  const values = new Map<Name, number[]>();
  for (let draw = 0; draw < draws; draw++) {
    const times = new Int32Array(numberOf.size);
    for (let i = 0; i < times.length; i++) times[random.integer(times.length)]!++;
    const weighted = comparisons.map((comparison, i) => {
      const [a, b] = pairs[i]!;
      return { ...comparison, weight: a === b ? times[a]! : times[a]! * times[b]! };
    });
    for (const [name, value] of Object.entries(figures(weighted)) as [Name, number][]) {
      if (!values.has(name)) values.set(name, []);
      if (Number.isFinite(value)) values.get(name)!.push(value);
    }
  }
  const entries = [...values].map(([name, drawn]) => [name, percentileInterval(drawn, draws)] as const);
  return Object.fromEntries(entries) as Record<Name, Interval | null>;
}

/**
 * From the 2.5 % to the 97.5 % quantile.
 * @returns null where fewer than half of the draws gave a value.
 */
export function percentileInterval(values: readonly number[], draws: number): Interval | null {
  if (2 * values.length < draws) return null;
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))]!;
  return [at(0.025), at(0.975)];
}
