/** `tammes review`: the faces that wait for a decision. */
import { Command } from 'commander';
import { z } from 'zod';
import { doubt, faceGroup, methods, suggestion, twoNames } from '../../src-shared/contract/index.ts';
import { counted } from '../../src-shared/counted.ts';
import { outdatedOf } from '../services/contents.ts';
import { reviewAll, type WholeReview } from '../services/review.ts';
import { openStore } from '../store/store.ts';
import { outdatedLines } from './outdated.ts';
import { jsonOption, libraryOption, print, progressLine, table } from './output.ts';

/** Rows of a table on a terminal. */
const mostRows = 20;

const named = { name: z.string() };
const answer = z.object({
  counts: methods['review.counts'].output.omit({ progress: true, stopped: true }),
  groups: z.array(faceGroup.extend({ name: z.string().nullable() })),
  suggestions: z.array(suggestion.extend(named)),
  expectedWrong: methods['review.doubtful'].output.shape.expected,
  doubts: z.array(doubt.extend({ ...named, otherName: z.string().nullable() })),
  twoNames: z.array(twoNames),
});

export function reviewCommand(): Command {
  return new Command('review')
    .description('list faces without a name in groups, whose faces they may be, and names that may be wrong')
    .addOption(libraryOption())
    .addOption(jsonOption(answer))
    .addHelpText(
      'after',
      `
A group has faces that look like one person, by the active head. A suggestion is sure if strangers come this near no more often than
the library's rate of false accepts allows; otherwise it is a maybe. A name may be wrong if the face is nearer to another person. A cosine
compares a face with the mean of a person's faces.`,
    )
    .action(runReview);
}

async function runReview(options: { library: string; json?: boolean }): Promise<void> {
  const store = openStore(options.library);
  try {
    const line = progressLine('Comparing faces', 100);
    const review = await reviewAll(store, (share) => share !== null && line.update(Math.round(100 * share)));
    line.end();
    const outdated = outdatedOf(store);
    print(options.json, answer, review, () =>
      [...reviewLines(review), ...outdatedLines(outdated)].join('\n'),
    );
  } finally {
    store.close();
  }
}

function reviewLines({
  counts,
  groups,
  suggestions,
  expectedWrong,
  doubts,
  twoNames,
}: WholeReview): string[] {
  return [
    `${counted(counts.unnamed, 'face has', 'faces have')} no name.`,
    ...section(
      `${counted(groups.length, 'group', 'groups')} of faces that look like one person`,
      ['group', 'faces', 'like', 'cosine'],
      groups.map(({ id, size, name, likely }) => [id, size, name ?? '', likely?.cosine.toFixed(3) ?? '']),
    ),
    ...section(
      `${counted(suggestions.length, 'face', 'faces')} may be of somebody with a name`,
      ['face', 'person', 'cosine', 'probability', ''],
      suggestions.map(({ faceId, name, cosine, probability, sure }) => [
        faceId,
        name,
        cosine.toFixed(3),
        percent(probability),
        sure ? 'sure' : 'maybe',
      ]),
    ),
    ...section(
      `${counted(doubts.length, 'name', 'names')} may be wrong${expectedText(expectedWrong, doubts.length)}`,
      ['face', 'named', 'cosine', 'nearer to', 'cosine', 'wrong with'],
      doubts.map(({ faceId, name, own, other, otherName, probability }) => [
        faceId,
        name,
        own?.cosine.toFixed(3) ?? '',
        otherName === null ? 'nobody' : other?.sameShot ? `${otherName} (same shot)` : otherName,
        other?.cosine.toFixed(3) ?? '',
        percent(probability),
      ]),
    ),
    ...(twoNames.length === 0
      ? []
      : section(
          `${counted(twoNames.length, 'photo lies', 'photos lie')} under several names`,
          ['face', 'named', 'file', 'also', 'file'],
          twoNames.flatMap(({ faceId, own, others }) =>
            others.map((other) => [faceId, own.name, own.paths[0]!, other.name, other.paths[0]!]),
          ),
        )),
  ];
}

/** Among many names that may be wrong hardly one need be. */
function expectedText(expected: number | null, doubts: number): string {
  if (expected === null || doubts === 0) return '';
  const wrong = Math.round(expected);
  return `; about ${wrong} of ${doubts} ${wrong === 1 ? 'is' : 'are'} expected to be wrong`;
}

const percent = (probability: number | null) =>
  probability === null ? '' : `${(100 * probability).toFixed(0)} %`;

/** A title, and below it the first rows; only the title if there are none. */
function section(title: string, heading: string[], rows: (string | number)[][]): string[] {
  if (rows.length === 0) return [`${title}.`];
  const more = rows.length - mostRows;
  return [
    `${title}:`,
    table([heading, ...rows.slice(0, mostRows)]),
    ...(more > 0 ? [`… and ${more} more: tammes review --json lists all.`] : []),
  ];
}
