/** The written part of docs/BENCHMARKS.md about wrong names. */
import { comparedFalseAlarms } from '../../../src-shared/recognition/index.ts';
import { markdownTable, measuredAt, rewriteBlock } from '../document.ts';
import { readResults } from '../results.ts';
import { type LabelsResult, labelsResult } from './result.ts';

export async function writeLabelTables(): Promise<void> {
  const results = await readResults('labels', labelsResult);
  await rewriteBlock('BENCHMARKS.md', 'labels', results.map(section).join('\n\n'));
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

function section({ header, seeds, trials, recognition }: LabelsResult): string {
  return [
    `${measuredAt(header)}; cleanlab ${header.versions.cleanlab}; means of ${seeds} trials.`,
    ...trials.map(
      ({ set, kind, faces, people, share, wrong, methods }) =>
        `${set}: ${wrong} of ${faces} faces of ${people} people ${kind === 'others' ? 'have the name of another' : 'are strangers’'} (${percent(share)}).\n\n${markdownTable(
          [
            ['method', 'doubted', 'wrong of these', 'as expected', 'of all wrong', 'among the first'],
            ...methods.map((row) => [
              row.method,
              row.doubted.toFixed(1),
              percent(row.precision),
              row.expected === null ? '' : percent(row.expected / Math.max(1, row.doubted)),
              percent(row.recall),
              percent(row.first),
            ]),
          ],
        )}`,
    ),
    'DIR with wrong names, without the faces that are likelier wrong than right, and with right names:',
    markdownTable([
      ['set', 'misnamed', 'FAR', 'as named', 'without the doubted', 'named rightly'],
      ...recognition.flatMap(({ set, share, given, removed, right }) =>
        comparedFalseAlarms.map((rate, i) => [
          set,
          percent(share),
          percent(rate),
          percent(given[i]!),
          percent(removed[i]!),
          percent(right[i]!),
        ]),
      ),
    ]),
  ].join('\n\n');
}
