/** `tammes library`: what concerns a library as a whole. */
import { resolve } from 'node:path';
import { Command } from 'commander';
import { z } from 'zod';
import { type MergeReport, mergeReport, methods } from '../../src-shared/contract/index.ts';
import { counted } from '../../src-shared/counted.ts';
import { conflictSides, conflictWords } from '../../src-shared/merge-words.ts';
import { mergeWith, previewMerge } from '../services/merge-library.ts';
import { moveTo, planMove } from '../services/move-library.ts';
import { updateShots } from '../services/update-shots.ts';
import { openStore } from '../store/store.ts';
import { jsonOption, libraryOption, print, progressLine, table } from './output.ts';
import { unlock } from './secrets.ts';

interface Options {
  library: string;
  json?: boolean;
}

const moveAnswer = z.object({ from: z.string(), to: z.string() });
const mergeAnswer = z.union([mergeReport, methods['storage.merge'].output]);

export function libraryCommand(): Command {
  const command = new Command('library').description('move the library, or merge another one into it');
  command
    .command('move <to>')
    .description('move the library to a folder that does not exist yet')
    .addOption(libraryOption())
    .addOption(jsonOption(moveAnswer))
    .addHelpText(
      'after',
      `
The library is copied, every row and file of the copy is checked, and only then is the old one removed. If the command is stopped at any
moment, one good library is left: run the command again. Nobody may have the library open meanwhile. Photos are not in the library and stay
where they are. A note in the old folder says where the library is now, so that commands for the old folder find it.`,
    )
    .action(move);
  command
    .command('merge <other>')
    .description('merge another library into this one')
    .option('--dry-run', 'say what would come in, and where the two libraries differ; change nothing')
    .option('--other-passphrase-file <file>', 'file whose first line is the other library’s passphrase')
    .addOption(libraryOption())
    .addOption(jsonOption(mergeAnswer))
    .addHelpText(
      'after',
      `
People are matched by name, photos by content, and faces by their place on the photo. Names, refusals, portraits, notes, birth years and
consent come in with them. Where the two libraries differ, this library keeps its own version, and the other version is listed. This library
is backed up first, and \`tammes undo\` reverses the merge. The other library stays as it is. Its runs, heads, settings and history are not taken.`,
    )
    .action(merge);
  return command;
}

async function move(to: string, { library, json }: Options): Promise<void> {
  const planned = await planMove(library, resolve(to));
  const line = progressLine('Moving the library', 100);
  await moveTo(planned, { onProgress: (share) => line.update(Math.floor(100 * share)) });
  line.end();
  print(json, moveAnswer, planned, () => `The library is in ${planned.to} now.`);
}

async function merge(
  other: string,
  {
    library,
    json,
    dryRun,
    otherPassphraseFile,
  }: Options & { dryRun?: boolean; otherPassphraseFile?: string },
): Promise<void> {
  await unlock(other, otherPassphraseFile);
  const store = openStore(library);
  try {
    if (dryRun === true) {
      const report = previewMerge(store, other);
      return print(json, mergeAnswer, report, () =>
        [...reportLines(report), 'Nothing was changed.'].join('\n'),
      );
    }
    const merged = mergeWith(store, other);
    await updateShots(store.db);
    print(json, mergeAnswer, merged, () =>
      [
        ...reportLines(merged.report),
        `Backup of before: ${merged.backup}`,
        ...(merged.entryId === null ? ['Nothing has changed.'] : ['tammes undo takes it back.']),
      ].join('\n'),
    );
  } finally {
    store.close();
  }
}

function reportLines({ added, same, conflicts }: MergeReport): string[] {
  const parts = ({ people, photos, faces }: MergeReport['same']) =>
    `${counted(people, 'person', 'people')}, ${counted(photos, 'photo', 'photos')}, ${counted(faces, 'face', 'faces')}`;
  const { files, names, refusals, facts } = added;
  return [
    `New: ${parts(added)}, ${counted(files, 'file', 'files')}; for what is here already ${counted(names, 'name', 'names')}, ${counted(refusals, 'refusal', 'refusals')}, ${counted(facts, 'fact', 'facts')}.`,
    `In both: ${parts(same)}.`,
    ...(conflicts.length === 0
      ? ['The two say nothing differently.']
      : [
          table([
            ['different', 'person', 'photo', 'here, which stays', 'there'],
            ...conflicts.map((conflict) => {
              const sides = conflictSides(conflict);
              const { kind, person, photo } = conflict;
              return [conflictWords[kind].en, person ?? '', photo ?? '', sides.here.en, sides.there.en];
            }),
          ]),
        ]),
  ];
}
