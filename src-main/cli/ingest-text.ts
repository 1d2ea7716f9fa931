/** The answers of `tammes ingest` and `tammes reread`, in sentences. */
import type { DetectorId, ScanChanges } from '../../src-shared/contract/index.ts';
import { counted } from '../../src-shared/counted.ts';
import type { EnglishFailure } from '../../src-shared/errors/index.ts';
import type { Preview } from '../services/preview-scan.ts';
import type { FileOutcome } from '../services/scan-outcomes.ts';
import { outdatedLines } from './outdated.ts';
import { table } from './output.ts';

/** The result of an ingest, and the library's contents after it. */
export interface IngestResult {
  library: string;
  complete: boolean;
  done: number;
  total: number;
  /** Unchanged files, without those that cannot be read. */
  unchanged: number;
  changes: ScanChanges;
  files: readonly FileOutcome[];
  photos: number;
  faces: number;
  people: number;
  /** Photos with a second face that could be meant. */
  ambiguous: number;
  /** Groups of photos that show the same shot. */
  duplicates: number;
  /** Photos whose files lie under several names. */
  twoNames: number;
  detector: DetectorId;
  /** Photos whose faces another detector found. */
  byOtherDetector: number;
  /** Faces with a feature of an older version. */
  outdated: number;
  failures: readonly EnglishFailure[];
  /** Photos that the table of labels names and that are not in the folder. */
  unmatched: readonly string[];
}

/** @param withFiles a line for each file, also for those that could not be read. */
export function ingestText(result: IngestResult, withFiles = false): string {
  const { files, failures, unmatched, changes, unchanged } = result;
  return [
    ...files.filter(({ kind }) => kind !== 'failed' || withFiles).map(outcomeLine),
    ...failures.map(({ message, remedy }) => `Skipped: ${message} ${remedy}`),
    ...unmatchedLines(unmatched),
    changesLine({ ...changes, unchanged }, failures.length),
    ...(result.complete
      ? []
      : [
          `Stopped after ${result.done} of ${counted(result.total, 'file', 'files')}; the next ingest continues from there.`,
        ]),
    ...libraryLines(result),
    ...(changes.completed > 0
      ? [
          'An older version read the completed photos without looking for near-duplicates. These are found now.',
        ]
      : []),
  ].join('\n');
}

function libraryLines(result: IngestResult): string[] {
  const {
    library,
    photos,
    faces,
    people,
    ambiguous,
    duplicates,
    twoNames,
    byOtherDetector,
    outdated,
    detector,
  } = result;
  return [
    `The library ${library} has ${counted(photos, 'photo', 'photos')}, ${counted(faces, 'face', 'faces')} and ${counted(people, 'person', 'people')}.`,
    ...(ambiguous > 0
      ? [
          `On ${counted(ambiguous, 'photo', 'photos')} another face could be the person's, too; the largest and sharpest one is used. Choose another in the window's library, or with a table of labels that has boxes.`,
        ]
      : []),
    ...(duplicates > 0
      ? [
          `Files that show the same shot: ${counted(duplicates, 'group', 'groups')}. Training keeps each on one side of its split.`,
        ]
      : []),
    ...(twoNames > 0
      ? [
          `Files of ${counted(twoNames, 'photo', 'photos')} lie under the names of several people, and only one of these counts: tammes review lists them; the window's review asks who it is.`,
        ]
      : []),
    ...(byOtherDetector > 0
      ? [
          `The faces of ${counted(byOtherDetector, 'photo', 'photos')} were found by a detector other than ${detector}. tammes reread finds them again.`,
        ]
      : []),
    ...outdatedLines(outdated),
  ];
}

export function outcomeLine({ path, kind, from, faces, failure }: FileOutcome): string {
  const name = `${kind[0]!.toUpperCase()}${kind.slice(1)}:`.padEnd(12);
  const source = from === undefined ? '' : kind === 'moved' ? ` (was ${from})` : ` (also ${from})`;
  const count = faces === undefined ? '' : `, ${counted(faces, 'face', 'faces')}`;
  return `${name}${path}${source}${count}${failure ? `, ${failure.code}` : ''}`;
}

/** @param paths that a table names and that are not photos of the folder. */
function unmatchedLines(paths: readonly string[]): string[] {
  if (paths.length === 0) return [];
  const names = counted(paths.length, 'photo', 'photos');
  return [
    `The table of labels names ${names} not in the folder, such as ${paths[0]}. Paths are absolute or below the folder.`,
  ];
}

/** Counts of added, unchanged and skipped photos always, others only above zero. */
function changesLine({ added, unchanged, failed: _, ...others }: ScanChanges, skipped: number): string {
  const changed = Object.entries(others)
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => `${count} ${kind}`);
  const parts = [`${added} added`, `${unchanged} unchanged`, ...changed, `${skipped} skipped`];
  return `Photos: ${parts.join(', ')}.`;
}

/** What a scan would read, as a table. */
export function previewText({
  toRead,
  people,
  files,
  unmatched,
}: {
  toRead: number;
  people: readonly { name: string; photos: number }[];
  files: readonly Preview[];
  unmatched: readonly string[];
}): string {
  return [
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
  ].join('\n');
}
