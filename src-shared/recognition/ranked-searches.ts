/** Searches among strangers, ranked once and counted for each draw of people. */
import { numbered } from '../numbered.ts';

/** What a search gave. */
export interface ScoredSearch {
  /** Who is on the photo. */
  person: string;
  /** Cosine with the best person of the gallery; -1 if no face was found. */
  score: number;
  /** Whether the best person is the one on the photo; never for a stranger. */
  right: boolean;
}

/** One head's searches of one gallery. */
export interface OpenSetSearches {
  /** Photos of enrolled people. */
  known: readonly ScoredSearch[];
  /** Photos of people who are not enrolled. */
  strangers: readonly ScoredSearch[];
}

/** Shares from 0 to 1. */
export interface OpenSetFigures {
  /** Known photos whose own person comes first. */
  top1: number;
  /** Those of them that do so over the threshold that each share of the strangers reaches (DIR at FAR). */
  detection: number[];
  /** Where the share of strangers over the threshold is that of the known photos not found over it. */
  eer: number;
  /** As `PairFigures` has them. */
  balances: number[];
}

/** Searches from the highest score down, people as numbers. */
export interface RankedSearches {
  known: { scores: Float64Array; people: Int32Array; right: Uint8Array };
  strangers: { scores: Float64Array; people: Int32Array };
}

/** A number for each person. */
export const numberOfPeople = (searches: readonly ScoredSearch[]): Map<string, number> =>
  numbered(searches.map(({ person }) => person));

export function rankSearches(
  { known, strangers }: OpenSetSearches,
  numberOf: ReadonlyMap<string, number>,
): RankedSearches {
  const part = (searches: readonly ScoredSearch[]) => {
    const down = searches.toSorted((a, b) => b.score - a.score);
    return {
      scores: Float64Array.from(down, ({ score }) => score),
      people: Int32Array.from(down, ({ person }) => numberOf.get(person)!),
      right: Uint8Array.from(down, ({ right }) => Number(right)),
    };
  };
  return { known: part(known), strangers: part(strangers) };
}

function weightOf(people: Int32Array, weights: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < people.length; i++) sum += weights[people[i]!]!;
  return sum;
}

/**
 * The threshold falls from stranger to stranger, and last below all; the equal error rate is `equalErrorPoint`'s of the same curve.
 * @param weights by the person's number. @param falseAlarms shares of strangers, from the largest to the smallest.
 * @param ratios of photos not found to strangers over the threshold, from the largest to the smallest.
 * @returns null if nobody who is known or no stranger has any weight.
 */
export function weightedFigures(
  { known, strangers }: RankedSearches,
  weights: ArrayLike<number>,
  falseAlarms: readonly number[],
  ratios: readonly number[] = [],
): OpenSetFigures | null {
  const total = weightOf(known.people, weights);
  const alarms = weightOf(strangers.people, weights);
  if (total === 0 || alarms === 0) return null;
  // A share such as 0.1 is seldom a binary fraction: three of thirty must not exceed it.
  const allowed = falseAlarms.map((rate) => rate * alarms * (1 + 1e-12));
  const detection = allowed.map(() => 0);
  /** Rates that the strangers so far do not exceed. */
  let open = allowed.length;
  const balance = equalError(total, alarms);
  const around = errorBalances(total, alarms, ratios);
  let [found, alarmed, next] = [0, 0, 0];
  const findFrom = (isOver: (score: number) => boolean) => {
    for (; next < known.scores.length && isOver(known.scores[next]!); next++)
      if (known.right[next] === 1) found += weights[known.people[next]!]!;
    balance.add(alarmed, found);
    around.add(alarmed, found);
  };
  for (let i = 0; i < strangers.scores.length; i++) {
    const line = strangers.scores[i]!;
    if (strangers.scores[i - 1] !== line) findFrom((score) => score > line);
    alarmed += weights[strangers.people[i]!]!;
    // Equal scores fall on the same side: a threshold that lets the known photo in lets in the stranger, too.
    for (; open > 0 && alarmed > allowed[open - 1]!; open--) detection[open - 1] = found / total;
    if (strangers.scores[i + 1] !== line) findFrom((score) => score >= line);
  }
  findFrom(() => true);
  detection.fill(found / total, 0, open);
  return { top1: found / total, detection, eer: balance.value(), balances: around.values() };
}

/** Linear between the points of the curve on whose two sides the errors change order. */
function equalError(
  total: number,
  alarms: number,
): { add(alarmed: number, found: number): void; value(): number } {
  let before = { alarm: 0, miss: 1 };
  let value: number | null = null;
  return {
    add(alarmed, found) {
      if (value !== null) return;
      const [alarm, miss] = [alarmed / alarms, 1 - found / total];
      if (alarm < miss) {
        before = { alarm, miss };
        return;
      }
      const gap = before.miss - before.alarm;
      value = before.alarm + (gap / (gap + (alarm - miss))) * (alarm - before.alarm);
    },
    value: () => value ?? before.miss,
  };
}

/** The same at ratios of misses to alarms, from the largest to the smallest, which is how the curve comes to them. */
function errorBalances(
  total: number,
  alarms: number,
  ratios: readonly number[],
): { add(alarmed: number, found: number): void; values(): number[] } {
  const balances: number[] = [];
  let [alarmBefore, missBefore] = [0, 1];
  return {
    add(alarmed, found) {
      const [alarm, miss] = [alarmed / alarms, 1 - found / total];
      for (let i = balances.length; i < ratios.length && ratios[i]! * alarm >= miss; i++) {
        const ratio = ratios[i]!;
        const gap = missBefore - ratio * alarmBefore;
        const at = alarmBefore + (gap / (gap + (ratio * alarm - miss))) * (alarm - alarmBefore);
        balances.push(Math.sqrt(ratio) * at);
      }
      alarmBefore = alarm;
      missBefore = miss;
    },
    // Where even the last point has more misses, they are what is left, as with equal errors.
    values: () => ratios.map((ratio, i) => balances[i] ?? missBefore / Math.sqrt(ratio)),
  };
}
