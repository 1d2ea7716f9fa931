/** Figures of an evaluation in words and numbers. */
import type { CurvePoint, Estimate, GroupsResult, KeptEvaluation, PairsResult } from '../contract/index.ts';
import { points } from '../points.ts';
import type { ReportWords } from './words-en.ts';

/** A head's figures, or what they differ from another's: of a search or of pairs. */
export interface HeadFigures {
  /** Of heads, not of differences, with the threshold and what goes wrong there. */
  points: readonly (CurvePoint & {
    threshold?: number | null;
    failed?: { own: number; others: number } | null;
  })[];
  /** Null: there are no strangers. */
  eer: Estimate | null;
  top1?: Estimate;
  /** Null: there are strangers. */
  top5?: Estimate | null;
  /** By rank, from the first. Null: there are strangers. */
  ranks?: readonly Estimate[] | null;
  auc?: Estimate;
  /** Null: the pairs have no folds. */
  accuracy?: (Estimate & { standardDeviation?: number }) | null;
}

/** A percentage without needless zeros. */
export const plainPercent = (value: number) => `${Number(value.toPrecision(3))} %`;

/** A share in percent. @param places after the point. */
export const percent = (share: number, places = 1) => (100 * share).toFixed(places);

/** An interval in percent. */
export const ends = ({ interval }: Estimate, places = 1) =>
  interval === null ? '' : `${percent(interval[0], places)}–${percent(interval[1], places)}`;

/** The interval of a difference in points. */
export const pointEnds = ({ interval }: Estimate, places = 1) =>
  interval === null ? '' : `${points(interval[0], places)} … ${points(interval[1], places)}`;

/** On what the figures of pairs are counted, in sentences. */
export function countedOn({ counts, templates, heads }: PairsResult, words: ReportWords): string[] {
  const folds = heads[0]?.accuracy?.folds.length;
  const sentences = [words.countedPairs(counts.same, counts.different, counts.people)];
  if (folds !== undefined) sentences.push(words.accuracyHelp(folds));
  if (templates === null) return sentences;
  const { photos, media, templates: count, unpaired, lost, rejected } = templates;
  sentences.push(words.countedTemplates(photos, media, count, unpaired));
  if (lost > 0) sentences.push(words.lostTemplates(lost, rejected.same, rejected.different));
  return sentences;
}

/** Photos without a face and what becomes of them, in words; null: there are none. */
export function lostWords({ lost, result }: KeptEvaluation, words: ReportWords): string | null {
  const templates = result.pairs?.templates ?? null;
  // Not all may be named.
  if (templates !== null && templates.photos > result.faces)
    return words.lostOfTemplates(templates.photos - result.faces);
  return lost.length === 0 ? null : words.lost(lost.length);
}

/** Which groups lie furthest apart, by how much, and whether that may be chance. */
export function gapSentence(
  words: ReportWords,
  what: string,
  gap: GroupsResult['notFoundGap'],
  rows: GroupsResult['rows'],
): string {
  if (gap === null) return words.noGap(what);
  const { value, interval, most, least } = gap;
  const isSure = interval !== null && interval[0] > 0;
  return words.gap(
    what,
    rows[most]!.name,
    rows[least]!.name,
    points(value),
    interval === null ? '' : ` (${points(interval[0])} … ${points(interval[1])})`,
    isSure,
  );
}
