/** `tammes people`: lists people, and corrects who they are. */
import { Command } from 'commander';
import { z } from 'zod';
import { changed, methods, parseInput, person, personName } from '../../src-shared/contract/index.ts';
import { counted } from '../../src-shared/counted.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import { outdatedOf } from '../services/contents.ts';
import { merge, move, peopleOf, personCalled, rename, split, update } from '../services/people.ts';
import { openStore, type Store } from '../store/store.ts';
import { outdatedLines } from './outdated.ts';
import { jsonOption, libraryOption, print, table } from './output.ts';
import { addConsent, listExpired } from './people-consent.ts';
import { addPersonExport } from './people-export.ts';
import { addForgetting } from './people-forget.ts';
import type { SubCommand } from './sub-command.ts';

interface Options {
  library: string;
  json?: boolean;
}

const moved = methods['people.moveFaces'].output;
const peopleAnswer = z.array(person.omit({ spread: true }));

export function peopleCommand(): Command {
  const command = new Command('people')
    // Options after a correction belong to it.
    .enablePositionalOptions()
    .description('list the people of the library, or correct who they are');
  const sub: SubCommand = (usage, description, answer) =>
    command
      .command(usage)
      .description(description)
      .addOption(libraryOption())
      .addOption(jsonOption(answer))
      .exitOverride();
  addCorrections(sub);
  addConsent(sub);
  addPersonExport(sub);
  addForgetting(sub);
  return command
    .option('--expired', 'only people whose consent has ended or ends within 30 days')
    .addOption(libraryOption())
    .addOption(jsonOption(peopleAnswer))
    .addHelpText(
      'after',
      '\n`tammes faces` lists the numbers of faces. `tammes undo` reverses each correction, but cannot\nbring back a person who was forgotten.',
    )
    .action((options: Options & { expired?: boolean }) =>
      options.expired === true ? listExpired(options) : list(options),
    );
}

/** Corrections by hand, each of which can be undone. */
function addCorrections(sub: SubCommand): void {
  const twice = ['--allow-twice', 'one person may have two faces on a photo'] as const;

  sub('rename <name> <new>', 'give somebody another name', changed).action(
    (name: string, given: string, options: Options) =>
      correct(
        options,
        changed,
        (store) => rename(store, personCalled(store, name), named(given)),
        () => `${name} is ${given} now.`,
      ),
  );
  sub('merge <name...>', 'merge several people into the last one that is named', changed)
    .option(...twice)
    .action((names: string[], options: Options & { allowTwice?: boolean }) => {
      const into = names.at(-1)!;
      correct(
        options,
        changed,
        (store) => {
          const ids = names.map((name) => personCalled(store, name));
          return merge(store, ids, ids.at(-1)!, { allowTwice: options.allowTwice === true });
        },
        () => `${counted(names.length, 'person is', 'people are')} ${into} now.`,
      );
    });
  sub('split <name> <new> <face...>', 'give some of a person’s faces to somebody new', moved).action(
    (name: string, given: string, faces: string[], options: Options) =>
      correct(
        options,
        moved,
        (store) => split(store, personCalled(store, name), named(given), faces.map(faceId)),
        () => `${counted(faces.length, 'face is', 'faces are')} ${given}’s now.`,
      ),
  );
  sub('move <face...>', 'give faces to somebody, or remove the names of the faces', moved)
    .option('--to <name>', 'the person whose faces they are; a new person if nobody has this name')
    .option('--nobody', 'remove the names of the faces')
    .option(...twice)
    .action((faces: string[], options: Options & { to?: string; nobody?: boolean; allowTwice?: boolean }) => {
      const { to, nobody } = options;
      if ((to === undefined) === (nobody !== true)) throw new TammesError('receiver-unclear', {});
      const receiver = to === undefined ? null : { name: named(to) };
      correct(
        options,
        moved,
        (store) => move(store, faces.map(faceId), receiver, { allowTwice: options.allowTwice === true }),
        () => `${counted(faces.length, 'face is', 'faces are')} ${to ?? 'nobody'}’s now.`,
      );
    });
  sub('hide <name>', 'leave somebody out of lists of people and faces', changed)
    .option('--show', 'show the person again')
    .action((name: string, options: Options & { show?: boolean }) =>
      correct(
        options,
        changed,
        (store) => update(store, personCalled(store, name), { hidden: options.show !== true }),
        () => `${name} is ${options.show ? 'shown' : 'hidden'}.`,
      ),
    );
}

const named = (name: string) => parseInput(personName, name, 'The name');

/** @throws TammesError 'face-number-wrong' */
function faceId(text: string): number {
  const id = Number(text);
  if (!Number.isSafeInteger(id)) throw new TammesError('face-number-wrong', { given: text });
  return id;
}

/** Does a correction and tells of it. */
function correct<S extends z.ZodType>(
  options: Options,
  answer: S,
  work: (store: Store) => z.output<S>,
  text: () => string,
): void {
  const store = openStore(options.library);
  try {
    const result = work(store);
    print(options.json, answer, result, text);
  } finally {
    store.close();
  }
}

function list({ library, json }: Options): void {
  const store = openStore(library);
  const people = peopleOf(store);
  const outdated = outdatedOf(store);
  store.close();
  print(json, peopleAnswer, people, () =>
    [
      table([
        ['person', 'photos', 'faces', 'recognised by', ''],
        ...people.map(({ name, photos, faces, enrolled, chosen, hidden, ignored }) => [
          name,
          photos,
          faces,
          enrolled,
          [chosen && 'chosen', hidden && 'hidden', ignored && 'ignored'].filter(Boolean).join(', '),
        ]),
      ]),
      ...outdatedLines(outdated),
    ].join('\n'),
  );
}
