/** Files whose content the library knows already, so that a scan need not decode them. */
import type { Failure } from '../../src-shared/errors/index.ts';
import { chipTransform, free, sampleThumbnail } from '../../src-shared/vision/index.ts';
import { hashPhoto, readPhoto } from '../photos/photo.ts';
import {
  type ComparisonData,
  hasComparisonData,
  landmarksOf,
  storeComparisonData,
} from '../store/comparison-data.ts';
import type { PhotoFile } from '../store/folder.ts';
import {
  failureWithHash,
  isSizeKnown,
  isUnchanged,
  photoWithHash,
  placeAt,
  placePhoto,
  renamePlace,
} from '../store/places.ts';
import type { Database } from '../store/sql.ts';
import type { FileOutcome } from './scan-outcomes.ts';

/** Content that the library knows already. */
export type Known = KnownPhoto | { hash: string; failure: Failure };
export interface KnownPhoto {
  hash: string;
  photoId: number;
  /** Data for finding copies that an older version did not store. */
  comparisonData?: ComparisonData;
}

/** What the library knows of a file's content; null when the file has to be decoded. Only files of a known size are hashed. */
export async function recogniseFile(db: Database, file: PhotoFile): Promise<Known | null> {
  if (!isSizeKnown(db, file.size)) return null;
  const hash = await hashPhoto(file.path).catch(() => null);
  if (hash === null) return null;
  const photoId = photoAt(db, file.path, hash) ?? photoWithHash(db, hash);
  if (photoId !== null) return { hash, photoId, ...(await missingComparisonData(db, photoId, file.path)) };
  const failure = failureWithHash(db, hash, file.path);
  return failure === null ? null : { hash, failure };
}

/** A photo that an older version stored twice has no hash of its own, but its place has. */
function photoAt(db: Database, path: string, hash: string): number | null {
  const place = placeAt(db, path);
  return place?.hash === hash ? place.photoId : null;
}

/** A photo's data for finding copies, if the library lacks them and its file is still readable. */
async function missingComparisonData(
  db: Database,
  photoId: number,
  path: string,
): Promise<Pick<KnownPhoto, 'comparisonData'>> {
  if (hasComparisonData(db, photoId)) return {};
  const photo = await readPhoto(path).catch(() => null);
  if (photo === null) return {};
  const { pixels, fingerprint, takenAt } = photo;
  const thumbnails = landmarksOf(db, photoId).map(({ faceId, landmarks }) => ({
    faceId,
    pixels: sampleThumbnail(pixels, chipTransform(landmarks)),
  }));
  free(pixels);
  return { comparisonData: { fingerprint, takenAt, thumbnails } };
}

/** Notes that a file holds a photo of the library. Call within a transaction. */
export function keepKnownPhoto(
  db: Database,
  scanId: number,
  file: PhotoFile,
  { photoId: id, hash, comparisonData }: KnownPhoto,
): Pick<FileOutcome, 'kind' | 'from'> {
  // Another of its files may have been read at the same time.
  const isNews = comparisonData !== undefined && !hasComparisonData(db, id);
  if (isNews) storeComparisonData(db, id, comparisonData);
  const place = placeAt(db, file.path);
  if (place?.photoId !== id || place.missing || !isUnchanged(place, file)) {
    return placePhoto(db, scanId, file, { id, hash });
  }
  renamePlace(db, place, file.naming);
  return { kind: isNews ? 'completed' : 'unchanged' };
}
