/** `tammes ingest`: reads a folder of photos and reports what became of each. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import type { DetectorId } from '../../src-shared/contract/index.ts';
import { counted } from '../../src-shared/counted.ts';
import { toEnglish } from '../../src-shared/errors/index.ts';
import { libraryPool } from '../services/backbone-files.ts';
import { chooseDetector, duplicatesOf, failuresOf, summaryOf } from '../services/contents.ts';
import { ingest } from '../services/library.ts';
import { type Preview, previewScan } from '../services/preview-scan.ts';
import { countTwoNames } from '../services/review.ts';
import type { FileOutcome } from '../services/scan-outcomes.ts';
import { openStore } from '../store/store.ts';
import { detectorOption } from './detector-option.ts';
import { inEnglish, ingestAnswer } from './ingest-answer.ts';
import { ingestText, previewText } from './ingest-text.ts';
import {
  countLine,
  jsonOption,
  libraryOption,
  type ProgressLine,
  print,
  progressLine,
  stopSignal,
} from './output.ts';

/** Outcomes without a line for each file: there may be as many as files in the folder. */
const quiet: ReadonlySet<FileOutcome['kind']> = new Set(['added', 'unchanged', 'completed']);

interface Options {
  library: string;
  labels?: string;
  detector?: DetectorId;
  files?: boolean;
  dryRun?: boolean;
  json?: boolean;
}

export function ingestCommand(): Command {
  return new Command('ingest')
    .description('read the photos of a folder into the library; a sub-folder is a person')
    .argument('<folder>')
    .option(
      '--labels <csv>',
      'a table that names people on photos, with lines path,person or path,person,x,y,w,h',
    )
    .addOption(detectorOption())
    .option('--files', 'list every file, not only those that changed or could not be read')
    .option('--dry-run', 'list the photos that would be read, and who is on them, and read none')
    .addOption(libraryOption())
    .addOption(jsonOption(ingestAnswer))
    .addHelpText(
      'after',
      `
A second ingest reads only new and changed photos. Moved and renamed photos keep their faces. Deleted photos are
marked as missing until they return. Copies of a file count as one photo. Photos that an older version of Tammes read are
decoded once more to find near-duplicates; their faces stay.

Names come from the first of these that names a person: the table of --labels or labels.csv in the folder, face regions in XMP
inside the photo or beside it, the sub-folder's name, a file name such as Ada_Lovelace_0001.jpg.

--detector becomes the library's detector for all new photos. Photos that another detector has read stay as they are
until \`tammes reread\` finds their faces again.

Photos that cannot be read are listed with the reason and do not count as an error: the exit code is 1 only if the
folder cannot be read.`,
    )
    .action((folder: string, options: Options) =>
      options.dryRun ? runPreview(folder, options) : runIngest(folder, options),
    );
}

async function runIngest(folder: string, options: Options): Promise<void> {
  const store = openStore(options.library);
  if (options.detector !== undefined) chooseDetector(store, options.detector);
  const pool = libraryPool(store);
  const signal = stopSignal();
  const outcomes: FileOutcome[] = [];
  /** Unchanged files that can be read; those that cannot are counted as skipped. */
  let unchanged = 0;
  let unmatched: string[] = [];
  const listing = countLine('Files found');
  let line: ProgressLine | undefined;
  try {
    const { labels } = options;
    const result = await ingest(store, pool, folder, {
      signal,
      labels,
      onUnmatched: (paths) => {
        unmatched = paths;
      },
      onFile(outcome) {
        if (outcome.kind === 'unchanged' && outcome.failure === undefined) unchanged++;
        if (options.files || !quiet.has(outcome.kind)) outcomes.push(outcome);
      },
      onListing: listing.update,
      onProgress({ done, total, faces, alreadyDone }) {
        if (line === undefined) listing.end();
        line ??= progressLine('Reading photos', total, alreadyDone);
        line.update(done, counted(faces, 'face', 'faces'));
      },
    });
    line?.end();
    const failures = failuresOf(store, result.folder).map(({ path, ...failure }) => ({
      path,
      ...toEnglish(failure),
    }));
    const { photos, faces, people, ambiguous, byOtherDetector, outdated, detector } = summaryOf(store);
    const duplicates = duplicatesOf(store).length;
    const twoNames = countTwoNames(store);
    const answer = {
      folder: result.folder,
      library: store.folder,
      complete: result.done === result.total,
      read: result.changes.added + result.changes.replaced,
      alreadyDone: result.alreadyDone,
      changes: result.changes,
      files: outcomes.map(inEnglish),
      photos,
      faces,
      people,
      ambiguous,
      duplicates,
      twoNames,
      detector,
      byOtherDetector,
      outdated,
      failures,
      unmatched,
    };
    print(options.json, ingestAnswer, answer, () =>
      ingestText(
        { ...answer, files: outcomes, unchanged, done: result.done, total: result.total },
        options.files,
      ),
    );
    if (!answer.complete) process.exitCode = 1;
  } finally {
    await pool.close();
    store.close();
  }
}

async function runPreview(folder: string, options: Options): Promise<void> {
  // A preview makes no library and changes none.
  const store = existsSync(join(options.library, 'library.db')) ? openStore(options.library) : null;
  const files: Preview[] = [];
  let unmatched: string[] = [];
  const previewOptions = {
    labels: options.labels,
    onUnmatched: (paths: string[]) => {
      unmatched = paths;
    },
  };
  try {
    for await (const file of previewScan(store, folder, previewOptions)) files.push(file);
  } finally {
    store?.close();
  }
  const photosOf = new Map<string, number>();
  for (const { naming } of files) {
    for (const { name } of naming?.faces ?? []) photosOf.set(name, (photosOf.get(name) ?? 0) + 1);
  }
  const people = [...photosOf].map(([name, photos]) => ({ name, photos }));
  const toRead = files.filter(({ state }) => state === 'new' || state === 'changed').length;
  print(options.json, ingestAnswer, { folder, toRead, people, files: files.map(inEnglish), unmatched }, () =>
    previewText({ toRead, people, files, unmatched }),
  );
}
