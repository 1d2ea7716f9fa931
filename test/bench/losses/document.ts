/** The written part of docs/LOSSES.md in which the losses describe themselves. */
import {
  type Loss,
  losses,
  type Parameter,
  type Regulariser,
  regularisers,
} from '../../../src-shared/losses/index.ts';
import { recipeOf } from '../../../src-shared/training/index.ts';
import { markdownTable, rewriteBlock } from '../document.ts';

export async function writeLossDocument(): Promise<void> {
  await rewriteBlock('LOSSES.md', 'losses', lossList());
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
