/** The namespace `library`: reading folders, the summary, and the detector. */
import type { AppEvent, ScanProgress } from '../../src-shared/contract/index.ts';
import { type Failure, toFailure } from '../../src-shared/errors/index.ts';
import { chipSize } from '../../src-shared/vision/index.ts';
import { decodeChip } from '../photos/photo.ts';
import { outdatedFaces, storeMirrorFeatures } from '../store/features.ts';
import type { PhotoFile } from '../store/folder.ts';
import { listAmbiguous } from '../store/labels.ts';
import type { PhotoRecord } from '../store/photos.ts';
import { removeMissing } from '../store/removal.ts';
import { removeScan } from '../store/scans.ts';
import type { Store } from '../store/store.ts';
import type { VisionPool } from '../vision/pool.ts';
import { chooseDetector, duplicatesOf, failuresOf, leftOutBy, missingPhotos, summaryOf } from './contents.ts';
import { facesHandlers } from './faces.ts';
import type { Handlers } from './handlers.ts';
import type { Known } from './known-photos.ts';
import { openReread } from './reread.ts';
import { openScan, type Scan, type ScanOptions } from './scan.ts';
import { tagsHandlers } from './tags.ts';
import { updateShots } from './update-shots.ts';
import { WindowScans } from './window-scans.ts';

/** What reads photos. */
type PhotoPool = Pick<VisionPool, 'width' | 'describe'>;

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
  pool: PhotoPool,
  folder: string,
  options: ScanOptions & ReadingOptions,
): Promise<ScanProgress> {
  return readAll(await openScan(store, folder, options), pool, options);
}

/** Finds faces again by the library's detector on photos that another detector has read. */
export async function reread(store: Store, pool: PhotoPool, options: ReadingOptions): Promise<ScanProgress> {
  return readAll(openReread(store, options.onFile), pool, options);
}

async function readAll(scan: Scan, pool: PhotoPool, options: ReadingOptions): Promise<ScanProgress> {
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
  await scan.end();
  return progress;
}

/** The namespace `library`: here the window's worker reads, the main process decodes and stores. */
export function libraryHandlers(store: Store, emit: (event: AppEvent) => void): Handlers<'library'> {
  const onScan = (progress: ScanProgress) => emit({ type: 'scan', progress: { ...progress } });
  const scans = new WindowScans(onScan);
  return {
    ...facesHandlers(store),
    ...tagsHandlers(store),
    'library.summary': async () => summaryOf(store),

    'library.setDetector': async ({ detector }) => chooseDetector(store, detector),

    'library.beginScan': async ({ folder }) =>
      scans.begin(
        await openScan(store, folder, { onListing: (files) => emit({ type: 'listing', folder, files }) }),
      ),
    'library.beginReread': async () => scans.begin(openReread(store)),

    'library.outdatedFaces': async ({ after, limit }) => {
      const faces = outdatedFaces(store.db, after, limit);
      const chips = await Promise.all(
        faces.map(async ({ faceId, chip }) => ({
          faceId,
          chip: await decodeChip(chip, chipSize).catch(() => null),
        })),
      );
      const damaged = chips.flatMap(({ faceId, chip }) => (chip === null ? [[faceId, null] as const] : []));
      if (damaged.length > 0) storeMirrorFeatures(store.db, new Map(damaged));
      return chips;
    },
    'library.storeMirrorFeatures': async ({ faces }) => {
      const features = new Map(faces.map(({ faceId, feature }) => [faceId, feature]));
      const outdated = storeMirrorFeatures(store.db, features);
      if (outdated === 0) await updateShots(store.db);
      return { outdated };
    },

    'library.nextPhoto': ({ scanId }) => scans.nextPhoto(scanId),
    'library.storePhoto': ({ scanId, photoKey, faces }) => scans.storePhoto(scanId, photoKey, faces),
    'library.failPhoto': ({ scanId, photoKey, reason }) => scans.failPhoto(scanId, photoKey, reason),
    'library.endScan': ({ scanId }) => scans.end(scanId),
    'library.undoScan': async ({ scanId }) => {
      scans.forget(scanId);
      removeScan(store.db, scanId);
      return summaryOf(store);
    },

    'library.leftOut': async ({ personId, limits }) => leftOutBy(store, limits, personId),

    'library.failures': async () => failuresOf(store),
    'library.missing': async () => missingPhotos(store),
    'library.removeMissing': async ({ photoIds }) => removeMissing(store.db, photoIds),
    'library.duplicates': async () => duplicatesOf(store),
    'library.ambiguous': async ({ offset, limit }) => listAmbiguous(store.db, offset, limit),
  };
}
