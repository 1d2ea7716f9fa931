/** `tammes backup` and `tammes restore`. */
import { Command } from 'commander';
import { z } from 'zod';
import { counted } from '../../src-shared/counted.ts';
import { backUp, backupManifest, backupsIn, restore } from '../services/backups.ts';
import { openStore } from '../store/store.ts';
import { jsonOption, libraryOption, print, table } from './output.ts';

interface Options {
  library: string;
  json?: boolean;
  to?: string;
  list?: boolean;
  replace?: boolean;
}

const backup = backupManifest.extend({ folder: z.string(), size: z.number() });
const answer = z.union([backup, z.array(backup)]);
const restoreAnswer = backup.extend({ aside: z.string().nullable(), lacking: z.array(z.string()) });

export function backupCommand(): Command {
  return new Command('backup')
    .description('copy the library, with checksums, so that it can be restored')
    .option('--to <dir>', 'folder for backups (default: `backups` in the library)')
    .option('--list', 'list the backups in that folder, and make none')
    .addOption(libraryOption())
    .addOption(jsonOption(answer))
    .addHelpText(
      'after',
      `
A backup holds the same faces, names and heads as the library: keep it as safe. The library may be in use meanwhile. Neither the library
nor its backups hold photos. With --to the files of networks that you brought (tammes backbone add) go along; a backup in the library's own folder
does without them, as they lie beside it. Before a new version of Tammes changes a library, it makes a backup by itself; it keeps the last three of these.`,
    )
    .action(({ library, json, to, list }: Options) => {
      if (list === true) {
        const backups = backupsIn(library, to);
        return print(json, answer, backups, () => listText(backups));
      }
      const store = openStore(library);
      try {
        const made = backUp(store, to);
        print(json, answer, made, () =>
          [`Backup of ${whatIsIn(made)}: ${made.folder}`, ...networksText(made)].join('\n'),
        );
      } finally {
        store.close();
      }
    });
}

export function restoreCommand(): Command {
  return new Command('restore')
    .description('restore the library from a backup')
    .argument('<backup>', 'folder of the backup')
    .option(
      '--replace',
      'restore even if there is a library; that library is kept in a folder beside the restored one',
    )
    .addOption(libraryOption())
    .addOption(jsonOption(restoreAnswer))
    .action((backup: string, { library, json, replace }: Options) => {
      const restored = restore(backup, library, replace === true);
      print(json, restoreAnswer, restored, () =>
        [
          `Restored from ${restored.at}: ${whatIsIn(restored)}.`,
          ...(restored.lacking.length === 0
            ? []
            : [
                `Not in the backup and not in the library's folder, the file of: ${restored.lacking.join(', ')}. No photo can be described by it until you add it again: tammes backbone add FILE`,
              ]),
          ...(restored.aside === null ? [] : [`What was there before is in ${restored.aside}.`]),
        ].join('\n'),
      );
    });
}

/** What became of the networks that people brought. */
function networksText({ networks, files }: Backups[number]): string[] {
  if (networks.length === 0) return [];
  const names = networks.map(({ name }) => name).join(', ');
  return files.some(({ path }) => path.startsWith('backbones/'))
    ? [`With the files of these networks: ${names}.`]
    : [
        `Without the files of these networks, which lie in the library's folder: ${names}. tammes backup --to DIR takes them along.`,
      ];
}

type Backups = ReturnType<typeof backupsIn>;

const whatIsIn = ({ people, faces, photos, size }: Omit<Backups[number], 'folder'>) =>
  `${counted(people, 'person', 'people')}, ${counted(faces, 'face', 'faces')} on ${counted(photos, 'photo', 'photos')}, ${megabytes(size)}`;

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;

const why = {
  asked: 'asked for',
  migration: 'before a new version',
  daily: 'daily',
  restore: 'before a restore',
  merge: 'before a merge',
} as const;

function listText(backups: Backups): string {
  if (backups.length === 0) return 'There is no backup.';
  return table([
    ['made', 'why', 'people', 'faces', 'size', 'folder'],
    ...backups.map(({ at, reason, people, faces, size, folder }) => [
      at,
      why[reason],
      people,
      faces,
      megabytes(size),
      folder,
    ]),
  ]);
}
