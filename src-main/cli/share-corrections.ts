/** Corrections of people in a shared gallery: those that wait, and what is to become of those that were refused. */
import { Argument, type Command, InvalidArgumentError } from 'commander';
import { z } from 'zod';
import { waitingCorrection } from '../../src-shared/contract/index.ts';
import { englishFailure, toEnglish } from '../../src-shared/errors/index.ts';
import { waitingOf } from '../services/share-handlers.ts';
import { type Correction, correctInGallery, decideInGallery } from '../services/share-sync.ts';
import { jsonOption, libraryOption, print } from './output.ts';
import { ageText } from './shared-notice.ts';
import { withStore } from './with-store.ts';

interface Options {
  library: string;
  json?: boolean;
}

/** Corrections that wait to be sent, or were refused. */
export const waiting = z.array(waitingCorrection);
type Waiting = Pick<Correction, 'number' | 'from' | 'to' | 'refused'>;

const corrected = z.object({ made: z.boolean(), failure: englishFailure.nullable(), waiting });
const decided = z.object({ waiting });

export function addCorrections(command: Command): void {
  const sub = (usage: string, description: string, answer: z.ZodType) =>
    command.command(usage).description(description).addOption(libraryOption()).addOption(jsonOption(answer));
  sub(
    'rename <name> <new>',
    'correct a name for all libraries; who has the new name already is the same person then (enrollers, owners)',
    corrected,
  ).action(rename);
  for (const [whose, what] of [
    ['mine', 'send a correction that was refused again: it replaces what somebody else has said'],
    ['theirs', 'give up a correction that was refused or waits: the library follows the gallery'],
  ] as const)
    sub(whose, what, decided)
      .addArgument(new Argument('<number>', 'as tammes gallery share lists it').argParser(toNumber))
      .action((number: number, options: Options) => decide(number, whose, options));
}

function toNumber(text: string): number {
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new InvalidArgumentError('It is not a number of a correction.');
  return Number(text);
}

const rename = (from: string, to: string, { library, json }: Options) =>
  withStore(library, async (store) => {
    const { correction, failure } = await correctInGallery(store, { from, to, mayMerge: true });
    const result = {
      made: correction === null,
      failure: failure && toEnglish(failure),
      waiting: waitingOf(correction === null ? [] : [correction]),
    };
    print(json, corrected, result, () =>
      correction === null
        ? `${from} is ${to} for all libraries.`
        : [
            ...(result.failure === null ? [] : [result.failure.message]),
            ...correctionsText([correction]),
          ].join('\n'),
    );
  });

const decide = (number: number, whose: 'mine' | 'theirs', { library, json }: Options) =>
  withStore(library, async (store) => {
    const left = await decideInGallery(store, number, whose);
    print(json, decided, { waiting: waitingOf(left) }, () =>
      (left.length === 0 ? ['Nothing waits any more.'] : correctionsText(left)).join('\n'),
    );
  });

/** A line for each. */
export function correctionsText(corrections: readonly Waiting[]): string[] {
  const refused = corrections.filter((one) => one.refused !== null);
  return [
    ...corrections.map((one) => `${one.number}  ${one.from} → ${one.to}: ${reason(one)}`),
    ...(refused.length === 0
      ? []
      : [
          `Say whose counts: tammes gallery share mine ${refused[0]!.number}, or theirs ${refused[0]!.number}. Then: tammes gallery share push`,
        ]),
    ...(refused.length > 0 || corrections.length === 0
      ? []
      : ['They are sent by: tammes gallery share push']),
  ];
}

function reason({ to, refused }: Waiting): string {
  if (refused === null) return 'waits to be sent';
  if (refused.why === 'taken') return `refused, somebody else has been given the name ${to} since`;
  const who = refused.login === null ? 'somebody' : refused.login;
  return `refused, ${who} has corrected the same person${refused.at === null ? '' : ` ${ageText(refused.at)}`}`;
}
