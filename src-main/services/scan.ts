import { resolve, sep } from 'node:path';
import type { DetectorId, ScanChanges, ScanProgress } from '../../src-shared/contract/index.ts';
import type { Failure } from '../../src-shared/errors/index.ts';
import type { Naming } from '../labels/naming.ts';
import { facesOfXmp } from '../labels/xmp.ts';
import { hashPhoto, readPhoto, readXmp } from '../photos/photo.ts';
import { transaction } from '../store/database.ts';
import { libraryDetector } from '../store/detector.ts';
import { listFolder, type PhotoFile } from '../store/folder.ts';
import { deletePeopleWithoutFaces } from '../store/people.ts';
import { type PhotoRecord, storePhoto } from '../store/photos.ts';
import {
  failureWithHash,
  forgetReplaced,
  isPassing,
  isRenamed,
  isSizeKnown,
  isUnchanged,
  losePlace,
  type Place,
  photoWithHash,
  placeAt,
  placeFailure,
  placePhoto,
  renamePlace,
  restorePlace,
} from '../store/places.ts';
import { openScanLists } from '../store/scan-lists.ts';
import { addScan } from '../store/scans.ts';
import { hasFingerprint, photosWithoutFingerprint, storeFingerprint, storeShots } from '../store/shots.ts';
import type { Store } from '../store/store.ts';

/** What became of one file, for a report. */
export interface FileOutcome {
  path: string;
  kind: keyof ScanChanges;
  /** Where a moved photo lay, or where a copy's other file lies. */
  from?: string;
  /** Faces found, where it was read. */
  faces?: number;
  failure?: Failure;
}

export interface ScanOptions {
  /** A table of who is on which photo; the folder's own `labels.csv` otherwise. */
  labels?: string | undefined;
  /** Hears which photos the table names that are not there, if there are such. */
  onUnmatched?: ((paths: string[]) => void) | undefined;
  onFile?: ((outcome: FileOutcome) => void) | undefined;
  /** Hears a few times a second how many files have been found, until all are. */
  onListing?: ((files: number) => void) | undefined;
}

/** Content that the library knows already. */
export type Known = KnownPhoto | { hash: string; failure: Failure };
interface KnownPhoto {
  hash: string;
  photoId: number;
  /** What an older version did not note of it. */
  look?: { fingerprint: string; takenAt: number | null };
}

/** One reading of a folder. */
export interface Scan {
  progress: ScanProgress;
  /** What finds the faces. */
  detector: DetectorId;
  /** Files that are new or changed, in order. */
  waiting: Iterator<PhotoFile>;
  /** What the file holds, where that can be told without decoding it. */
  recognise(file: PhotoFile): Promise<Known | null>;
  keepKnown(file: PhotoFile, known: Known): void;
  keepPhoto(file: PhotoFile, photo: PhotoRecord): void;
  /** Never fails itself. */
  keepFailure(file: PhotoFile, failure: Failure): Promise<void>;
  /** Ends the scan. What was not seen is marked missing if all was looked at. */
  end(): void;
}

export const noChanges: ScanChanges = {
  added: 0,
  unchanged: 0,
  touched: 0,
  moved: 0,
  copied: 0,
  replaced: 0,
  restored: 0,
  missing: 0,
  relabelled: 0,
  completed: 0,
  reread: 0,
  kept: 0,
  failed: 0,
};

/**
 * Lists a folder and compares it with the library: files as they were are done, those that are new or changed wait.
 * Nothing but that is stored yet.
 *
 * @throws TammesError for a folder that cannot be listed or a table of names that cannot be used.
 */
export async function openScan(store: Store, folder: string, options: ScanOptions = {}): Promise<Scan> {
  const { db } = store;
  const detector = libraryDetector(db);
  const root = resolve(folder);
  const lists = openScanLists(db, root);
  const failures: { path: string; failure: Failure }[] = [];
  /** Files as they were, that came back or that are named otherwise. */
  const known: { place: Place; file: PhotoFile }[] = [];
  let [unchanged, waiting] = [0, 0];
  let unmatched: string[] = [];
  const onUnmatched = (paths: string[]) => {
    unmatched = paths;
    options.onUnmatched?.(paths);
  };
  const lacking = photosWithoutFingerprint(db);
  /** A place without a hash of its own cannot be known again. */
  const needsFingerprint = ({ photoId, hash }: Place) =>
    photoId !== null && Boolean(hash) && lacking.has(photoId);
  const tellListing = nowAndThen((files: number) => options.onListing?.(files));
  try {
    for await (const entry of listFolder(root, options.labels, onUnmatched)) {
      if ('failure' in entry) {
        // A link to nothing where a photo lay is no file: the photo is gone, and `end` says so.
        const isGone = entry.failure.code === 'file-missing' && placeAt(db, entry.path)?.photoId != null;
        if (!isGone) failures.push(entry);
        continue;
      }
      tellListing(unchanged + waiting);
      const { file } = entry;
      const place = placeAt(db, file.path);
      if (place !== null) lists.see(place.id);
      if (place === null || !isUnchanged(place, file) || needsFingerprint(place)) {
        lists.addWaiting(file);
        waiting++;
        continue;
      }
      unchanged++;
      if (place.missing || isRenamed(place, file.naming)) known.push({ place, file });
      else report({ path: file.path, kind: 'unchanged', ...(place.failure && { failure: place.failure }) });
    }
  } catch (error) {
    lists.close();
    throw error;
  }
  // What lies in a folder that cannot be listed is not known to be gone.
  const hidden = failures.map(({ path }) => path + sep);
  const scanId = addScan(db, root);
  const progress: ScanProgress = {
    scanId,
    folder: root,
    total: unchanged + waiting + failures.length,
    done: unchanged + failures.length,
    faces: 0,
    failures: failures.length,
    alreadyDone: unchanged,
    changes: { ...noChanges, unchanged, failed: failures.length },
    unmatched: unmatched.length === 0 ? null : { count: unmatched.length, example: unmatched[0]! },
  };
  const { changes } = progress;

  function report(outcome: FileOutcome): void {
    options.onFile?.(outcome);
  }

  transaction(db, () => {
    for (const { place, file } of known) {
      if (place.missing) restorePlace(db, place);
      renamePlace(db, place, file.naming);
      const kind = place.missing ? 'restored' : 'relabelled';
      changes[kind]++;
      changes.unchanged--;
      report({ path: file.path, kind });
    }
    for (const { path, failure } of failures) {
      const place = placeAt(db, path);
      if (place !== null) lists.see(place.id);
      placeFailure(db, scanId, { path, size: 0, modified: 0, naming: null }, failure, null);
      report({ path, kind: 'failed', failure });
    }
  });

  function count(outcome: FileOutcome): void {
    progress.done++;
    changes[outcome.kind]++;
    if (outcome.failure !== undefined) progress.failures++;
    report(outcome);
  }

  return {
    progress,
    detector,
    waiting: lists.waiting(),

    async recognise(file) {
      if (!isSizeKnown(db, file.size)) return null;
      const hash = await hashPhoto(file.path).catch(() => null);
      if (hash === null) return null;
      const photoId = ownPhoto(db, file.path, hash) ?? photoWithHash(db, hash);
      if (photoId !== null) return { hash, photoId, ...(await missingLook(db, photoId, file.path)) };
      const failure = failureWithHash(db, hash, file.path);
      return failure === null ? null : { hash, failure };
    },

    keepKnown(file, known) {
      if ('failure' in known) {
        transaction(db, () => placeFailure(db, scanId, file, known.failure, known.hash));
        count({ path: file.path, kind: 'failed', failure: known.failure });
        return;
      }
      const change = transaction(db, () => keepKnownPhoto(db, scanId, file, known));
      count({ path: file.path, ...change });
    },

    keepPhoto(file, photo) {
      const change = storePhoto(db, scanId, file, photo, detector);
      // A photo that was read from two files at once is stored with the first.
      const faces = change.kind === 'added' || change.kind === 'replaced' ? photo.faces.length : 0;
      progress.faces += faces;
      count({ path: file.path, ...change, ...(faces > 0 && { faces }) });
    },

    async keepFailure(file, failure) {
      const hash = isPassing(failure) ? null : await hashPhoto(file.path).catch(() => null);
      transaction(db, () => placeFailure(db, scanId, file, failure, hash));
      count({ path: file.path, kind: 'failed', failure });
    },

    end() {
      const complete = progress.done === progress.total;
      transaction(db, () => {
        if (complete) {
          for (const { id, path } of lists.unseen()) {
            // A place that has moved since is not gone.
            if (hidden.some((start) => path.startsWith(start)) || placeAt(db, path)?.id !== id) continue;
            if (!losePlace(db, id)) continue;
            changes.missing++;
            report({ path, kind: 'missing' });
          }
          forgetReplaced(db);
          deletePeopleWithoutFaces(db);
        }
        storeShots(db);
      });
      lists.close();
    },
  };
}

/** A file as a scan would take it. */
export interface Preview {
  path: string;
  /** null: it cannot be listed. */
  state: 'new' | 'changed' | 'unchanged' | null;
  /** Who is said to be on it, and what says so. */
  naming: Naming | null;
  failure?: Failure;
}

/**
 * Says what a scan would read, and stores nothing.
 * @param store null: everything is new.
 * @throws TammesError as `openScan`.
 */
export async function* previewScan(
  store: Store | null,
  folder: string,
  { labels, onUnmatched }: Pick<ScanOptions, 'labels' | 'onUnmatched'> = {},
): AsyncGenerator<Preview> {
  for await (const entry of listFolder(folder, labels, onUnmatched)) {
    if ('failure' in entry) {
      yield { ...entry, state: null, naming: null };
      continue;
    }
    const { file } = entry;
    const place = store && placeAt(store.db, file.path);
    const state = !place ? 'new' : isUnchanged(place, file) ? 'unchanged' : 'changed';
    const inside = facesOfXmp((await readXmp(file.path)) ?? '');
    const byPlace = file.naming?.source === 'folder' || file.naming?.source === 'file-name';
    const naming =
      inside.length > 0 && (file.naming === null || byPlace)
        ? { source: 'xmp' as const, faces: inside }
        : file.naming;
    yield { path: file.path, state, naming };
  }
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

/** What the library does not know of a photo's look; nothing where its file no longer gives it. */
async function missingLook(
  db: Store['db'],
  photoId: number,
  path: string,
): Promise<Pick<KnownPhoto, 'look'>> {
  if (hasFingerprint(db, photoId)) return {};
  const photo = await readPhoto(path).catch(() => null);
  return photo === null ? {} : { look: { fingerprint: photo.fingerprint, takenAt: photo.takenAt } };
}

function keepKnownPhoto(
  db: Store['db'],
  scanId: number,
  file: PhotoFile,
  { photoId: id, hash, look }: KnownPhoto,
): Pick<FileOutcome, 'kind' | 'from'> {
  // Another of its files may have been read at the same time.
  const isNews = look !== undefined && !hasFingerprint(db, id);
  if (isNews) storeFingerprint(db, id, look);
  const place = placeAt(db, file.path);
  if (place?.photoId !== id || place.missing || !isUnchanged(place, file)) {
    return placePhoto(db, scanId, file, { id, hash });
  }
  renamePlace(db, place, file.naming);
  return { kind: isNews ? 'completed' : 'unchanged' };
}

/** A photo that an older version stored twice has no hash of its own, but its place has. */
function ownPhoto(db: Store['db'], path: string, hash: string): number | null {
  const place = placeAt(db, path);
  return place?.hash === hash ? place.photoId : null;
}
