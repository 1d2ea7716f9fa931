/** `tammes retention`: how long people and faces are kept, and what is due. */
import { Command, InvalidArgumentError, Option } from 'commander';
import { z } from 'zod';
import {
  parseInput,
  type RetentionDue,
  type RetentionRule,
  retentionDue,
  retentionRule,
  strangersErased,
} from '../../src-shared/contract/index.ts';
import { counted } from '../../src-shared/counted.ts';
import { dayOf } from '../../src-shared/days.ts';
import { dueBy, eraseOldStrangers, retentionOf, setRetention } from '../services/retention.ts';
import { openStore, type Store } from '../store/store.ts';
import { jsonOption, libraryOption, print, table } from './output.ts';
import { number } from './settings.ts';

interface Options {
  library: string;
  json?: boolean;
  expired?: 'on' | 'off';
  strangers?: number | 'never';
  dryRun?: boolean;
  yes?: boolean;
}

const answer = z.object({ rule: retentionRule, due: retentionDue, erased: strangersErased.nullable() });

export function retentionCommand(): Command {
  return new Command('retention')
    .description('set how long people and faces are kept, list what is due, erase old faces of strangers')
    .addOption(new Option('--expired <on|off>', 'list people whose consent has ended').choices(['on', 'off']))
    .option(
      '--strangers <months>',
      'faces without a name may be erased when they are older than this; never: they stay',
      months,
    )
    .option('--dry-run', 'erase nothing, also with --yes')
    .option('--yes', 'erase the faces of strangers that are due; without this option they are only counted')
    .addOption(libraryOption())
    .addOption(jsonOption(answer))
    .addHelpText(
      'after',
      `
Both parts of the rule are off until you set them, and nothing is ever erased by itself. The age of a face counts from the reading of its
photo. Faces of strangers are erased for good, and all backups in the library's folder with them. Their photos stay, but are not searched for
these faces again. The list names people whose consent has ended: renew the consent with \`tammes people consent\`, or erase the person with
\`tammes people forget\`.`,
    )
    .action(run);
}

function months(text: string): number | 'never' {
  if (text === 'never') return text;
  const value = number(text);
  if (!Number.isInteger(value)) throw new InvalidArgumentError('Write a whole number of months, or never.');
  return value;
}

async function run(options: Options): Promise<void> {
  const store = openStore(options.library);
  try {
    const before = retentionOf(store);
    const rule = parseInput(
      retentionRule,
      {
        expired: options.expired === undefined ? before.expired : options.expired === 'on',
        strangerMonths:
          options.strangers === undefined
            ? before.strangerMonths
            : options.strangers === 'never'
              ? null
              : options.strangers,
      },
      'The rule',
    );
    setRetention(store, rule);
    const due = dueBy(store, rule, dayOf(new Date()));
    const erased = options.yes === true && options.dryRun !== true ? await erase(store, due) : null;
    print(options.json, answer, { rule, due, erased }, () =>
      [
        ...ruleText(rule),
        ...dueText(due),
        ...(erased === null
          ? due.strangers?.faces
            ? ['Nothing was erased. Add --yes to erase the faces of strangers for good.']
            : []
          : [
              `Erased for good: ${counted(erased.faces, 'face', 'faces')} of strangers, ${counted(erased.backups, 'backup', 'backups')}.`,
              ...(erased.complete
                ? []
                : [
                    'Another program keeps the library open: close it, then run any command on the library to clear its file.',
                  ]),
            ]),
      ].join('\n'),
    );
  } finally {
    store.close();
  }
}

async function erase(store: Store, { strangers }: RetentionDue) {
  if (strangers === null || strangers.faces === 0) return null;
  return eraseOldStrangers(store, strangers.before, strangers.faces);
}

function ruleText({ expired, strangerMonths }: RetentionRule): string[] {
  return [
    `People whose consent has ended: ${expired ? 'listed' : 'not listed'}.`,
    `Faces of strangers: ${strangerMonths === null ? 'kept' : `may be erased after ${counted(strangerMonths, 'month', 'months')}`}.`,
  ];
}

function dueText({ people, strangers, backups }: RetentionDue): string[] {
  return [
    ...(people.length === 0
      ? []
      : [
          table([
            ['person', 'faces', 'consent ended'],
            ...people.map(({ name, faces, until }) => [name, faces, until]),
          ]),
        ]),
    ...(strangers === null
      ? []
      : [
          `Due: ${counted(strangers.faces, 'face', 'faces')} of strangers on ${counted(strangers.photos, 'photo', 'photos')} that were read before ${strangers.before}${
            strangers.faces > 0 && backups > 0
              ? `; with them ${counted(backups, 'backup', 'backups')} of the library`
              : ''
          }.`,
        ]),
  ];
}
