/** `tammes recognise`: who is on the photos of a folder, as a table. */

import { resolve } from 'node:path';
import { Command, Option } from 'commander';
import { z } from 'zod';
import { box, match, type RecognisedFilter, recognisedFilter } from '../../src-shared/contract/index.ts';
import { counted } from '../../src-shared/counted.ts';
import { englishFailure } from '../../src-shared/errors/index.ts';
import { openGalleries } from '../gallery/galleries.ts';
import { libraryPool } from '../services/backbone-files.ts';
import { recogniseOnce } from '../services/recognise-folder.ts';
import { pagesOf, tableAsCsv, tableAsJson } from '../services/recognition-export.ts';
import { openStore, type Store } from '../store/store.ts';
import { headOption } from './head-option.ts';
import {
  countLine,
  jsonOption,
  libraryOption,
  type ProgressLine,
  progressLine,
  stopSignal,
  table,
} from './output.ts';
import { headForRecognition } from './shared-notice.ts';
import { whoText } from './threshold-text.ts';
import { visible } from './visible.ts';

interface Options {
  library: string;
  head?: string;
  csv?: boolean;
  json?: boolean;
}

const answer = z.object({
  folder: z.string(),
  head: z.string(),
  complete: z.boolean(),
  photos: z.array(
    z.object({
      photo: z.string(),
      width: z.int(),
      height: z.int(),
      faces: z.array(match.extend({ person: z.string().nullable(), box, quality: z.number() })),
      problem: englishFailure.nullable(),
    }),
  ),
});

export function recogniseCommand(): Command {
  return new Command('recognise')
    .description('recognise the people on all photos of a folder')
    .argument('<folder>')
    .addOption(libraryOption())
    .addOption(headOption())
    .addOption(new Option('--csv', 'print CSV, with a line for each face').conflicts('json'))
    .addOption(jsonOption(answer))
    .addHelpText(
      'after',
      `
Photos do not become part of the library. In CSV, person is empty for somebody unknown, and nearest names the person who is most alike. If a
spreadsheet would take a text for a formula, an apostrophe is put before it. If a photo cannot be read, the last column has the reason; this
is not an error. Ctrl+C prints what was recognised until then.`,
    )
    .action(runRecognise);
}

async function runRecognise(given: string, options: Options): Promise<void> {
  const store = openStore(options.library);
  const galleries = openGalleries(store.folder);
  const folder = resolve(given);
  const listing = countLine('Files found');
  let line: ProgressLine | undefined;
  try {
    const head = await headForRecognition(store, options.head);
    const complete = await recogniseOnce(
      { store, galleries, headId: head.id },
      () => libraryPool(store),
      folder,
      {
        signal: stopSignal(),
        skip() {},
        writes() {},
        found() {},
        tell(done, total) {
          if (total === null) return listing.update(done);
          if (line === undefined) listing.end();
          line ??= progressLine('Recognising', total);
          line.update(done);
        },
      },
    );
    line?.end();
    const all = recognisedFilter.parse({});
    if (options.csv) process.stdout.write(await tableAsCsv(store, all));
    else if (options.json)
      process.stdout.write(visible(await tableAsJson(store, all, { folder, head: head.name, complete })));
    else process.stdout.write(`${visible(await tableAsText(store, all))}\n`);
    if (!complete) process.exitCode = 1;
  } finally {
    await galleries.close();
    store.close();
  }
}

async function tableAsText(store: Store, filter: RecognisedFilter): Promise<string> {
  const lines = [['photo', 'who']];
  const photos = new Set<number>();
  let faces = 0;
  for await (const rows of pagesOf(store, filter)) {
    for (const { photoId, name, face, failure } of rows) {
      photos.add(photoId);
      if (face !== null) faces++;
      const nobody = failure?.problem === 'no-face-found' ? '(no face)' : '(not readable)';
      lines.push([name, face === null ? nobody : whoText(face.match)]);
    }
  }
  const count = `${counted(faces, 'face', 'faces')} on ${counted(photos.size, 'photo', 'photos')}. --csv and --json say more.`;
  return [table(lines), count].join('\n');
}
