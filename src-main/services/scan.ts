/** One reading of a folder: what becomes of each of its files, and of those that are no longer there. */
import { resolve } from 'node:path';
import type { DetectorId, ScanProgress } from '../../src-shared/contract/index.ts';
import type { Failure } from '../../src-shared/errors/index.ts';
import { hashPhoto } from '../photos/photo.ts';
import { transaction } from '../store/database.ts';
import { libraryDetector } from '../store/detector.ts';
import { eraseRemoved } from '../store/erase.ts';
import type { PhotoFile } from '../store/folder.ts';
import { deletePeopleWithoutFaces } from '../store/people.ts';
import { type PhotoRecord, storePhoto } from '../store/photos.ts';
import {
  forgetReplaced,
  isPassing,
  losePlace,
  placeAt,
  placeFailure,
  renamePlace,
  restorePlace,
} from '../store/places.ts';
import { addScan } from '../store/scans.ts';
import type { Database } from '../store/sql.ts';
import type { Store } from '../store/store.ts';
import { type CompareOptions, type Comparison, compareFolder, isHidden } from './compare-folder.ts';
import { decideLabels } from './decide-labels.ts';
import { type Known, keepKnownPhoto, recogniseFile } from './known-photos.ts';
import { countOutcome, type FileOutcome, noChanges } from './scan-outcomes.ts';
import { updateShots } from './update-shots.ts';

/** One reading of a folder, or of photos that another detector has read. */
export interface Scan {
  progress: ScanProgress;
  /** What finds the faces. */
  detector: DetectorId;
  /** Files to read, in order. */
  waiting: Iterator<PhotoFile>;
  /** The photo in the file, if its content is known to the library without decoding it. */
  recognise(file: PhotoFile): Promise<Known | null>;
  keepKnown(file: PhotoFile, known: Known): void;
  keepPhoto(file: PhotoFile, photo: PhotoRecord): void;
  /** Never fails itself. */
  keepFailure(file: PhotoFile, failure: Failure): Promise<void>;
  /** Ends the scan. What was not seen is marked missing if all was looked at. */
  end(): Promise<void>;
}

export interface ScanOptions extends CompareOptions {
  /** Hears what became of each file. */
  onFile?: ((outcome: FileOutcome) => void) | undefined;
}

/**
 * Lists a folder and compares it with the library: files as they were are done, those that are new or changed wait.
 * Nothing but that is stored yet.
 *
 * @throws TammesError for a folder that cannot be listed or a table of names that cannot be used.
 */
export async function openScan({ db }: Store, folder: string, options: ScanOptions = {}): Promise<Scan> {
  const detector = libraryDetector(db);
  const comparison = await compareFolder(db, resolve(folder), options);
  const scan = new FolderScan(db, comparison, detector, options.onFile);
  scan.keepComparison();
  return scan;
}

class FolderScan implements Scan {
  readonly progress: ScanProgress;
  readonly detector: DetectorId;
  readonly waiting: Iterator<PhotoFile>;
  readonly #db: Database;
  readonly #comparison: Comparison;
  readonly #onFile: ScanOptions['onFile'];

  constructor(db: Database, comparison: Comparison, detector: DetectorId, onFile: ScanOptions['onFile']) {
    this.#db = db;
    this.#comparison = comparison;
    this.#onFile = onFile;
    this.detector = detector;
    this.waiting = comparison.lists.waiting();
    const { root, unchanged, waiting, failures, unmatched } = comparison;
    this.progress = {
      scanId: addScan(db, root),
      folder: root,
      total: unchanged + waiting + failures.length,
      done: unchanged + failures.length,
      faces: 0,
      failures: failures.length,
      alreadyDone: unchanged,
      changes: { ...noChanges, unchanged, failed: failures.length },
      unmatched: unmatched.length === 0 ? null : { count: unmatched.length, example: unmatched[0]! },
    };
  }

  /** Stores what the comparison found out without reading a file. */
  keepComparison(): void {
    const { returnedOrRenamed, failures, lists } = this.#comparison;
    const { scanId, changes } = this.progress;
    transaction(this.#db, () => {
      for (const { place, file } of returnedOrRenamed) {
        if (place.missing) restorePlace(this.#db, place);
        renamePlace(this.#db, place, file.naming);
        const kind = place.missing ? 'restored' : 'relabelled';
        changes[kind]++;
        changes.unchanged--;
        this.#onFile?.({ path: file.path, kind });
      }
      for (const { path, failure } of failures) {
        const place = placeAt(this.#db, path);
        if (place !== null) lists.see(place.id);
        placeFailure(this.#db, scanId, { path, size: 0, modified: 0, naming: null }, failure, null);
        this.#onFile?.({ path, kind: 'failed', failure });
      }
    });
  }

  recognise(file: PhotoFile): Promise<Known | null> {
    return recogniseFile(this.#db, file);
  }

  keepKnown(file: PhotoFile, known: Known): void {
    const { scanId } = this.progress;
    if ('failure' in known) {
      transaction(this.#db, () => placeFailure(this.#db, scanId, file, known.failure, known.hash));
      this.#count({ path: file.path, kind: 'failed', failure: known.failure });
      return;
    }
    const change = transaction(this.#db, () => keepKnownPhoto(this.#db, scanId, file, known));
    this.#count({ path: file.path, ...change });
  }

  keepPhoto(file: PhotoFile, photo: PhotoRecord): void {
    const change = storePhoto(this.#db, this.progress.scanId, file, photo, this.detector);
    // A photo that was read from two files at once is stored with the first.
    const faces = change.kind === 'added' || change.kind === 'replaced' ? photo.faces.length : 0;
    this.progress.faces += faces;
    this.#count({ path: file.path, ...change, ...(faces > 0 && { faces }) });
  }

  async keepFailure(file: PhotoFile, failure: Failure): Promise<void> {
    const hash = isPassing(failure) ? null : await hashPhoto(file.path).catch(() => null);
    transaction(this.#db, () => placeFailure(this.#db, this.progress.scanId, file, failure, hash));
    this.#count({ path: file.path, kind: 'failed', failure });
  }

  async end(): Promise<void> {
    const isComplete = this.progress.done === this.progress.total;
    transaction(this.#db, () => {
      if (isComplete) {
        this.#markMissing();
        forgetReplaced(this.#db);
        deletePeopleWithoutFaces(this.#db);
      }
    });
    this.#comparison.lists.close();
    await decideLabels(this.#db);
    await updateShots(this.#db);
    eraseRemoved(this.#db);
  }

  #markMissing(): void {
    for (const { id, path } of this.#comparison.lists.unseen()) {
      // A place that has moved since is not gone.
      if (isHidden(this.#comparison, path) || placeAt(this.#db, path)?.id !== id) continue;
      if (!losePlace(this.#db, id)) continue;
      this.progress.changes.missing++;
      this.#onFile?.({ path, kind: 'missing' });
    }
  }

  #count(outcome: FileOutcome): void {
    countOutcome(this.progress, outcome);
    this.#onFile?.(outcome);
  }
}
