/** A kept evaluation as a table for spreadsheets, and as JSON. Neither names anybody. */
import type { Estimate, GroupsResult, KeptEvaluation, SearchResult } from '../contract/index.ts';
import { toCsv } from '../csv.ts';
import type { HeadFigures } from './figures.ts';
import { type Part, partsOf } from './parts.ts';

/** What a figure rests on, where it is counted: searches for enrolled people or pairs of one person; and strangers' or pairs of two. */
interface Counts {
  people?: number | undefined;
  own?: number | undefined;
  ownFailed?: number | undefined;
  others?: number | undefined;
  othersFailed?: number | undefined;
  threshold?: number | null | undefined;
}

/** A line of the table; without a figure there are too few to say. */
interface Line extends Counts {
  part: string;
  head: string;
  to?: string;
  figure: string;
  rate?: number;
  one: Estimate | null;
}

const heading = [
  ...['part', 'head', 'difference_to', 'figure', 'far', 'value', 'low', 'high'],
  ...['threshold', 'people', 'own', 'own_failed', 'others', 'others_failed'],
];

/** Every figure in a line, shares from 0 to 1: all points of the curves, the rest, differences to the first head, and what they are counted on. */
export function evaluationCsv(kept: KeptEvaluation): string {
  const names = kept.result.heads.map(({ name }) => name);
  const lines = [
    ...partsOf(kept).flatMap((part) => [
      ...part.heads.flatMap((figures, i) => linesOf(part, figures, names[i]!, countsOf(part, kept))),
      ...part.differences.flatMap((figures, i) => linesOf(part, figures, names[i + 1]!, {}, names[0]!)),
    ]),
    ...groupLines(kept, names),
  ];
  return toCsv([heading, ...lines.map(cellsOf)]);
}

const cellsOf = ({ part, head, to, figure, rate, one, ...counts }: Line) => [
  ...[part, head, to ?? '', figure, rate ?? null],
  ...[one?.value ?? null, one?.interval?.[0] ?? null, one?.interval?.[1] ?? null],
  ...[counts.threshold ?? null, counts.people ?? null, counts.own ?? null, counts.ownFailed ?? null],
  ...[counts.others ?? null, counts.othersFailed ?? null],
];

function countsOf({ part }: Part, { result }: KeptEvaluation): Counts {
  if (part === 'search') {
    const { people, probes, strangerPhotos }: SearchResult['counts'] = result.search!.counts;
    return { people, own: probes, others: strangerPhotos };
  }
  const { people, same, different } = result.pairs!.counts;
  return { people, own: same, others: different };
}

function linesOf(
  { part, atRate, others }: Part,
  figures: HeadFigures,
  head: string,
  counts: Counts,
  to = '',
): Line[] {
  const line = { part, head, to, ...counts };
  return [
    ...figures.points.map((point) => ({
      ...line,
      figure: atRate,
      rate: point.rate,
      one: point,
      ...(counts.own !== undefined && {
        threshold: point.threshold,
        ownFailed: point.failed?.own,
        othersFailed: point.failed?.others,
      }),
    })),
    ...others.flatMap((figure) => (figures[figure] ? [{ ...line, figure, one: figures[figure] }] : [])),
    ...ranksOf(figures).map((one) => ({ ...line, ...one })),
    ...deviationOf(figures).map((one) => ({ ...line, figure: 'accuracy sd over folds', one })),
  ];
}

/** Shares by rank but those that stand above them already. */
const ranksOf = ({ ranks, top1, top5 }: HeadFigures) =>
  (ranks ?? []).flatMap((one, i) =>
    (i === 0 && top1) || (i === 4 && top5) ? [] : [{ figure: `top${i + 1}`, one }],
  );

/** How far the accuracy of folds scatters, where there are folds. */
function deviationOf({ accuracy }: HeadFigures): Estimate[] {
  const value = accuracy?.standardDeviation;
  return value === undefined ? [] : [{ value, interval: null }];
}

/** Shares of groups, also those that cannot be told, with what they are counted on; and gaps. */
function groupLines({ result: { groups } }: KeptEvaluation, names: readonly string[]): Line[] {
  if (groups === null) return [];
  const { rows } = groups;
  const part = 'groups';
  const gapLines = (head: string, figure: string, gap: GroupsResult['notFoundGap']): Line[] =>
    gap === null
      ? []
      : [
          {
            part,
            head,
            figure: `${figure} gap ${rows[gap.most]!.name} - ${rows[gap.least]!.name}`,
            one: gap,
          },
        ];
  const ofHeads = groups.heads.flatMap(({ threshold, groups: shares, trueAcceptGap, falseAcceptGap }, h) => [
    ...shares.flatMap(({ trueAccept, falseAccept, failed }, g): Line[] => {
      const { name, same, different, pairPeople } = rows[g]!;
      const line = { part, head: names[h]!, threshold };
      return [
        {
          ...{ ...line, figure: `TAR ${name}`, one: trueAccept },
          ...{ people: pairPeople?.same, own: same, ownFailed: failed?.same },
        },
        {
          ...{ ...line, figure: `FAR ${name}`, one: falseAccept },
          ...{ people: pairPeople?.different, others: different, othersFailed: failed?.different },
        },
      ];
    }),
    ...gapLines(names[h]!, 'TAR', trueAcceptGap),
    ...gapLines(names[h]!, 'FAR', falseAcceptGap),
  ]);
  const notFound = rows.flatMap(({ name, photos, notFound: one }): Line[] =>
    photos === null
      ? []
      : [{ part, head: '', figure: `not found ${name}`, one, own: photos.all, ownFailed: photos.notFound }],
  );
  return [...ofHeads, ...notFound, ...gapLines('', 'not found', groups.notFoundGap)];
}

/** What is to be known of an evaluation to repeat and to trust it. */
export function evaluationJson({ name, at, result }: KeptEvaluation): string {
  return `${JSON.stringify({ name, at, ...result }, null, 2)}\n`;
}
