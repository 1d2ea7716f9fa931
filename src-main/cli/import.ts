/** `tammes import`: what others wrote, as a library. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { z } from 'zod';
import { addedColumns } from '../../src-shared/contract/index.ts';
import { counted } from '../../src-shared/counted.ts';
import { importColumns } from '../services/add-columns.ts';
import { importVectors } from '../services/import-vectors.ts';
import { removeNew } from '../services/remove-new.ts';
import { openStore } from '../store/store.ts';
import { jsonOption, libraryOption, type ProgressLine, print, progressLine, stopSignal } from './output.ts';

const answer = z.object({ faces: z.int(), people: z.int() });

export function importCommand(): Command {
  const command = new Command('import')
    .description('make a library from a file of features, or bring in columns of a table')
    .exitOverride();
  command
    .command('vectors')
    .description('make a library from a file of features, without photos')
    .argument('<file>', 'npz, CSV or Parquet with feature, and perhaps person and shot')
    .option(
      '--labels <file>',
      'npz, CSV or Parquet with person, and perhaps shot: for the same face, as tammes export writes it, or for the same rows',
    )
    .option('--network <name>', 'the network that made the vectors, if it is not the built-in backbone')
    .addOption(libraryOption())
    .addOption(jsonOption(answer))
    .addHelpText(
      'after',
      `
feature has 256 numbers in each row, as tammes export features writes it; in CSV the columns are feature_0, feature_1 and so on. The library
has to be new. Train, evaluate, sweep, sphere and export work on it as on any other library; only its faces cannot be seen.
Vectors of another network, such as ArcFace's 512 numbers, have any size from 2 to 2048: name the network with --network. Nobody can be recognised on
photos by them, as the network itself is not there.`,
    )
    .action(run);
  command
    .command('columns')
    .description('bring in columns of a table about photos or people, to compare groups by them')
    .argument('<csv>', 'a table whose heading has path, person or both, and other columns')
    .addOption(libraryOption())
    .addOption(jsonOption(addedColumns))
    .addHelpText(
      'after',
      `
A value belongs to the person on the photo (if the table has path and person), to everybody on the photo (path), or to the person (person).
An empty value removes the former one. birth_year becomes the person's birth year, so that photos with a date have an age. Paths may leave
out folders at their beginning. A table of names for \`tammes ingest --labels\` may have such columns, too.
\`tammes evaluate --by COLUMN\` compares groups, and \`tammes undo\` reverses the import.`,
    )
    .action(runColumns);
  return command;
}

async function runColumns(
  file: string,
  { library, json }: { library: string; json?: boolean },
): Promise<void> {
  const store = openStore(library);
  try {
    const added = await importColumns(store, file);
    const { columns, rows, birthYears, unmatched } = added;
    print(json, addedColumns, added, () =>
      [
        `${counted(rows, 'row', 'rows')}: ${[...columns, ...(birthYears > 0 ? [`birth_year of ${counted(birthYears, 'person', 'people')}`] : [])].join(', ')}.`,
        ...(unmatched.length === 0
          ? []
          : [
              `Not in the library, or not surely: ${counted(unmatched.length, 'row', 'rows')}, such as ${unmatched[0]}.`,
            ]),
      ].join('\n'),
    );
  } finally {
    store.close();
  }
}

async function run(
  file: string,
  { library, network, labels, json }: { library: string; network?: string; labels?: string; json?: boolean },
): Promise<void> {
  const isNew = !existsSync(join(library, 'library.db'));
  const store = openStore(library);
  let isDone = false;
  try {
    let line: ProgressLine | undefined;
    const options = { vectors: file, network, labels };
    const imported = await importVectors(store, options, {
      signal: stopSignal(),
      tell(done, total) {
        line ??= progressLine('Storing', total!);
        line.update(done);
      },
    });
    line?.end();
    isDone = true;
    const { faces, people } = imported;
    print(
      json,
      answer,
      imported,
      () =>
        `${counted(faces, 'vector', 'vectors')} of ${counted(people, 'person', 'people')} are in ${store.folder}.`,
    );
  } finally {
    store.close();
    if (isNew && !isDone) await removeNew(store.folder);
  }
}
