/** What a figure is made of: the pairs that an evaluation kept of it. */
import type { EvaluatedPair, PairsResult, SearchResult } from '../../../src-shared/contract/index.ts';
import type { Messages } from '../../app/messages/en.ts';
import type { PointOpening } from '../../components/curves.ts';
import type { PairItem } from './PairItems.tsx';
import type { RowOpening } from './RateTable.tsx';

/** What is open, as the address has it. */
export const openKey = {
  rate: (part: 'search' | 'pairs', rate: number) => `${part}-rate-${rate}`,
  first: 'search-first',
  bin: (part: 'search' | 'pairs', bin: number) => `${part}-bin-${bin}`,
  stated: (part: 'search' | 'pairs', bin: number) => `${part}-stated-${bin}`,
  figure: (part: 'search' | 'pairs', figure: 'eer' | 'auc') => `${part}-${figure}`,
  group: (group: number) => `group-${group}`,
};

/** A head's point at a rate; undefined: there is none, or no threshold is strict enough. */
export function pointAt({ points }: Pick<PairsHead, 'points'>, rate: number | string) {
  const point = points.find((one) => one.rate === rate);
  return point === undefined || point.threshold === null
    ? undefined
    : { ...point, threshold: point.threshold };
}

/** The point of the row that is open; undefined: none is. */
export function openedPoint(head: Pick<PairsHead, 'points'>, isOpen: (rate: number) => boolean) {
  const open = head.points.find(({ rate }) => isOpen(rate));
  return open && pointAt(head, open.rate);
}

/** The points of a curve of rates, in percent, open what the rows of the table beside it do. */
export function pointsAsRows(
  points: readonly { rate: number }[],
  { canOpen, isOpen, onToggle }: RowOpening,
): PointOpening {
  const rates = new Map(points.map(({ rate }) => [100 * rate, rate]));
  const open = points.find(({ rate }) => isOpen(rate));
  return {
    open: open === undefined ? null : 100 * open.rate,
    canOpen: (percent) => canOpen(rates.get(percent)!),
    onToggle: (percent) => onToggle(rates.get(percent)!),
  };
}

type Words = Messages['evaluate'];
type PairsHead = PairsResult['heads'][number];
type SearchHead = SearchResult['heads'][number];
export type Histogram = PairsHead['histogram'];
type StatedBin = NonNullable<PairsHead['calibration']>['bins'][number];

/** Pairs that an evaluation keeps in several places, each once. */
function once(pairs: readonly EvaluatedPair[]): EvaluatedPair[] {
  return [...new Map(pairs.map((pair) => [`${pair.a} ${pair.b}`, pair])).values()];
}

const rising = (pairs: readonly EvaluatedPair[]) => pairs.toSorted((a, b) => a.score - b.score);
const falling = (pairs: readonly EvaluatedPair[]) => pairs.toSorted((a, b) => b.score - a.score);

const itemsOf = (
  kind: string,
  pairs: readonly EvaluatedPair[],
  text: (pair: EvaluatedPair) => string,
): PairItem[] =>
  pairs.map((pair) => ({
    key: `${kind} ${pair.a} ${pair.b}`,
    faces: [pair.a, pair.b],
    score: pair.score,
    text: text(pair),
  }));

const sampled = (histogram: Histogram | null, kind: 'same' | 'different') =>
  histogram?.samples?.[kind].flat() ?? [];

/** What goes wrong at a threshold, the worst first: with those of enrolled people or of one person, and with the others. */
export interface FailedItems {
  own: PairItem[];
  others: PairItem[];
}

/** Pairs of one person below a threshold, and of two over it. */
export function failedPairs(
  { same, different, histogram }: PairsHead,
  threshold: number,
  words: Words,
): FailedItems {
  const below = once([...same, ...sampled(histogram, 'same')]).filter(({ score }) => score < threshold);
  const over = once([...different, ...sampled(histogram, 'different')]).filter(
    ({ score }) => score >= threshold,
  );
  return {
    own: itemsOf('same', rising(below), () => words.hard.same),
    others: itemsOf('different', falling(over), () => words.hard.different),
  };
}

/** Searches that named nobody or somebody else, and strangers who were taken for somebody. */
export function failedSearches(
  head: SearchHead,
  threshold: number,
  words: Words,
  nameOf: (face: number) => string,
): FailedItems {
  const kept = (kind: 'missed' | 'stranger') =>
    head.failures
      .filter((one) => one.kind === kind)
      .map(({ face, found, score }) => ({ a: face, b: found, score }));
  const missed = once([...kept('missed'), ...sampled(head.histogram, 'same')]).filter(
    ({ score }) => score < threshold,
  );
  const strangers = once([...kept('stranger'), ...sampled(head.histogram, 'different')]).filter(
    ({ score }) => score >= threshold,
  );
  return {
    own: [
      ...othersFirst(head, words, nameOf),
      ...itemsOf('missed', rising(missed), () => words.failed.missed()),
    ],
    others: itemsOf('stranger', falling(strangers), ({ b }) => words.failed.stranger(nameOf(b))),
  };
}

/** Searches in which somebody else came first. */
export function othersFirst(
  { failures }: SearchHead,
  words: Words,
  nameOf: (face: number) => string,
): PairItem[] {
  const others = failures.filter(({ kind }) => kind === 'other');
  return itemsOf(
    'other',
    others.map(({ face, found, score }) => ({ a: face, b: found, score })),
    ({ b }) => words.failed.other(nameOf(b)),
  );
}

/** A few of the pairs that a bar of a histogram counts. */
export function pairsInBin(
  histogram: Histogram,
  bin: number,
  titles: readonly [string, string],
): FailedItems {
  const of = (kind: 'same' | 'different', title: string) =>
    itemsOf(kind, histogram.samples?.[kind][bin] ?? [], () => title);
  return { own: of('same', titles[0]), others: of('different', titles[1]) };
}

/** Some of what a bin of probabilities counts, by what came true. */
export function pairsStated({ samples }: StatedBin, titles: readonly [string, string]): FailedItems {
  const of = (kind: 'right' | 'wrong', title: string) => itemsOf(kind, samples?.[kind] ?? [], () => title);
  return { own: of('right', titles[0]), others: of('wrong', titles[1]) };
}

/** The pairs that are furthest out of order: of one person those that are least alike, of two those that are most. */
export const worstOrdered = ({ same, different }: PairsHead, words: Words): FailedItems => ({
  own: itemsOf('same', rising(same), () => words.hard.same),
  others: itemsOf('different', falling(different), () => words.hard.different),
});

/** The worst pairs of a group. */
export function worstOf(
  {
    worstSame,
    worstDifferent,
  }: { worstSame: readonly EvaluatedPair[]; worstDifferent: readonly EvaluatedPair[] },
  words: Words,
): FailedItems {
  return {
    own: itemsOf('same', worstSame, () => words.hard.same),
    others: itemsOf('different', worstDifferent, () => words.hard.different),
  };
}
