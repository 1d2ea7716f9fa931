/** The written part of docs/BENCHMARKS.md about accuracy. */
import type { Estimate } from '../../../src-shared/contract/index.ts';
import { shareInterval } from '../../../src-shared/recognition/index.ts';
import { markdownTable, measuredAt, rewriteBlock } from '../document.ts';
import { readResults } from '../results.ts';
import { type PairsResult, pairsResult, type Variant } from './result.ts';

export async function writePairsTables(): Promise<void> {
  const results = await readResults('pairs', pairsResult);
  const text = results.map(section).join('\n\n');
  await rewriteBlock('BENCHMARKS.md', 'pairs', text);
}

function section({ set, people, photos, pairs, variants, header }: PairsResult): string {
  return [
    `### ${set}`,
    `${photos} photos of ${people} people; ${pairs.same} pairs of the same and ${pairs.different} of different people; ${measuredAt(header)}.`,
    markdownTable([
      [
        'described by',
        'faces found',
        'accuracy ± standard error',
        '95 %',
        'AUC',
        'EER',
        'TAR at FAR 1 %',
        'nearest is right',
      ],
      ...variants.map(row),
    ]),
  ].join('\n\n');
}

function row({ options, found, verification, nearest }: Variant): string[] {
  const { accuracy, auc, eer, trueAccept } = verification;
  const share = shareInterval(nearest.right, nearest.of);
  return [
    `${options.alignment}${options.mirror ? ' and its mirror image' : ''}`,
    `${found} of ${nearest.of}`,
    `${percent(accuracy.value)} ± ${percent(accuracy.standardError)}`,
    intervalText(accuracy),
    auc.value.toFixed(4),
    percent(eer.value),
    percent(trueAccept.find(({ falseAccept }) => falseAccept === 0.01)!.value),
    `${percent(nearest.right / nearest.of)} (${percent(share[0])} to ${percent(share[1])})`,
  ];
}

const percent = (share: number) => `${(100 * share).toFixed(2)} %`;

function intervalText({ interval }: Estimate): string {
  return interval === null ? '–' : `${percent(interval[0])} to ${percent(interval[1])}`;
}
