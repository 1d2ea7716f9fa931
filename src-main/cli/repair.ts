/** `tammes repair`. */
import { Command } from 'commander';
import { z } from 'zod';
import { englishFailure, toEnglish } from '../../src-shared/errors/index.ts';
import { type Repaired, repairLibrary } from '../services/repair.ts';
import { jsonOption, print, table } from './output.ts';

const answer = z.object({
  library: z.string(),
  tables: z.array(
    z.object({ table: z.string(), saved: z.int(), lost: z.int(), marked: z.int(), unproven: z.int() }),
  ),
  files: z.array(englishFailure),
  photosToReread: z.int(),
  check: z.object({ healthy: z.boolean() }),
});

export function repairCommand(): Command {
  return new Command('repair')
    .description('save what can be read of a damaged library into a new one')
    .argument('<dir>', 'the damaged library, which stays as it is')
    .requiredOption('--into <dir>', 'folder of the new library')
    .addOption(jsonOption(answer))
    .addHelpText(
      'after',
      `
The command saves people, names, photos, faces, heads, runs, settings and the history, if their rows are undamaged. A damaged name is
marked with (?). Damaged faces are left out of recognition until their photo is read again. Backups stay where they are. A sound backup is better than a repaired library: see \`tammes backup --list\`.`,
    )
    .action(async (dir: string, { into, json }: { into: string; json?: boolean }) => {
      const repaired = await repairLibrary(dir, into);
      print(
        json,
        answer,
        {
          ...repaired,
          files: repaired.files.map(toEnglish),
          check: { healthy: repaired.check.faults.length === 0 },
        },
        () => text(repaired),
      );
    });
}

function text({ library, tables, files, photosToReread, check }: Repaired): string {
  return [
    table([
      ['table', 'saved', 'of these marked', 'of these unproven', 'lost'],
      ...tables.map(({ table, saved, marked, unproven, lost }) => [table, saved, marked, unproven, lost]),
    ]),
    ...files.map((failure) => `Left out: ${toEnglish(failure).message}`),
    ...check.faults.map(({ failure }) => `Still damaged: ${toEnglish(failure).message}`),
    ...(photosToReread === 0
      ? []
      : [
          `Faces were lost on ${photosToReread} photos: \`tammes reread --library ${library}\` finds them again.`,
        ]),
    `The new library is ${library}. The damaged one is as it was.`,
  ].join('\n');
}
