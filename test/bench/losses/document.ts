/** The written parts of docs/LOSSES.md: the losses as they describe themselves, and their scores. */
import {
  type Loss,
  losses,
  type Parameter,
  type Regulariser,
  regularisers,
} from '../../../src-shared/losses/index.ts';
import { recipeOf } from '../../../src-shared/training/index.ts';
import { markdownTable, measuredAt, rewriteBlock } from '../document.ts';
import { readResults } from '../results.ts';
import { type Figures, figuresOf } from './figures.ts';
import { type HeadScores, type LossesResult, lossesResult } from './result.ts';

export async function writeLossDocument(): Promise<void> {
  await rewriteBlock('LOSSES.md', 'losses', lossList());
  const results = await readResults('losses', lossesResult);
  const text = results.map(scoreText).join('\n\n');
  await rewriteBlock('LOSSES.md', 'scores', text);
}

/** Every loss and regulariser: paper, summary, parameters and the recipe for small folders. */
export function lossList(): string {
  return [
    ...losses.map((loss) => sectionOf(loss, recipeText(recipeOf(loss.id)))),
    '## Regularisers',
    'Added to any loss with class centres: `--regulariser`.',
    ...regularisers.map((regulariser) => sectionOf(regulariser, '')),
  ].join('\n\n');
}

function sectionOf({ id, title, paper, summary, parameters }: Loss | Regulariser, recipe: string): string {
  const rows = Object.entries(parameters).map(([name, parameter]) => [
    `\`${name}\``,
    String(parameter.default),
    rangeOf(parameter),
    parameter.description.en,
  ]);
  return [
    `### ${title} (\`${id}\`)`,
    `${paper.authors} (${paper.year}): ${paper.title}. ${paper.venue}.`,
    summary.en,
    ...(rows.length === 0
      ? []
      : [markdownTable([['parameter', 'default', 'range', 'meaning'], ...rows], 'left')]),
    ...(recipe === '' ? [] : [`Small folders: ${recipe}.`]),
  ].join('\n\n');
}

function rangeOf(parameter: Parameter): string {
  if (parameter.kind === 'choice') return parameter.options.map(({ value }) => value).join(', ');
  return `${parameter.min} to ${parameter.max}${parameter.unit && ` ${parameter.unit}`}`;
}

/** Settings as "scale=16, epochs=60"; groups are laid flat. */
function recipeText(recipe: Readonly<Record<string, unknown>>): string {
  return Object.entries(recipe)
    .map(([name, value]) =>
      typeof value === 'object' && value !== null
        ? recipeText(value as Readonly<Record<string, unknown>>)
        : `${name}=${value}`,
    )
    .join(', ');
}

function scoreText({
  header,
  backend,
  people,
  faces,
  withoutFace,
  heldOut,
  heads,
  plain,
}: LossesResult): string {
  const pretrained = heads[0]!;
  const trained = heads.slice(1);
  const passed = trained.filter((head) => figuresOf(head, pretrained)?.passes).length;
  const seeds = pretrained.scores.map(({ seed }) => seed).join(', ');
  return [
    `${people} people, ${faces} faces (no face found on ${withoutFace} photos), ${percent(heldOut, 0)} of each person's held out; seeds ${seeds}; backend ${backend}; ${measuredAt(header)}. ${passed} of ${trained.length} losses pass.`,
    scoreTable(heads, pretrained),
    "Without the recipe, by the losses' own defaults:",
    scoreTable(plain, pretrained),
  ].join('\n\n');
}

function scoreTable(heads: readonly HeadScores[], pretrained: HeadScores): string {
  const failures = heads.flatMap(({ name, failed }) =>
    failed.map(({ seed, why }) => `- ${name}, seed ${seed}: ${why}`),
  );
  const table = markdownTable([
    [
      'head',
      'top-1 (95 %)',
      'to pretrained',
      'top-1, one photo enrolled',
      'to pretrained',
      'smallest angle',
      'time a head',
      'passes',
    ],
    ...heads.map((head) => rowOf(head, figuresOf(head, pretrained), head === pretrained)),
  ]);
  return failures.length === 0 ? table : `${table}\n\n${failures.join('\n')}`;
}

function rowOf({ name, scores, seconds }: HeadScores, figures: Figures | null, isBase: boolean): string[] {
  if (figures === null) return [name, ...Array(6).fill('–'), 'no'];
  const { top1, one, gain, oneGain, smallestAngle, passes } = figures;
  return [
    name,
    `${percent(top1.share)} (${percent(top1.interval[0])} to ${percent(top1.interval[1])})`,
    isBase ? '–' : gainText(gain),
    percent(one),
    isBase ? '–' : gainText(oneGain),
    `${smallestAngle.toFixed(1)}°`,
    isBase ? '–' : `${(seconds / scores.length).toFixed(1)} s`,
    isBase ? '–' : passes ? 'yes' : 'no',
  ];
}

function gainText({ mean, half }: Figures['gain']): string {
  return `${mean < 0 ? '−' : '+'}${(100 * Math.abs(mean)).toFixed(2)} ± ${(100 * half).toFixed(2)}`;
}

function percent(share: number, digits = 1): string {
  return `${(100 * share).toFixed(digits)} %`;
}
