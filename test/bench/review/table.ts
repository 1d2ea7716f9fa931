/** The written part of docs/BENCHMARKS.md about reviewing faces. */
import { markdownTable, measuredAt, mebibytes, rewriteBlock } from '../document.ts';
import { readResults } from '../results.ts';
import { type ReviewResult, reviewResult } from './result.ts';

export async function writeReviewTables(): Promise<void> {
  const results = await readResults('review', reviewResult);
  await rewriteBlock('BENCHMARKS.md', 'review', results.map(section).join('\n\n'));
}

type Row = ReviewResult['sets'][number]['rows'][number];

function section({ header, load, sets, libraries }: ReviewResult): string {
  const { machine } = header;
  return [
    `${machine.cpu}, ${machine.cores} cores; ${measuredAt(header)}; load ${load.before.toFixed(1)} before, ${load.after.toFixed(1)} after.`,
    ...sets.map(
      ({ name, faces, people, rows }) => `${name}: ${faces} faces of ${people} people.\n\n${qualities(rows)}`,
    ),
    'Time for many faces:',
    markdownTable([
      [
        'faces',
        'groups',
        'first',
        'its processor time',
        'after a name',
        'after ten photos',
        'unchanged',
        'memory',
        'longest task',
      ],
      ...libraries.map((row) => [
        String(row.faces),
        String(row.groups),
        seconds(row.first),
        seconds(row.firstProcessor),
        seconds(row.named10),
        seconds(row.came10),
        `${row.counts.toFixed(1)} ms`,
        mebibytes(row.memory),
        `${row.heldUp.toFixed(1)} ms`,
      ]),
    ]),
  ].join('\n\n');
}

/** Of each method what was chosen, and what does best on the set. */
function qualities(rows: readonly Row[]): string {
  const shown = [...Map.groupBy(rows, ({ method }) => method)].flatMap(([, ofMethod]) => {
    const best = ofMethod.reduce((a, b) => (b.quality.bcubed > a.quality.bcubed ? b : a));
    return ofMethod.filter((row) => row.chosen || row === best);
  });
  return markdownTable([
    ['method', 'setting', 'F of pairs', 'BCubed precision', 'recall', 'F'],
    ...shown.map(({ method, setting, chosen, quality }) => [
      method,
      `${setting}${chosen ? ' (chosen)' : ' (best)'}`,
      percent(quality.pairs),
      percent(quality.precision),
      percent(quality.recall),
      percent(quality.bcubed),
    ]),
  ]);
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(milliseconds < 10_000 ? 2 : 0)} s`;
