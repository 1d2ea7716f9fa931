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
  return weightedFigures(sorted(searches), () => 1)!;
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
  const all = deals.flatMap(({ base }) => [...base.known, ...base.strangers]);
  const numberOf = new Map([...new Set(all.map(({ person }) => person))].map((person, i) => [person, i]));
  const ready = deals.map(({ head, base }) => ({ head: sorted(head), base: sorted(base) }));
  const measure = (weightOf: (person: string) => number) => {
    const rows = ready.map(({ head, base }) => [
      weightedFigures(head, weightOf),
      weightedFigures(base, weightOf),
    ]);
    const whole = rows.filter((row) => row[0] !== null && row[1] !== null) as OpenSetFigures[][];
    return whole.length === 0
      ? null
      : {
          head: meanFigures(whole.map(([head]) => head!)),
          base: meanFigures(whole.map(([, base]) => base!)),
        };
  };
  const found = measure(() => 1)!;
  const random = randomFrom(seed);
  const drawn: number[][] = [];
  for (let draw = 0; draw < draws; draw++) {
    const times = new Int32Array(numberOf.size);
    for (let i = 0; i < times.length; i++) times[random.integer(times.length)]!++;
    const figures = measure((person) => times[numberOf.get(person)!]!);
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

/** From the highest score down. */
function sorted({ known, strangers }: OpenSetSearches): OpenSetSearches {
  const down = (a: ScoredSearch, b: ScoredSearch) => b.score - a.score;
  return { known: known.toSorted(down), strangers: strangers.toSorted(down) };
}

/** Null where nobody who is known or no stranger has any weight. @param searches sorted. */
function weightedFigures(
  { known, strangers }: OpenSetSearches,
  weightOf: (person: string) => number,
): OpenSetFigures | null {
  const total = known.reduce((sum, { person }) => sum + weightOf(person), 0);
  const alarms = strangers.reduce((sum, { person }) => sum + weightOf(person), 0);
  if (total === 0 || alarms === 0) return null;
  const points = detectionPoints(known, strangers, weightOf);
  const detection = comparedFalseAlarms.map((rate) => {
    // A share such as 0.1 is seldom a binary fraction: three of thirty must not exceed it.
    const allowed = rate * alarms * (1 + 1e-12);
    return points.findLast(({ alarmed }) => alarmed <= allowed)!.found / total;
  });
  return { top1: points.at(-1)!.found / total, detection, eer: equalError(points, total, alarms) };
}

/** How much weight of strangers is alarmed and of known photos is found at a threshold. */
interface DetectionPoint {
  alarmed: number;
  found: number;
}

/** A point before every stranger, and one after the last, from the strictest threshold to the laxest. */
function detectionPoints(
  known: readonly ScoredSearch[],
  strangers: readonly ScoredSearch[],
  weightOf: (person: string) => number,
): DetectionPoint[] {
  const points: DetectionPoint[] = [];
  let [found, alarmed, next] = [0, 0, 0];
  for (const { person, score } of strangers) {
    // Equal scores fall on the same side: a threshold that lets the known photo in lets in the stranger, too.
    for (; next < known.length && known[next]!.score > score; next++) {
      if (known[next]!.right) found += weightOf(known[next]!.person);
    }
    points.push({ alarmed, found });
    alarmed += weightOf(person);
  }
  for (; next < known.length; next++) if (known[next]!.right) found += weightOf(known[next]!.person);
  points.push({ alarmed, found });
  return points;
}

/** Linear between the points on whose two sides the errors change order; 1 less top-1 where they never do. */
function equalError(points: readonly DetectionPoint[], total: number, alarms: number): number {
  let before: { alarm: number; miss: number } = { alarm: 0, miss: 1 };
  for (const { alarmed, found } of points) {
    const [alarm, miss] = [alarmed / alarms, 1 - found / total];
    if (alarm >= miss) {
      const gap = before.miss - before.alarm;
      const share = gap / (gap + (alarm - miss));
      return before.alarm + share * (alarm - before.alarm);
    }
    before = { alarm, miss };
  }
  return before.miss;
}
