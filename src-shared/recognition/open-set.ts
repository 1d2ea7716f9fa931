/**
 * Open-set identification as two heads are compared by it: figures of one head's searches, and the paired difference of two
 * heads with an interval over people. `identify.ts` has the search itself.
 */
import type { Interval } from '../interval.ts';
import { randomFrom } from '../random.ts';
import { type IdentifiedFace, searchAll } from './identify.ts';
import { percentileInterval } from './intervals.ts';

/** What a search gave. */
export interface ScoredSearch {
  /** Who is on the photo. */
  person: string;
  /** Cosine with the best person of the gallery; -1 where no face was found. */
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

/** Searches a gallery, each person as the direction of the mean of the enrolled faces, for people in it and for strangers. */
export function searchOpenSet(
  enrolled: readonly IdentifiedFace[],
  probes: readonly IdentifiedFace[],
  strangers: readonly IdentifiedFace[],
): OpenSetSearches {
  const scored = (faces: readonly IdentifiedFace[]) =>
    searchAll(enrolled, faces).map(({ rank, best }, i) => ({
      person: faces[i]!.person,
      score: best ?? -1,
      right: rank === 1,
    }));
  return { known: scored(probes), strangers: scored(strangers) };
}

/** Shares of strangers taken for somebody at which heads are compared. */
export const comparedFalseAlarms = [0.1, 0.01, 0.001] as const;

/** Shares from 0 to 1. */
export interface OpenSetFigures {
  /** Known photos whose own person comes first. */
  top1: number;
  /** Those of them that do so over the threshold that each share of `comparedFalseAlarms` of the strangers reaches (DIR). */
  detection: number[];
  /** Where the share of strangers over the threshold is that of the known photos not found over it. */
  eer: number;
}

/** @param searches with at least one known photo and one stranger. */
export function openSetFigures(searches: OpenSetSearches): OpenSetFigures {
  const numberOf = numbered([...searches.known, ...searches.strangers]);
  return weightedFigures(ranked(searches, numberOf), new Uint8Array(numberOf.size).fill(1))!;
}

/** A figure of two heads on the same photos. */
export interface PairedFigure {
  value: number;
  /** Of the head that it is compared with. */
  base: number;
  /** `value` less `base`; for the equal error rate a fall is a gain. */
  difference: number;
  /** 95 % interval of the difference over people; null where resampling left too little to tell. */
  interval: Interval | null;
}

export interface OpenSetComparison {
  top1: PairedFigure;
  /** In the order of `comparedFalseAlarms`. */
  detection: PairedFigure[];
  eer: PairedFigure;
  /** Different people searched for who are enrolled, and who are not; and their photos over all deals. */
  counts: { people: number; strangers: number; probes: number; strangerPhotos: number };
}

/** One deal searched with both heads, photo by photo in the same order. */
export interface PairedSearches {
  head: OpenSetSearches;
  base: OpenSetSearches;
}

/**
 * Compares two heads over deals of the same photos: the figures are means over the deals. The interval comes from drawing
 * people anew with replacement (percentile bootstrap), the same people for both heads and all deals: photos of one person
 * rise and fall together, and so do the two heads.
 *
 * @param deals at least one, each with known photos and strangers.
 */
export function compareOpenSet(
  deals: readonly PairedSearches[],
  { draws = 1000, seed = 1 }: { draws?: number; seed?: number } = {},
): OpenSetComparison {
  const numberOf = numbered(deals.flatMap(({ base }) => [...base.known, ...base.strangers]));
  const ready = deals.map(({ head, base }) => [ranked(head, numberOf), ranked(base, numberOf)] as const);
  const measure = (weights: ArrayLike<number>) => {
    const rows = ready.map(([head, base]) => [
      weightedFigures(head, weights),
      weightedFigures(base, weights),
    ]);
    const whole = rows.filter((row) => row[0] !== null && row[1] !== null) as OpenSetFigures[][];
    return whole.length === 0
      ? null
      : {
          head: meanFigures(whole.map(([head]) => head!)),
          base: meanFigures(whole.map(([, base]) => base!)),
        };
  };
  const found = measure(new Uint8Array(numberOf.size).fill(1))!;
  const random = randomFrom(seed);
  const drawn: number[][] = [];
  for (let draw = 0; draw < draws; draw++) {
    const times = new Int32Array(numberOf.size);
    for (let i = 0; i < times.length; i++) times[random.integer(times.length)]!++;
    const figures = measure(times);
    if (figures !== null) drawn.push(differences(flat(figures.head), flat(figures.base)));
  }
  const [values, bases] = [flat(found.head), flat(found.base)];
  const paired = values.map(
    (value, i): PairedFigure => ({
      value,
      base: bases[i]!,
      difference: value - bases[i]!,
      interval: percentileInterval(
        drawn.map((row) => row[i]!),
        draws,
      ),
    }),
  );
  const [top1, eer, ...detection] = paired as [PairedFigure, PairedFigure, ...PairedFigure[]];
  return { top1, eer, detection, counts: countsOf(deals) };
}

function countsOf(deals: readonly PairedSearches[]): OpenSetComparison['counts'] {
  const known = deals.flatMap(({ base }) => base.known);
  const strangers = deals.flatMap(({ base }) => base.strangers);
  const people = (searches: readonly ScoredSearch[]) => new Set(searches.map(({ person }) => person)).size;
  return {
    people: people(known),
    strangers: people(strangers),
    probes: known.length,
    strangerPhotos: strangers.length,
  };
}

function flat({ top1, eer, detection }: OpenSetFigures): number[] {
  return [top1, eer, ...detection];
}

function differences(values: readonly number[], bases: readonly number[]): number[] {
  return values.map((value, i) => value - bases[i]!);
}

function meanFigures(figures: readonly OpenSetFigures[]): OpenSetFigures {
  const mean = (pick: (figures: OpenSetFigures) => number) =>
    figures.reduce((sum, one) => sum + pick(one), 0) / figures.length;
  return {
    top1: mean(({ top1 }) => top1),
    eer: mean(({ eer }) => eer),
    detection: comparedFalseAlarms.map((_, i) => mean(({ detection }) => detection[i]!)),
  };
}

/** Searches from the highest score down, people as numbers: they are counted once for each draw. */
interface RankedSearches {
  known: { scores: Float64Array; people: Int32Array; right: Uint8Array };
  strangers: { scores: Float64Array; people: Int32Array };
}

function numbered(searches: readonly ScoredSearch[]): Map<string, number> {
  return new Map([...new Set(searches.map(({ person }) => person))].map((person, i) => [person, i]));
}

function ranked(
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
 * The threshold falls from stranger to stranger, and last below all: what is found and alarmed at each place.
 * @param weights by the person's number. @returns null where nobody who is known or no stranger has any weight.
 */
function weightedFigures(
  { known, strangers }: RankedSearches,
  weights: ArrayLike<number>,
): OpenSetFigures | null {
  const total = weightOf(known.people, weights);
  const alarms = weightOf(strangers.people, weights);
  if (total === 0 || alarms === 0) return null;
  // A share such as 0.1 is seldom a binary fraction: three of thirty must not exceed it.
  const allowed = comparedFalseAlarms.map((rate) => rate * alarms * (1 + 1e-12));
  const detection = allowed.map(() => 0);
  const balance = equalError(total, alarms);
  let [found, alarmed, next] = [0, 0, 0];
  for (let i = 0; i <= strangers.scores.length; i++) {
    const line = i < strangers.scores.length ? strangers.scores[i]! : Number.NEGATIVE_INFINITY;
    // Equal scores fall on the same side: a threshold that lets the known photo in lets in the stranger, too.
    for (; next < known.scores.length && known.scores[next]! > line; next++) {
      if (known.right[next] === 1) found += weights[known.people[next]!]!;
    }
    for (let k = 0; k < allowed.length; k++) if (alarmed <= allowed[k]!) detection[k] = found / total;
    balance.add(alarmed, found);
    if (i < strangers.scores.length) alarmed += weights[strangers.people[i]!]!;
  }
  return { top1: found / total, detection, eer: balance.value() };
}

/** Linear between the places on whose two sides the errors change order; 1 less top-1 where they never do. */
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
