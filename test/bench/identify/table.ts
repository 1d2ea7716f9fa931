/** The written part of docs/BENCHMARKS.md about finding people. */
import type { Estimate } from '../../../src-shared/contract/index.ts';
import { markdownTable, measuredAt, rewriteBlock } from '../document.ts';
import { readResults } from '../results.ts';
import { type IdentifyResult, identifyResult } from './result.ts';

export async function writeIdentifyTables(): Promise<void> {
  const results = await readResults('identify', identifyResult);
  const text = results.map(section).join('\n\n');
  await rewriteBlock('BENCHMARKS.md', 'identify', text);
}

function section({ set, people, photos, failures, draws, rows, header }: IdentifyResult): string {
  const { within, detection } = rows[0]!;
  return [
    `### ${set}: finding people`,
    `${photos} photos of ${people} people, ${failures} of them without a face that was found; ${draws} draws; ${measuredAt(header)}.`,
    markdownTable([
      [
        'enrolled a person',
        ...within.map(({ rank }) => `top-${rank}`),
        ...detection.map(({ falseAlarm }) => `DIR at FAR ${100 * falseAlarm} %`),
        'EER',
        'its cosine',
      ],
      ...rows.map(({ each, within: ranks, detection: detected, eer }) => [
        String(each),
        ...[...ranks, ...detected].map(figureText),
        eer === null ? '–' : figureText(eer),
        eer === null ? '–' : eer.threshold.toFixed(3),
      ]),
    ]),
  ].join('\n\n');
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

function figureText({ value, interval }: Estimate): string {
  return interval === null
    ? percent(value)
    : `${percent(value)} (${percent(interval[0])} to ${percent(interval[1])})`;
}
