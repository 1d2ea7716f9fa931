/** A kept evaluation as a page that stands alone. It names nobody. */
import type { Estimate, KeptEvaluation } from '../contract/index.ts';
import type { Language } from '../errors/index.ts';
import { escapeHtml } from '../escape-html.ts';
import { points } from '../points.ts';
import { citedRates, tabledRates } from '../recognition/index.ts';
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
import { type Part, partsOf } from './parts.ts';
import type { ReportWords } from './words-en.ts';

/**
 * @param figures drawings as SVG, which the window makes; without them the page has tables alone.
 */
export function evaluationReport(
  kept: KeptEvaluation,
  figures: readonly { svg: string }[],
  words: ReportWords,
  language: Language,
): string {
  const say = escapeHtml;
  const title = words.reportTitle(kept.name);
  const made = new Date(kept.at).toLocaleString(language, { dateStyle: 'long', timeStyle: 'short' });
  const tables = partsOf(kept).map((part) => {
    const title = isRanked(part) ? words.firstTitle : part.part === 'search' ? words.dir : words.tar;
    const heading = `${title}, ${words.overPeople}`;
    return `<h2>${say(heading)}</h2>${tableOf(part, kept, words)}${ranksTable(part, kept, words)}`;
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
<p>${say(`${made} · ${words.took(Math.max(1, Math.round(kept.result.seconds)))}`)}</p>
${factsOf(kept, words)
  .map((fact) => `<p>${say(fact)}</p>`)
  .join('\n')}
${tables.join('\n')}
${groupTables(kept, words)}
${figures.map(({ svg }) => `<figure>${svg}</figure>`).join('\n')}
</body></html>
`;
}

/** How often the right person is among the first, rank by rank. */
function ranksTable({ heads }: Part, { result }: KeptEvaluation, words: ReportWords): string {
  const shares = heads.flatMap(({ ranks }) => (ranks ? [ranks] : []));
  if (shares.length === 0) return '';
  const heading = [words.rank, ...result.heads.map(({ name }) => name)];
  const rows = shares[0]!.map((_, i) => {
    const cells = shares.map((ranks) => `<td><b>${percent(ranks[i]!.value)}</b> ${ends(ranks[i]!)}</td>`);
    return `<tr><th>${i + 1}</th>${cells.join('')}</tr>`;
  });
  const head = heading.map((one) => `<th>${escapeHtml(one)}</th>`).join('');
  return `<h3>${escapeHtml(words.ranks)}</h3><table><thead><tr>${head}</tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

/** What was evaluated, on whom, and how many were counted. */
function factsOf(kept: KeptEvaluation, words: ReportWords): string[] {
  const { settings, result } = kept;
  const { people, heads, search, pairs } = result;
  const lost = lostWords(kept, words);
  const protocol = words.protocols[settings.protocol];
  const dealt =
    settings.protocol === 'open-set' || settings.protocol === 'holdout'
      ? ` · ${words.summaryOfDraws('unknown' in settings ? Math.round(100 * settings.unknown) : null, settings.each, settings.draws)}`
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
    facts.push(
      strangers === 0
        ? words.countedHoldout(probes, people)
        : words.countedSearch(probes, people, strangerPhotos, strangers),
    );
  }
  if (pairs !== null) facts.push(...countedOn(pairs, words));
  return [...facts, words.reportNote];
}

/** Groups of faces, a table a head, and how far they lie apart. */
function groupTables({ result: { groups, heads } }: KeptEvaluation, words: ReportWords): string {
  if (groups === null) return '';
  const { by, rows } = groups;
  const cell = (share: Estimate | null, counted: string) =>
    `${share === null ? words.tooFew : `<b>${percent(share.value)}</b> ${ends(share)}`}<br><small>${escapeHtml(counted)}</small>`;
  const head = [words.group, words.groupPeople, words.groupFaces, 'TAR', 'FAR', words.notFound];
  const heading = head.map((one) => `<th>${escapeHtml(one)}</th>`).join('');
  return groups.heads
    .map(({ rate, groups: shares, trueAcceptGap, falseAcceptGap }, h) => {
      const body = rows.map(({ name, people, faces, same, different, pairPeople, notFound, photos }, g) => {
        const { trueAccept, falseAccept } = shares[g]!;
        const cells = [
          people,
          faces,
          cell(trueAccept, words.ofPairs(same, pairPeople?.same ?? null)),
          cell(falseAccept, words.ofPairs(different, pairPeople?.different ?? null)),
          photos === null ? '' : cell(notFound, words.ofPhotos(photos.all)),
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

/** Whether it has no rates: nobody is a stranger. */
const isRanked = ({ heads }: Part) => heads.every(({ points }) => points.length === 0);

function tableOf(part: Part, { result }: KeptEvaluation, words: ReportWords): string {
  const { heads, differences, others, atRate } = part;
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
  const titles = {
    top1: words.first,
    top5: words.amongFive,
    auc: 'AUC',
    eer: 'EER',
    accuracy: words.accuracy,
  };
  const rows = [
    ...(isRanked(part) ? [] : result.pairs?.templates ? citedRates : tabledRates).map((rate) =>
      row(plainPercent(100 * rate), ({ points }) => points.find((point) => point.rate === rate)),
    ),
    ...others.filter((key) => heads[0]?.[key]).map((key) => row(titles[key], (one) => one[key])),
  ];
  const heading = [
    ...(isRanked(part) ? ['', ...names] : ['FAR', ...names.map((head) => `${head} (${atRate})`)]),
    ...differences.map(() => words.difference(names[0]!)),
  ].map((one) => `<th>${escapeHtml(one)}</th>`);
  return `<table><thead><tr>${heading.join('')}</tr></thead><tbody>${rows.join('')}</tbody></table>`;
}
