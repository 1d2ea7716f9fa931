/** The first part of a scan: which files of a folder the library knows as they are, and which it has to read. */
import { sep } from 'node:path';
import type { Failure } from '../../src-shared/errors/index.ts';
import { photosWithoutComparisonData } from '../store/comparison-data.ts';
import { listFolder, type PhotoFile } from '../store/folder.ts';
import { isRenamed, isUnchanged, type Place, placeAt } from '../store/places.ts';
import { openScanLists, type ScanLists } from '../store/scan-lists.ts';
import type { Database } from '../store/sql.ts';
import type { FileOutcome } from './scan-outcomes.ts';

export interface CompareOptions {
  /** A table of who is on which photo; without one the folder's `labels.csv`. */
  labels?: string | undefined;
  /** Hears which photos the table names that are not in the folder, if there are any. */
  onUnmatched?: ((paths: string[]) => void) | undefined;
  /** Hears of each file that is as it was. */
  onFile?: ((outcome: FileOutcome) => void) | undefined;
  /** Hears a few times a second how many files have been found, until all are. */
  onListing?: ((files: number) => void) | undefined;
}

/** A folder beside the library. */
export interface Comparison {
  /** The folder, absolute. */
  root: string;
  /** The places that were seen, and the files that wait to be read. Whoever takes the comparison closes them. */
  lists: ScanLists;
  /** Number of files that are as they were. */
  unchanged: number;
  /** Number of files that are new or changed. */
  waiting: number;
  /** Of the unchanged files those that were missing, or whose names of people have changed. */
  returnedOrRenamed: { place: Place; file: PhotoFile }[];
  /** What could not be listed. */
  failures: { path: string; failure: Failure }[];
  /** Photos that the table of labels names and that are not in the folder. */
  unmatched: string[];
}

/**
 * Lists a folder and compares its files with the library, in which nothing is changed. Files that wait go to a temporary table,
 * so that memory does not grow with the folder.
 *
 * @param root absolute.
 * @throws TammesError for a folder that cannot be listed or a table of names that cannot be used.
 */
export async function compareFolder(
  db: Database,
  root: string,
  { labels, onUnmatched, onFile, onListing }: CompareOptions = {},
): Promise<Comparison> {
  const lists = openScanLists(db, root);
  const result: Comparison = {
    root,
    lists,
    unchanged: 0,
    waiting: 0,
    returnedOrRenamed: [],
    failures: [],
    unmatched: [],
  };
  const takeUnmatched = (paths: string[]) => {
    result.unmatched = paths;
    onUnmatched?.(paths);
  };
  const needsFingerprint = fingerprintsNeeded(db);
  const tellListing = nowAndThen((files: number) => onListing?.(files));
  try {
    for await (const entry of listFolder(root, labels, takeUnmatched)) {
      if ('failure' in entry) {
        if (!isGone(db, entry)) result.failures.push(entry);
        continue;
      }
      tellListing(result.unchanged + result.waiting);
      const { file } = entry;
      const place = placeAt(db, file.path);
      if (place !== null) lists.see(place.id);
      if (place === null || !isUnchanged(place, file) || needsFingerprint(place)) {
        lists.addWaiting(file);
        result.waiting++;
        continue;
      }
      result.unchanged++;
      if (place.missing || isRenamed(place, file.naming)) result.returnedOrRenamed.push({ place, file });
      else onFile?.({ path: file.path, kind: 'unchanged', ...(place.failure && { failure: place.failure }) });
    }
  } catch (error) {
    lists.close();
    throw error;
  }
  return result;
}

/** A link to nothing at a photo's place is no file: the photo is gone, which the end of the scan notes. */
function isGone(db: Database, { path, failure }: Comparison['failures'][number]): boolean {
  return failure.code === 'file-missing' && placeAt(db, path)?.photoId != null;
}

/** Which places hold a photo of an older version, without a fingerprint. A place without a hash cannot be known again. */
function fingerprintsNeeded(db: Database): (place: Place) => boolean {
  const lacking = photosWithoutComparisonData(db);
  return ({ photoId, hash }) => photoId !== null && Boolean(hash) && lacking.has(photoId);
}

/** Whether a path lies in a folder that could not be listed: whether a file is there is not known then. */
export function isHidden({ failures }: Comparison, path: string): boolean {
  return failures.some((failure) => path.startsWith(failure.path + sep));
}

/** Calls `tell` with the newest value, and not more often than people can read. */
function nowAndThen<T>(tell: (value: T) => void, every = 200): (value: T) => void {
  let last = performance.now();
  return (value) => {
    const now = performance.now();
    if (now - last < every) return;
    last = now;
    tell(value);
  };
}
