/** `tammes ingest`: reads a folder of photos and reports what became of each. */
import { existsSync } from 'node:fs';
import { join, sep } from 'node:path';
import { Command } from 'commander';
import type { DetectorId, ScanChanges } from '../../src-shared/contract/index.ts';
import { counted } from '../../src-shared/counted.ts';
import { type Failure, toEnglish } from '../../src-shared/errors/index.ts';
import { ingest } from '../services/library.ts';
import { type Preview, previewScan } from '../services/preview-scan.ts';
import type { FileOutcome } from '../services/scan-outcomes.ts';
import { libraryDetector, setLibraryDetector } from '../store/detector.ts';
import { listFailures } from '../store/places.ts';
import { listDuplicates } from '../store/shots.ts';
import { openStore } from '../store/store.ts';
import { librarySummary } from '../store/summary.ts';
import { createVisionPool } from '../vision/pool.ts';
import { detectorOption } from './detector-option.ts';
import {
  countLine,
  jsonOption,
  libraryOption,
  type ProgressLine,
  print,
  progressLine,
  stopSignal,
  table,
} from './output.ts';

/** Of these no line is written for each file: there may be as many as the folder has. */
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
    .option('--labels <csv>', 'who is on which photo: path,person or path,person,x,y,w,h a line')
    .addOption(detectorOption())
    .option('--files', 'a line for every file, not only for those that changed or could not be read')
    .option('--dry-run', 'only say what would be read, and who is on it')
    .addOption(libraryOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Started again, it reads only what is new or changed: moved and renamed photos keep their faces, deleted ones are
marked missing until they return, and a photo that lies in two places is one photo. Photos that an older version read are
looked at once more for near-duplicates; their faces stay.

Who is on a photo is said by, in this order: the table --labels or labels.csv in the folder, face regions in XMP inside
the photo or beside it, the sub-folder's name, a name like Ada_Lovelace_0001.jpg.

--detector is kept as the library's for all that is read from now on. Photos that another has read stay as they are
until \`tammes reread\` finds their faces anew.

Photos that cannot be read are listed with the reason and do not count as an error: the exit code is 1 only if the
folder cannot be read.`,
    )
    .action((folder: string, options: Options) =>
      options.dryRun ? runPreview(folder, options) : runIngest(folder, options),
    );
}

async function runIngest(folder: string, options: Options): Promise<void> {
  const store = openStore(options.library);
  if (options.detector !== undefined) setLibraryDetector(store.db, options.detector);
  const pool = createVisionPool();
  const signal = stopSignal();
  const outcomes: FileOutcome[] = [];
  /** Files that are as they were, but those that cannot be read: these are counted as skipped. */
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
    const failures = listFailures(store.db)
      .filter(({ path }) => path.startsWith(result.folder + sep) || path === result.folder)
      .map(({ path, ...failure }) => ({ path, ...toEnglish(failure) }));
    const { photos, faces, people, ambiguous, foundOtherwise } = librarySummary(store.db, store.folder);
    const duplicates = listDuplicates(store.db).length;
    const detector = libraryDetector(store.db);
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
      detector,
      foundOtherwise,
      failures,
      unmatched,
    };
    print(options.json, answer, () =>
      [
        ...outcomes.filter(({ kind }) => kind !== 'failed' || options.files).map(outcomeLine),
        ...failures.map(({ message, remedy }) => `Skipped: ${message} ${remedy}`),
        ...unmatchedLines(unmatched),
        changesLine({ ...result.changes, unchanged }, failures.length),
        ...(answer.complete
          ? []
          : [
              `Stopped after ${result.done} of ${counted(result.total, 'file', 'files')}; started again, it goes on from there.`,
            ]),
        `The library ${store.folder} has ${counted(photos, 'photo', 'photos')}, ${counted(faces, 'face', 'faces')} and ${counted(people, 'person', 'people')}.`,
        ...(ambiguous > 0
          ? [
              `On ${counted(ambiguous, 'photo', 'photos')} another face could be the person's, too; the largest and sharpest was taken. The window's library lists them to choose, and a table of labels with boxes decides.`,
            ]
          : []),
        ...(duplicates > 0
          ? [
              `Files that show the same shot: ${counted(duplicates, 'group', 'groups')}. Training keeps each on one side of its split.`,
            ]
          : []),
        ...(foundOtherwise > 0
          ? [
              `The faces of ${counted(foundOtherwise, 'photo', 'photos')} were found by another detector than ${detector}: tammes reread finds them anew.`,
            ]
          : []),
        ...(result.changes.completed > 0
          ? [
              'An older version had not noted what the completed photos look like: near-duplicates among them are now known.',
            ]
          : []),
      ].join('\n'),
    );
    if (!answer.complete) process.exitCode = 1;
  } finally {
    await pool.close();
    store.close();
  }
}

export function outcomeLine({ path, kind, from, faces, failure }: FileOutcome): string {
  const name = `${kind[0]!.toUpperCase()}${kind.slice(1)}:`.padEnd(12);
  const source = from === undefined ? '' : kind === 'moved' ? ` (was ${from})` : ` (also ${from})`;
  const found = faces === undefined ? '' : `, ${counted(faces, 'face', 'faces')}`;
  return `${name}${path}${source}${found}${failure ? `, ${failure.code}` : ''}`;
}

/** What became of a file, as output for programs has it. */
function inEnglish<T extends { failure?: Failure }>({ failure, ...rest }: T) {
  return failure === undefined ? rest : { ...rest, failure: toEnglish(failure) };
}

/** @param paths that a table names and that are no photos of the folder. */
function unmatchedLines(paths: readonly string[]): string[] {
  if (paths.length === 0) return [];
  const names = counted(paths.length, 'photo', 'photos');
  return [
    `The table of labels names ${names} not in the folder, such as ${paths[0]}. Paths are absolute or below the folder.`,
  ];
}

/** Only what happened is told; that photos were added or not is always of interest. */
function changesLine({ added, unchanged, failed: _, ...others }: ScanChanges, skipped: number): string {
  const told = Object.entries(others)
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => `${count} ${kind}`);
  const parts = [`${added} added`, `${unchanged} unchanged`, ...told, `${skipped} skipped`];
  return `Photos: ${parts.join(', ')}.`;
}

async function runPreview(folder: string, options: Options): Promise<void> {
  // A library is not made, and one that is there is only looked at.
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
  print(options.json, { folder, toRead, people, files: files.map(inEnglish), unmatched }, () =>
    [
      table([
        ['file', 'state', 'who', 'said by'],
        ...files.map(({ path, state, naming, failure }) => [
          path,
          state ?? failure!.code,
          naming?.faces.map(({ name }) => name).join(', ') ?? '',
          naming?.source ?? '',
        ]),
      ]),
      ...unmatchedLines(unmatched),
      `${toRead} of ${counted(files.length, 'file', 'files')} would be read. ${counted(people.length, 'person is', 'people are')} named.`,
    ].join('\n'),
  );
}
