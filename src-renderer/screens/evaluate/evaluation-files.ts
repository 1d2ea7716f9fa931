/** A kept evaluation as files: a table for spreadsheets, and a page that stands alone. Neither names anybody. */
import type { Estimate, GroupsResult, KeptEvaluation } from '../../../src-shared/contract/index.ts';
import { toCsv } from '../../../src-shared/csv.ts';
import type { Language } from '../../../src-shared/errors/index.ts';
import { escapeHtml } from '../../../src-shared/escape-html.ts';
import { points } from '../../../src-shared/points.ts';
import { citedRates, tabledRates } from '../../../src-shared/recognition/index.ts';
import type { Messages } from '../../app/messages/en.ts';
import {
  countedOn,
  ends,
  gapSentence,
  type HeadFigures,
  lostWords,
  percent,
  plainPercent,
  pointEnds,
} from './figures.ts';

/** Of each part its rates' name, and the figures beside them. */
const parts = [
  { part: 'search', atRate: 'DIR', others: ['top1', 'eer'] },
  { part: 'pairs', atRate: 'TAR', others: ['auc', 'eer', 'accuracy'] },
] as const;

interface Part {
  part: 'search' | 'pairs';
  atRate: string;
  others: readonly ('top1' | 'auc' | 'eer' | 'accuracy')[];
  heads: readonly HeadFigures[];
  differences: readonly HeadFigures[];
}

function partsOf({ result }: KeptEvaluation): Part[] {
  return parts.flatMap((one) => {
    const found = result[one.part];
    return found === null ? [] : [{ ...one, heads: found.heads, differences: found.differences }];
  });
}

/** Every figure in a line, shares from 0 to 1: all points of the curves, the rest, and differences to the first head. */
export function evaluationCsv(kept: KeptEvaluation): string {
  const names = kept.result.heads.map(({ name }) => name);
  const line = (
    part: string,
    head: string,
    to: string,
    figure: string,
    rate: number | null,
    one: Estimate,
  ) => [...[part, head, to, figure, rate, one.value, one.interval?.[0] ?? null, one.interval?.[1] ?? null]];
  const lines = ({ part, atRate, others }: Part, figures: HeadFigures, head: string, to: string) => [
    ...figures.points.map((point) => line(part, head, to, atRate, point.rate, point)),
    ...others.flatMap((key) => (figures[key] ? [line(part, head, to, key, null, figures[key])] : [])),
    ...deviationOf(figures).map((one) => line(part, head, to, 'accuracy sd over folds', null, one)),
  ];
  return toCsv([
    ['part', 'head', 'difference_to', 'figure', 'far', 'value', 'low', 'high'],
    ...partsOf(kept).flatMap((part) => [
      ...part.heads.flatMap((figures, i) => lines(part, figures, names[i]!, '')),
      ...part.differences.flatMap((figures, i) => lines(part, figures, names[i + 1]!, names[0]!)),
    ]),
    ...groupLines(kept, names).map(([head, figure, group, one]) =>
      line('groups', head, '', `${figure} ${group}`, null, one),
    ),
  ]);
}

/** How far the accuracy of folds scatters, where there are folds. */
function deviationOf({ accuracy }: HeadFigures): Estimate[] {
  const value = accuracy?.standardDeviation;
  return value === undefined ? [] : [{ value, interval: null }];
}

/** Shares of groups that can be told, and gaps. */
function groupLines({ result: { groups } }: KeptEvaluation, names: readonly string[]) {
  if (groups === null) return [];
  const { rows } = groups;
  const lines: [head: string, figure: string, group: string, one: Estimate][] = [];
  const add = (head: string, figure: string, group: string, one: Estimate | null) =>
    one !== null && lines.push([head, figure, group, one]);
  const gapOf = (gap: GroupsResult['notFoundGap']) =>
    gap === null ? '' : `${rows[gap.most]!.name} - ${rows[gap.least]!.name}`;
  for (const [h, head] of groups.heads.entries()) {
    for (const [g, { trueAccept, falseAccept }] of head.groups.entries()) {
      add(names[h]!, 'TAR', rows[g]!.name, trueAccept);
      add(names[h]!, 'FAR', rows[g]!.name, falseAccept);
    }
    add(names[h]!, 'TAR gap', gapOf(head.trueAcceptGap), head.trueAcceptGap);
    add(names[h]!, 'FAR gap', gapOf(head.falseAcceptGap), head.falseAcceptGap);
  }
  for (const { name, notFound } of rows) add('', 'not found', name, notFound);
  add('', 'not found gap', gapOf(groups.notFoundGap), groups.notFoundGap);
  return lines;
}

/** What is to be known of an evaluation to repeat and to trust it. */
export function evaluationJson({ name, at, result }: KeptEvaluation): string {
  return `${JSON.stringify({ name, at, ...result }, null, 2)}\n`;
}

type Words = Messages['evaluate'];

/** @param figures drawings as SVG. */
export function evaluationReport(
  kept: KeptEvaluation,
  figures: readonly { svg: string }[],
  { evaluate: words, common }: Messages,
  language: Language,
): string {
  const say = escapeHtml;
  const title = words.reportTitle(kept.name);
  const made = new Date(kept.at).toLocaleString(language, { dateStyle: 'long', timeStyle: 'short' });
  const tables = partsOf(kept).map((part) => {
    const heading = `${part.part === 'search' ? words.dir : words.tar}, ${words.overPeople}`;
    return `<h2>${say(heading)}</h2>${tableOf(part, kept, words)}`;
  });
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>${say(title)}</title>
<meta name="viewport" content="width=device-width">
<style>
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; font: 15px/1.5 system-ui, sans-serif; color: #17181c; background: #fff; }
table { border-collapse: collapse; margin: 1rem 0; font-variant-numeric: tabular-nums; }
th, td { padding: 4px 16px 4px 0; border-bottom: 1px solid #e0e3e9; text-align: left; font-weight: 400; }
thead th { color: #5a606d; }
figure { margin: 1.5rem 0; break-inside: avoid; }
svg { max-width: 100%; height: auto; }
</style></head><body>
<h1>${say(title)}</h1>
<p>${say(`${made} · ${common.seconds(Math.max(1, Math.round(kept.result.seconds)))}`)}</p>
${factsOf(kept, words)
  .map((fact) => `<p>${say(fact)}</p>`)
  .join('\n')}
${tables.join('\n')}
${groupTables(kept, words)}
${figures.map(({ svg }) => `<figure>${svg}</figure>`).join('\n')}
</body></html>
`;
}

/** What was evaluated, on whom, and how many were counted. */
function factsOf(kept: KeptEvaluation, words: Words): string[] {
  const { settings, result } = kept;
  const { people, heads, search, pairs } = result;
  const lost = lostWords(kept, words);
  const protocol = words.protocols[settings.protocol];
  const dealt =
    settings.protocol === 'open-set'
      ? ` · ${words.summaryOfDraws(Math.round(100 * settings.unknown), settings.each, settings.draws)}`
      : '';
  const facts = [
    protocol + dealt,
    words.detail(people, null),
    ...heads.map(({ name, trainedOn }) =>
      trainedOn === null
        ? words.trainedUnknown(name)
        : words.trainedOn(name, trainedOn.people, people, trainedOn.faces),
    ),
    ...(lost === null ? [] : [lost]),
  ];
  if (search !== null) {
    const { probes, people, strangerPhotos, strangers } = search.counts;
    facts.push(words.countedSearch(probes, people, strangerPhotos, strangers));
  }
  if (pairs !== null) facts.push(...countedOn(pairs, words));
  return [...facts, words.reportNote];
}

/** Groups of faces, a table a head, and how far they lie apart. */
function groupTables({ result: { groups, heads } }: KeptEvaluation, words: Words): string {
  if (groups === null) return '';
  const { by, rows } = groups;
  const cell = (share: Estimate | null) =>
    share === null ? words.tooFew : `<b>${percent(share.value)}</b> ${ends(share)}`;
  const head = [words.group, words.groupPeople, words.groupFaces, 'TAR', 'FAR', words.notFound];
  const heading = head.map((one) => `<th>${escapeHtml(one)}</th>`).join('');
  return groups.heads
    .map(({ rate, groups: shares, trueAcceptGap, falseAcceptGap }, h) => {
      const body = rows.map(({ name, people, faces, notFound, photos }, g) => {
        const { trueAccept, falseAccept } = shares[g]!;
        const cells = [
          people,
          faces,
          cell(trueAccept),
          cell(falseAccept),
          photos === null ? '' : cell(notFound),
        ];
        return `<tr><th>${escapeHtml(name)}</th>${cells.map((one) => `<td>${one}</td>`).join('')}</tr>`;
      });
      const gaps = [
        gapSentence(words, 'TAR', trueAcceptGap, rows),
        gapSentence(words, 'FAR', falseAcceptGap, rows),
        words.groupsHelp(plainPercent(100 * rate)),
      ];
      const title = words.groupsTitle(words.groupings(by), heads[h]!.name);
      return `<h2>${escapeHtml(title)}</h2><table><thead><tr>${heading}</tr></thead><tbody>${body.join('')}</tbody></table>${gaps.map((one) => `<p>${escapeHtml(one)}</p>`).join('')}`;
    })
    .join('\n');
}

function tableOf(
  { heads, differences, others, atRate }: Part,
  { result }: KeptEvaluation,
  words: Words,
): string {
  const names = result.heads.map(({ name }) => name);
  const row = (title: string, pick: (figures: HeadFigures) => HeadFigures['accuracy']) => {
    const shares = heads
      .map(pick)
      .map((figure) =>
        figure
          ? `<b>${percent(figure.value)}</b>${figure.standardDeviation === undefined ? '' : ` ± ${percent(figure.standardDeviation)}`} ${ends(figure)}`
          : words.tooFew,
      );
    const lost = differences
      .map(pick)
      .map((figure) => (figure ? `${points(figure.value)} ${pointEnds(figure)}` : ''));
    const cells = [...shares, ...lost].map((cell) => `<td>${cell}</td>`);
    return `<tr><th>${escapeHtml(title)}</th>${cells.join('')}</tr>`;
  };
  const titles = { top1: words.first, auc: 'AUC', eer: 'EER', accuracy: words.accuracy };
  const rows = [
    ...(result.pairs?.templates ? citedRates : tabledRates).map((rate) =>
      row(plainPercent(100 * rate), ({ points }) => points.find((point) => point.rate === rate)),
    ),
    ...others.filter((key) => heads[0]?.[key]).map((key) => row(titles[key], (one) => one[key])),
  ];
  const heading = [
    'FAR',
    ...names.map((head) => `${head} (${atRate})`),
    ...differences.map(() => words.difference(names[0]!)),
  ].map((one) => `<th>${escapeHtml(one)}</th>`);
  return `<table><thead><tr>${heading.join('')}</tr></thead><tbody>${rows.join('')}</tbody></table>`;
}
