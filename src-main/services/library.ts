import { setImmediate as nextTurn } from 'node:timers/promises';
import type { DescribedFace, PhotoToRead, ScanProgress } from '../../src-shared/contract/index.ts';
import { type Failure, noFace, TammesError, toFailure } from '../../src-shared/errors.ts';
import { chipSize } from '../../src-shared/vision/index.ts';
import { encodeChip, readPhoto } from '../compute/photo.ts';
import type { VisionPool } from '../compute/vision-pool.ts';
import { listFolder, type PhotoFile, photoName } from '../store/folder.ts';
import {
  addScan,
  forgetFolderFailures,
  isFinished,
  librarySummary,
  listFaces,
  listFailures,
  type PhotoRecord,
  removeScan,
  storeFailure,
  storePhoto,
} from '../store/photos.ts';
import type { Store } from '../store/store.ts';
import type { Handlers } from './handlers.ts';

/** A folder being read. */
interface Scan {
  progress: ScanProgress;
  waiting: PhotoFile[];
  /** Handed to a window and not yet answered, by path. */
  reading: Map<string, { file: PhotoFile; hash: string; width: number; height: number }>;
}

/** Lists a folder, records what could not be listed and sets aside what is stored already. */
async function openScan(store: Store, folder: string): Promise<Scan> {
  const listing = await listFolder(folder);
  const scanId = addScan(store.db, listing.folder);
  const waiting = listing.photos.filter((file) => !isFinished(store.db, file));
  forgetFolderFailures(store.db, listing.folder);
  for (const { path, failure } of listing.failures) {
    storeFailure(store.db, scanId, { path, size: 0, modified: 0, person: null }, failure);
  }
  const alreadyDone = listing.photos.length - waiting.length;
  return {
    waiting,
    reading: new Map(),
    progress: {
      scanId,
      folder: listing.folder,
      total: listing.photos.length + listing.failures.length,
      done: alreadyDone + listing.failures.length,
      faces: 0,
      failures: listing.failures.length,
      alreadyDone,
    },
  };
}

function keepPhoto(store: Store, { progress }: Scan, file: PhotoFile, photo: PhotoRecord): void {
  storePhoto(store.db, progress.scanId, file, photo);
  progress.done++;
  progress.faces += photo.faces.length;
}

function keepFailure(store: Store, { progress }: Scan, file: PhotoFile, failure: Failure): void {
  storeFailure(store.db, progress.scanId, file, failure);
  progress.done++;
  progress.failures++;
}

/**
 * Reads a folder with the vision pool. Photos are stored in the folder's order, each in one transaction
 * as soon as it and all before it are read: a reading that is killed goes on where it was, and ends with
 * the same library as one that was not.
 */
export async function ingest(
  store: Store,
  pool: VisionPool,
  folder: string,
  options: { onProgress?: (progress: ScanProgress) => void; signal?: AbortSignal },
): Promise<ScanProgress> {
  const scan = await openScan(store, folder);
  options.onProgress?.(scan.progress);
  const inFlight: { file: PhotoFile; photo: Promise<PhotoRecord | Failure> }[] = [];
  const files = scan.waiting.values();
  const refill = () => {
    while (inFlight.length < pool.width && !options.signal?.aborted) {
      const { value: file, done } = files.next();
      if (done) return;
      inFlight.push({ file, photo: pool.describe(file.path).catch(toFailure) });
    }
  };
  refill();
  for (let next = inFlight.shift(); next !== undefined; next = inFlight.shift()) {
    const photo = await next.photo;
    refill();
    if (options.signal?.aborted) break;
    if ('code' in photo) keepFailure(store, scan, next.file, photo);
    else keepPhoto(store, scan, next.file, photo);
    options.onProgress?.(scan.progress);
  }
  return scan.progress;
}

/** Faces of a window's worker as they are stored. */
export async function toRecords(faces: readonly DescribedFace[]): Promise<PhotoRecord['faces']> {
  return Promise.all(
    faces.map(async ({ chip, ...face }) => {
      if (chip.length !== chipSize * chipSize * 3) {
        throw new TammesError('bad-input', 'A chip has not 150 × 150 × 3 bytes.', 'Send the aligned chip.');
      }
      return { ...face, chipWebp: await encodeChip(chip, chipSize) };
    }),
  );
}

/** The namespace `library`: here the window's worker reads, the main process decodes and stores. */
export function libraryHandlers(store: Store, onScan: (progress: ScanProgress) => void): Handlers<'library'> {
  const scans = new Map<number, Scan>();

  function scanOf(scanId: number): Scan {
    const scan = scans.get(scanId);
    if (scan !== undefined) return scan;
    throw new TammesError(
      'unknown-id',
      `No folder is being read as scan ${scanId}.`,
      'Add the folder again.',
    );
  }

  /** A photo that was handed out, which it is no longer. */
  function takeBack(scan: Scan, photoKey: string) {
    const photo = scan.reading.get(photoKey);
    if (photo === undefined) {
      throw new TammesError('unknown-id', `${photoKey} was not handed out.`, 'Add the folder again.');
    }
    scan.reading.delete(photoKey);
    return photo;
  }

  return {
    'library.summary': async () => librarySummary(store.db, store.folder),

    'library.beginScan': async ({ folder }) => {
      const scan = await openScan(store, folder);
      scans.set(scan.progress.scanId, scan);
      onScan(scan.progress);
      return scan.progress;
    },

    'library.nextPhoto': async ({ scanId }): Promise<PhotoToRead | null> => {
      const scan = scanOf(scanId);
      for (let file = scan.waiting.shift(); file !== undefined; file = scan.waiting.shift()) {
        try {
          const { pixels, hash } = await readPhoto(file.path);
          scan.reading.set(file.path, { file, hash, width: pixels.width, height: pixels.height });
          return { photoKey: file.path, name: photoName(file.path), pixels };
        } catch (error) {
          keepFailure(store, scan, file, toFailure(error));
          onScan(scan.progress);
          await nextTurn();
        }
      }
      return null;
    },

    'library.storePhoto': async ({ scanId, photoKey, faces }) => {
      const scan = scanOf(scanId);
      const photo = takeBack(scan, photoKey);
      if (faces.length === 0) keepFailure(store, scan, photo.file, toFailure(noFace(photoKey)));
      else keepPhoto(store, scan, photo.file, { ...photo, faces: await toRecords(faces) });
      onScan(scan.progress);
      return scan.progress;
    },

    'library.failPhoto': async ({ scanId, photoKey, reason }) => {
      const scan = scanOf(scanId);
      const { file } = takeBack(scan, photoKey);
      keepFailure(store, scan, file, toFailure(new Error(`${photoKey}: ${reason}`)));
      onScan(scan.progress);
      return scan.progress;
    },

    'library.endScan': async ({ scanId }) => {
      const { progress } = scanOf(scanId);
      scans.delete(scanId);
      return progress;
    },

    'library.undoScan': async ({ scanId }) => {
      scans.delete(scanId);
      removeScan(store.db, scanId);
      return librarySummary(store.db, store.folder);
    },

    'library.faces': async ({ personId, offset, limit }) => listFaces(store.db, personId, offset, limit),

    'library.failures': async () => listFailures(store.db),
  };
}
