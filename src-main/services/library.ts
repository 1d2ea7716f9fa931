/** The namespace `library`: reading folders, and the faces and photos that came of it. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { AppEvent, DescribedFace, PhotoToRead, ScanProgress } from '../../src-shared/contract/index.ts';
import { type Failure, failureOf, TammesError, toFailure } from '../../src-shared/errors/index.ts';
import { chipSize } from '../../src-shared/vision/index.ts';
import { encodeChip, readPhoto } from '../photos/photo.ts';
import { listFaces } from '../store/faces.ts';
import { type PhotoFile, photoName } from '../store/folder.ts';
import { chooseFace, listAmbiguous, undoChoice } from '../store/labels.ts';
import type { PhotoRecord } from '../store/photos.ts';
import { removeMissing, undoRemoval } from '../store/removal.ts';
import { removeScan } from '../store/scans.ts';
import type { Store } from '../store/store.ts';
import type { VisionPool } from '../vision/pool.ts';
import { chooseDetector, duplicatesOf, failuresOf, leftOutBy, missingPhotos, summaryOf } from './contents.ts';
import type { Handlers } from './handlers.ts';
import type { Known } from './known-photos.ts';
import { openReread } from './reread.ts';
import { openScan, type Scan, type ScanOptions } from './scan.ts';

interface ReadingOptions extends Pick<ScanOptions, 'onFile'> {
  onProgress?: (progress: ScanProgress) => void;
  signal?: AbortSignal;
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
  options: ScanOptions & ReadingOptions,
): Promise<ScanProgress> {
  return readAll(await openScan(store, folder, options), pool, options);
}

/** Finds faces anew by the library's detector where another found them. */
export async function reread(store: Store, pool: VisionPool, options: ReadingOptions): Promise<ScanProgress> {
  return readAll(openReread(store, options.onFile), pool, options);
}

async function readAll(scan: Scan, pool: VisionPool, options: ReadingOptions): Promise<ScanProgress> {
  const { progress } = scan;
  options.onProgress?.(progress);
  const inFlight: { file: PhotoFile; answer: Promise<Known | PhotoRecord | Failure> }[] = [];
  const files = scan.waiting;
  const read = async (file: PhotoFile) =>
    (await scan.recognise(file)) ?? pool.describe(file.path, { detector: scan.detector });
  const refill = () => {
    while (inFlight.length < pool.width && !options.signal?.aborted) {
      const { value: file, done } = files.next();
      if (done) return;
      inFlight.push({ file, answer: read(file).catch(toFailure) });
    }
  };
  refill();
  for (let next = inFlight.shift(); next !== undefined; next = inFlight.shift()) {
    const answer = await next.answer;
    refill();
    if (options.signal?.aborted) break;
    if ('code' in answer) await scan.keepFailure(next.file, answer);
    else if ('faces' in answer) scan.keepPhoto(next.file, answer);
    else scan.keepKnown(next.file, answer);
    options.onProgress?.(progress);
  }
  scan.end();
  return progress;
}

/** Faces of a window's worker as they are stored. */
export async function toRecords(faces: readonly DescribedFace[]): Promise<PhotoRecord['faces']> {
  return Promise.all(
    faces.map(async ({ chip, ...face }) => {
      if (chip.length !== chipSize * chipSize * 3) {
        throw new TammesError('chip-wrong-size', {});
      }
      return { ...face, chipWebp: await encodeChip(chip, chipSize) };
    }),
  );
}

/** A folder that a window reads. */
interface WindowScan {
  scan: Scan;
  /** Those that are still to be handed out. */
  files: Iterator<PhotoFile>;
  /** Handed out and not yet answered, by path; the window has the pixels. */
  reading: Map<string, { file: PhotoFile; content: Omit<PhotoRecord, 'faces'> }>;
}

/** The namespace `library`: here the window's worker reads, the main process decodes and stores. */
export function libraryHandlers(store: Store, emit: (event: AppEvent) => void): Handlers<'library'> {
  const onScan = (progress: ScanProgress) => emit({ type: 'scan', progress: { ...progress } });
  const scans = new Map<number, WindowScan>();

  function scanOf(scanId: number): WindowScan {
    const scan = scans.get(scanId);
    if (scan !== undefined) return scan;
    throw new TammesError('scan-unknown', { scanId });
  }

  /** A photo that was handed out, which it is no longer. */
  function takeBack({ reading }: WindowScan, photoKey: string) {
    const photo = reading.get(photoKey);
    if (photo === undefined) {
      throw new TammesError('photo-not-handed-out', { photo: photoKey });
    }
    reading.delete(photoKey);
    return photo;
  }

  function begin(scan: Scan): ScanProgress {
    const { progress, waiting } = scan;
    scans.set(progress.scanId, { scan, files: waiting, reading: new Map() });
    onScan(progress);
    return progress;
  }

  return {
    'library.summary': async () => summaryOf(store),

    'library.setDetector': async ({ detector }) => {
      return chooseDetector(store, detector);
    },

    'library.beginScan': async ({ folder }) =>
      begin(
        await openScan(store, folder, { onListing: (files) => emit({ type: 'listing', folder, files }) }),
      ),
    'library.beginReread': async () => begin(openReread(store)),

    'library.nextPhoto': async ({ scanId }): Promise<PhotoToRead | null> => {
      const { scan, files, reading } = scanOf(scanId);
      for (let next = files.next(); !next.done; next = files.next()) {
        const file = next.value;
        try {
          const known = await scan.recognise(file);
          if (known === null) {
            const { pixels, ...content } = await readPhoto(file.path);
            const { width, height } = pixels;
            reading.set(file.path, { file, content: { ...content, width, height } });
            return { photoKey: file.path, name: photoName(file.path), detector: scan.detector, pixels };
          }
          scan.keepKnown(file, known);
        } catch (error) {
          await scan.keepFailure(file, toFailure(error));
        }
        onScan(scan.progress);
        await nextTurn();
      }
      return null;
    },

    'library.storePhoto': async ({ scanId, photoKey, faces }) => {
      const window = scanOf(scanId);
      const { file, content } = takeBack(window, photoKey);
      if (faces.length === 0)
        await window.scan.keepFailure(file, failureOf('no-face-found', { path: photoKey }));
      else window.scan.keepPhoto(file, { ...content, faces: await toRecords(faces) });
      onScan(window.scan.progress);
      return window.scan.progress;
    },

    'library.failPhoto': async ({ scanId, photoKey, reason }) => {
      const window = scanOf(scanId);
      const { file } = takeBack(window, photoKey);
      await window.scan.keepFailure(file, toFailure(new Error(`${photoKey}: ${reason}`)));
      onScan(window.scan.progress);
      return window.scan.progress;
    },

    'library.endScan': async ({ scanId }) => {
      const { scan } = scanOf(scanId);
      scans.delete(scanId);
      scan.end();
      return scan.progress;
    },

    'library.undoScan': async ({ scanId }) => {
      scans.delete(scanId);
      removeScan(store.db, scanId);
      return summaryOf(store);
    },

    'library.faces': async ({ personId, only, offset, limit }) =>
      listFaces(store.db, { personId, only, offset, limit }),
    'library.leftOut': async ({ personId, limits }) => leftOutBy(store, limits, personId),

    'library.failures': async () => failuresOf(store),
    'library.chooseFace': async ({ faceId }) => chooseFace(store.db, faceId),
    'library.undoChoice': async (before) => {
      undoChoice(store.db, before);
      return undefined;
    },
    'library.missing': async () => missingPhotos(store),
    'library.removeMissing': async ({ photoIds }) => removeMissing(store.db, photoIds),
    'library.undoRemoval': async ({ id }) => undoRemoval(store.db, id),
    'library.duplicates': async () => duplicatesOf(store),
    'library.ambiguous': async ({ offset, limit }) => listAmbiguous(store.db, offset, limit),
  };
}
