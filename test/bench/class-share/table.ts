/** The written parts of docs/SCALE.md about training with very many classes. */
import { markdownTable, measuredAt, mebibytes, rewriteBlock } from '../document.ts';
import { slopeOf } from '../gallery/scale.ts';
import { readResults } from '../results.ts';
import {
  type AccuracyResult,
  accuracyResult,
  type StepFigures,
  type StepsResult,
  stepsResult,
} from './result.ts';

export async function writeClassTables(): Promise<void> {
  const accuracies = await readResults('class-share', accuracyResult);
  await rewriteBlock('SCALE.md', 'class-share', accuracies.map(accuracyText).join('\n\n'));
  const steps = await readResults('classes', stepsResult);
  await rewriteBlock('SCALE.md', 'class-steps', steps.map(stepsText).join('\n\n'));
}

type Figure = AccuracyResult['losses'][number]['rows'][number]['whole'];

export function accuracyText({ header, seed, draws, batchSize, losses }: AccuracyResult): string {
  const rows = losses.flatMap(({ loss, people, rows }) =>
    rows.map(({ share, whole, half }) => [
      loss,
      people.toFixed(0),
      share === 1 ? 'all, another seed' : percent(share),
      ...[whole, half].flatMap((figure) => [percent(figure.base, 1), percent(figure.value, 1), gain(figure)]),
    ]),
  );
  return [
    `lfw-dev, batches of ${batchSize}; seeds ${seed} to ${seed + draws - 1}; ${measuredAt(header)}.`,
    markdownTable([
      [
        'loss',
        'classes',
        'in a step',
        'all in each step',
        'so many',
        'difference in points',
        'half of the way: all',
        'so many',
        'difference in points',
      ],
      ...rows,
    ]),
  ].join('\n\n');
}

const percent = (value: number, digits = 0) => `${(100 * value).toFixed(digits)} %`;

function gain({ difference, interval }: Figure): string {
  const points = (value: number) => `${value < 0 ? '−' : '+'}${Math.abs(100 * value).toFixed(1)}`;
  return `${points(difference)}${interval === null ? '' : ` (${points(interval[0])} to ${points(interval[1])})`}`;
}

export function stepsText({ header, batchSize, dim, backends }: StepsResult): string {
  const rows = backends.flatMap(({ backend, sizes }) =>
    sizes.flatMap(({ classes, steps, failed }) => [
      ...steps.map((step) => [
        backend,
        classes.toLocaleString('en'),
        `${percent(step.share)}: ${step.seen.toLocaleString('en')}`,
        milliseconds(step.milliseconds),
        milliseconds(step.processor),
        step.ratio === null ? '' : step.ratio.toFixed(3),
        mebibytes(step.held),
        mebibytes(step.peak),
      ]),
      ...failed.map(({ share }) => [
        backend,
        classes.toLocaleString('en'),
        percent(share),
        'no figure',
        '',
        '',
        '',
        '',
      ]),
    ]),
  );
  const reasons = backends.flatMap(({ backend, sizes }) =>
    sizes.flatMap(({ classes, failed }) =>
      failed.map(
        ({ share, why }) =>
          `- ${backend}, ${classes.toLocaleString('en')} classes, ${percent(share)} in a step: ${why}`,
      ),
    ),
  );
  const costs = backends.flatMap(({ backend, sizes }) => {
    const shares = [...new Set(sizes.flatMap(({ steps }) => steps.map(({ share }) => share)))];
    return shares.flatMap((share) => costOf(backend, share, sizes, stepBytes(share, dim, batchSize)));
  });
  return [
    `${header.machine.cpu}, ${header.machine.cores} cores; ArcFace and Adam, classes of ${dim} numbers, batches of ${batchSize}; ${measuredAt(header)}.`,
    markdownTable([
      [
        'backend',
        'classes',
        'in a step',
        'a step',
        'its processor time',
        'of all',
        'held between steps',
        'process at most',
      ],
      ...rows,
    ]),
    ...(reasons.length === 0 ? [] : ['Without a figure:', reasons.join('\n')]),
    ...(costs.length === 0
      ? []
      : [
          'What one more class costs, from the smallest to the largest number measured:',
          markdownTable([
            [
              'backend',
              'in a step',
              'held between steps',
              'process at most',
              'by the formula',
              'processor time of a step',
            ],
            ...costs,
          ]),
        ]),
  ].join('\n\n');
}

/** Bytes of a class: its centre with Adam's moments; and of those that are seen direction and gradient, cosines and their gradient. */
function stepBytes(share: number, dim: number, batchSize: number): number {
  return 12 * dim + share * 8 * (dim + batchSize);
}

/** Nothing if it was measured at one number of classes only. */
function costOf(
  backend: string,
  share: number,
  sizes: StepsResult['backends'][number]['sizes'],
  formula: number,
): string[][] {
  const measured = sizes.flatMap(({ classes, steps }) => {
    const step = steps.find((one) => one.share === share);
    return step === undefined ? [] : [{ classes, step }];
  });
  if (measured.length < 2) return [];
  const slope = (of: (step: StepFigures) => number) =>
    slopeOf(measured.map(({ classes, step }) => [classes, of(step)] as const));
  return [
    [
      backend,
      percent(share),
      `${slope(({ held }) => held).toFixed(0)} bytes`,
      `${slope(({ peak }) => peak).toFixed(0)} bytes`,
      `${formula.toFixed(0)} bytes`,
      `${(1e6 * slope(({ processor }) => processor)).toFixed(0)} ns`,
    ],
  ];
}

function milliseconds(time: number): string {
  if (time >= 2000) return `${(time / 1000).toFixed(1)} s`;
  return `${time < 10 ? time.toFixed(1) : time.toFixed(0)} ms`;
}
