/** How a head fares with groups of faces at one threshold for all, and how far groups lie apart. */
import type { Estimate } from '../contract/index.ts';
import type { Steps } from '../steps.ts';
import {
  differenceOfPoints,
  honestDifference,
  honestShare,
  peopleDraws,
  percentileInterval,
  type ShareOfPeople,
} from './intervals.ts';
import { neededFor } from './rates.ts';

/** Of one person, or of two. `accepted`: over the threshold, or, of photos, without a face that was found. */
interface Tally {
  a: number;
  /** The same as `a`, unless it is of two. */
  b: number;
  accepted: number;
  of: number;
}

/** What is counted in a group; people as numbers. */
export interface GroupTallies {
  /** Pairs of faces of one person, a row a person. */
  trueAccept: readonly Tally[];
  /** Pairs of two people, a row for each two. */
  falseAccept: readonly Tally[];
  /** Photos, a row a person; null: not known of this kind of group. */
  notFound: readonly Tally[] | null;
}

export const groupMeasures = ['trueAccept', 'falseAccept', 'notFound'] as const;
export type GroupMeasure = (typeof groupMeasures)[number];

/** Null: too few to say. */
export type GroupFigures = Record<GroupMeasure, Estimate | null>;

/** The group with the largest share less that with the smallest, by their places. */
export interface GroupGap extends Estimate {
  most: number;
  least: number;
}

/** Fewer people than this say nothing of a group. */
export const fewestPeople = 10;
/** So many draws that intervals at a stricter level than 95 % still rest on some of them. */
const draws = 2000;

/**
 * Shares of each group with 95 % intervals over people who are drawn with replacement (percentile bootstrap), the same people for all
 * groups, so that gaps are measured in each draw; pairs of two people count as the product of both (Poh, Martin and Bengio 2007). Which
 * two groups lie furthest apart is chosen from the same data: the interval of their gap is widened as if all pairs of groups had been
 * tested (Bonferroni).
 *
 * @param people how many there are. @param rate the share of all pairs of two people that the threshold lets through.
 */
export function* groupFigures(
  groups: readonly GroupTallies[],
  people: number,
  rate: number,
): Steps<{ groups: GroupFigures[]; gaps: Record<GroupMeasure, GroupGap | null> }> {
  const columns = groups.flatMap((group) => groupMeasures.map((measure) => tallies(group, measure, rate)));
  const once = new Uint8Array(people).fill(1);
  const found = columns.map((rows) => rows && share(rows, once));
  const drawn: (number | null)[][] = [];
  for (const times of peopleDraws(people, draws, 1)) {
    drawn.push(columns.map((rows) => rows && share(rows, times)));
    yield drawn.length / draws;
  }
  const valuesOf = (column: number) => drawn.map((row) => row[column]!);
  const place = (group: number, measure: GroupMeasure) =>
    groupMeasures.length * group + groupMeasures.indexOf(measure);
  const estimate = (column: number): Estimate | null => {
    const [value, rows] = [found[column], columns[column]];
    if (value == null || rows == null) return null;
    return honestShare({ value, interval: percentileInterval(valuesOf(column), draws) }, peopleIn(rows));
  };
  const gap = (measure: GroupMeasure): GroupGap | null => {
    const told = groups.flatMap((_, group) => (found[place(group, measure)] == null ? [] : [group]));
    const byShare = told.sort((a, b) => found[place(b, measure)]! - found[place(a, measure)]!);
    if (byShare.length < 2) return null;
    const [most, least] = [byShare[0]!, byShare.at(-1)!];
    const [high, low] = [place(most, measure), place(least, measure)];
    const values = drawn.map((row) => row[high]! - row[low]!);
    const outside = 0.05 / ((byShare.length * (byShare.length - 1)) / 2);
    const [a, b] = [high, low].map((column) => ({
      value: found[column]!,
      interval: percentileInterval(valuesOf(column), draws, outside),
      people: peopleIn(columns[column]!),
    })) as [ShareOfPeople, ShareOfPeople];
    const difference = {
      value: a.value - b.value,
      interval: differenceOfPoints(a, b, outside) ?? percentileInterval(values, draws, outside),
    };
    return { ...honestDifference(difference, Math.min(a.people, b.people)), most, least };
  };
  return {
    groups: groups.map((_, group) => ({
      trueAccept: estimate(place(group, 'trueAccept')),
      falseAccept: estimate(place(group, 'falseAccept')),
      notFound: estimate(place(group, 'notFound')),
    })),
    gaps: { trueAccept: gap('trueAccept'), falseAccept: gap('falseAccept'), notFound: gap('notFound') },
  };
}

/** What a share is counted on; null: too few. */
function tallies(group: GroupTallies, measure: GroupMeasure, rate: number): readonly Tally[] | null {
  const rows = group[measure];
  if (rows === null || peopleIn(rows) < fewestPeople) return null;
  const isRare = measure === 'falseAccept' && rows.reduce((sum, { of }) => sum + of, 0) < neededFor(rate);
  return isRare ? null : rows;
}

const peopleIn = (rows: readonly Tally[]) => new Set(rows.flatMap(({ a, b }) => [a, b])).size;

/** NaN if the draw has none of them. */
function share(rows: readonly Tally[], times: ArrayLike<number>): number {
  let [accepted, all] = [0, 0];
  for (const { a, b, accepted: some, of } of rows) {
    const weight = a === b ? times[a]! : times[a]! * times[b]!;
    accepted += weight * some;
    all += weight * of;
  }
  return accepted / all;
}
