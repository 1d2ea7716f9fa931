/** The written part of docs/BENCHMARKS.md about other backbones. */
import { markdownTable, measuredAt, rewriteBlock } from '../document.ts';
import { readResults } from '../results.ts';
import { type BackboneResult, backboneResult } from './result.ts';

export async function writeBackboneTables(): Promise<void> {
  const results = await readResults('backbone', backboneResult);
  await rewriteBlock('BENCHMARKS.md', 'backbone', results.map(section).join('\n\n'));
}

function section({ set, people, faces, rounds, steps, eer, recognised, header }: BackboneResult): string {
  const middle = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
  const [ours, alone] = [middle(rounds.map((one) => one.ours)), middle(rounds.map((one) => one.alone))];
  const ratio = middle(rounds.map((one) => one.ours / one.alone));
  const milliseconds = (seconds: number) => ((1000 * seconds) / faces).toFixed(1);
  const percent = (share: number) => `${(100 * share).toFixed(2)} %`;
  const step = (seconds: number) => `${seconds.toFixed(1)} s`;
  return [
    `### ${set}`,
    `${faces} faces, of ${people} people those with names; ${measuredAt(header)}.`,
    markdownTable([
      ['', 'ms a face on one core'],
      ['Tammes: from stored chips to stored features', milliseconds(ours)],
      ['ONNX Runtime alone', milliseconds(alone)],
      ['the first by the second, the middle of the rounds', ratio.toFixed(2)],
    ]),
    markdownTable([
      ['read', 'add and prove', 'use', 'train', 'back', 'remove', 'EER before, by the network', 'recognised'],
      [
        ...[steps.read, steps.add, steps.use, steps.train, steps.back, steps.remove].map(step),
        eer.map(percent).join(', '),
        `${recognised.right} of ${recognised.of}`,
      ],
    ]),
  ].join('\n\n');
}
