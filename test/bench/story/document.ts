/** The tables of docs/STORY.md: what each figure claims, and what was measured. */
import { markdownTable, measuredAt, rewriteBlock } from '../document.ts';
import { readResults } from '../results.ts';
import { type StoryFigure, type StoryResult, storyResult } from './result.ts';

export async function writeStoryTables(): Promise<void> {
  const results = await readResults('story', storyResult);
  await rewriteBlock('STORY.md', 'story', storyText(results));
}

export function storyText(results: readonly StoryResult[]): string {
  return results
    .flatMap(({ header, figures }) => [
      `${header.machine.cpu}, ${header.machine.cores} cores with other work; ${measuredAt(header)}.`,
      ...figures.map(figureText),
    ])
    .join('\n\n');
}

function figureText({ figure, title, seeds, seconds, claims }: StoryFigure): string {
  return [
    `### Figure ${figure}: ${title}`,
    `Seeds ${seeds[0]} to ${seeds.at(-1)}, ${seconds.toFixed(0)} s.`,
    markdownTable(
      [
        ['claim', 'what is measured', 'mean [95 %]', 'expected', 'holds'],
        ...claims.map(({ text, quantity, unit, value, interval, expected, holds }) => [
          text,
          quantity,
          `${digits(value)}${unit}${interval ? ` [${interval.map(digits).join(', ')}]` : ''}`,
          `${expected.relation} ${expected.bound}${unit}`,
          holds ? 'yes' : '**no**',
        ]),
      ],
      'left',
    ),
  ].join('\n\n');
}

const digits = (value: number) => Number(value.toPrecision(3)).toString();
