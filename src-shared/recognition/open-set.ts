/**
 * Open-set identification as heads are compared by it: figures of one head's searches, and the paired difference of heads with an
 * interval over people. `identify.ts` has the search itself.
 */
import type { Estimate } from '../contract/index.ts';
import type { Interval } from '../interval.ts';
import { finished, type Steps } from '../steps.ts';
import { compareHeads, type DrawOptions, type Draws } from './compare-heads.ts';
import { type IdentifiedFace, type Search, searchAll } from './identify.ts';
import { honestDifference } from './intervals.ts';
import {
  numberOfPeople,
  type OpenSetFigures,
  type OpenSetSearches,
  type RankedSearches,
  rankSearches,
  type ScoredSearch,
  weightedFigures,
} from './ranked-searches.ts';
import { balanceWindow, rateWindows, smoothBalance } from './rate-windows.ts';

/** Searches a gallery, each person as the direction of the mean of the enrolled faces, for people in it and for strangers. */
export function searchOpenSet(
  enrolled: readonly IdentifiedFace[],
  probes: readonly IdentifiedFace[],
  strangers: readonly IdentifiedFace[],
): OpenSetSearches {
  const search = (faces: readonly IdentifiedFace[]) => scoredSearches(faces, searchAll(enrolled, faces));
  return { known: search(probes), strangers: search(strangers) };
}

/** What searches gave, with who is on each photo. */
export function scoredSearches(
  faces: readonly Pick<IdentifiedFace, 'person'>[],
  searches: readonly Search[],
): ScoredSearch[] {
  return searches.map(({ rank, best }, i) => ({
    person: faces[i]!.person,
    score: best ?? -1,
    right: rank === 1,
  }));
}

/** Shares of strangers taken for somebody at which heads are compared. */
export const comparedFalseAlarms = [0.1, 0.01, 0.001] as const;

/** @param searches with at least one known photo and one stranger. */
export function openSetFigures(searches: OpenSetSearches): OpenSetFigures {
  const numberOf = numberOfPeople([...searches.known, ...searches.strangers]);
  const once = new Uint8Array(numberOf.size).fill(1);
  return weightedFigures(rankSearches(searches, numberOf), once, comparedFalseAlarms)!;
}

/** A figure of two heads on the same photos. */
export interface PairedFigure {
  value: number;
  /** Of the head that it is compared with. */
  base: number;
  /** `value` less `base`; for the equal error rate a fall is a gain. */
  difference: number;
  /** 95 % interval of the difference over people; null if resampling left too little to tell. */
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

/** Photos of the rarer kind on the wrong side of the threshold at which both errors are equal, in the deal with the fewest. */
function wrongAtBalance(deals: readonly RankedSearches[], people: number): number {
  const once = new Uint8Array(people).fill(1);
  const counts = deals.map((deal) => {
    const eer = weightedFigures(deal, once, [])?.eer ?? 0;
    return eer * Math.min(deal.known.scores.length, deal.strangers.scores.length);
  });
  return Math.min(...counts);
}

/** A head's figures, what they differ from another's, or what they were in each draw of people. */
export interface OpenSetCurve<Figure = Estimate> {
  top1: Figure;
  eer: Figure;
  /** DIR at each of the shares of strangers that were asked for. */
  detection: Figure[];
}

/**
 * Compares heads over deals of the same photos: the figures are means over the deals, with intervals over people who are drawn anew,
 * the same for all heads and deals.
 *
 * @param deals [deals][heads], at least one, each with known photos and strangers.
 * @param falseAlarms from the largest to the smallest. @returns `differences` to the first head, of all others.
 */
export function* openSetCurves(
  deals: readonly (readonly OpenSetSearches[])[],
  falseAlarms: readonly number[],
  options: DrawOptions = {},
): Steps<{ heads: OpenSetCurve[]; differences: OpenSetCurve[]; drawn: OpenSetCurve<Draws>[] }> {
  const numberOf = numberOfPeople(deals.flatMap(([first]) => [...first!.known, ...first!.strangers]));
  const ready = deals.map((heads) => heads.map((searches) => rankSearches(searches, numberOf)));
  const fewest = ready.reduce((few, [first]) => Math.min(few, first!.strangers.scores.length), Infinity);
  const windows = rateWindows(falseAlarms, fewest);
  const ratios = balanceWindow(
    wrongAtBalance(
      ready.map(([first]) => first!),
      numberOf.size,
    ),
  );
  const measure = (weights: ArrayLike<number>) => {
    const rows = ready.map((heads) =>
      heads.map((head) => weightedFigures(head, weights, windows.rates, ratios)),
    );
    const whole = rows.filter((heads): heads is OpenSetFigures[] => heads.every((head) => head !== null));
    if (whole.length === 0) return null;
    return whole[0]!.map((_, i) => {
      const [top1, eer, nearEer, ...detection] = means(whole.map((heads) => flat(heads[i]!))) as [
        number,
        number,
        number,
      ];
      return {
        figures: [top1, eer, ...windows.own(detection)],
        smooth: [top1, nearEer, ...windows.smooth(detection)],
      };
    });
  };
  const { heads, differences, drawn } = yield* compareHeads(numberOf.size, measure, options);
  return {
    heads: heads.map((figures) => curveOf(figures)),
    differences: differences.map((figures) => curveOf(figures)),
    drawn: drawn.map((figures) => curveOf(figures)),
  };
}

function curveOf<Figure>([top1, eer, ...detection]: Figure[]): OpenSetCurve<Figure> {
  return { top1: top1!, eer: eer!, detection };
}

function flat({ top1, eer, balances, detection }: OpenSetFigures): number[] {
  return [top1, eer, smoothBalance(balances), ...detection];
}

function means(rows: readonly (readonly number[])[]): number[] {
  return rows[0]!.map((_, i) => rows.reduce((sum, row) => sum + row[i]!, 0) / rows.length);
}

/**
 * Compares two heads as `openSetCurves` does, at `comparedFalseAlarms`. Where nobody was treated differently, all draws say 0, and the
 * interval is `honestDifference`'s: so few people may have missed a difference. A head and itself cannot differ: 0 is exact.
 * @param deals at least one, each with known photos and strangers.
 */
export function compareOpenSet(
  deals: readonly PairedSearches[],
  options: DrawOptions = {},
): OpenSetComparison {
  const both = deals.map(({ head, base }) => [base, head]);
  const { heads, differences } = finished(openSetCurves(both, comparedFalseAlarms, options));
  const [base, head] = heads as [OpenSetCurve, OpenSetCurve];
  const counts = countSearches(deals.map(({ base }) => base));
  const isSame = deals.every(haveSameScores);
  const paired = (pick: (curve: OpenSetCurve) => Estimate, people: number): PairedFigure => {
    const found = pick(differences[0]!);
    const { value: difference, interval } = isSame ? found : honestDifference(found, people);
    return { value: pick(head).value, base: pick(base).value, difference, interval };
  };
  return {
    top1: paired(({ top1 }) => top1, counts.people),
    eer: paired(({ eer }) => eer, Math.min(counts.people, counts.strangers)),
    detection: comparedFalseAlarms.map((_, i) => paired(({ detection }) => detection[i]!, counts.people)),
    counts,
  };
}

/** Whether both heads gave each photo the same score. */
function haveSameScores({ head, base }: PairedSearches): boolean {
  const same = (a: readonly ScoredSearch[], b: readonly ScoredSearch[]) =>
    a.every(({ score }, i) => score === b[i]!.score);
  return same(head.known, base.known) && same(head.strangers, base.strangers);
}

/** @param deals of one head. */
export function countSearches(deals: readonly OpenSetSearches[]): OpenSetComparison['counts'] {
  const known = deals.flatMap(({ known }) => known);
  const strangers = deals.flatMap(({ strangers }) => strangers);
  const people = (searches: readonly ScoredSearch[]) => new Set(searches.map(({ person }) => person)).size;
  return {
    people: people(known),
    strangers: people(strangers),
    probes: known.length,
    strangerPhotos: strangers.length,
  };
}
