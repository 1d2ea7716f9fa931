/** Features of the central face of each photo of an evaluation, cached by content. */
import type { DescribeOptions } from '../../src-shared/contract/index.ts';
import { type Failure, failureOf, TammesError, toFailure } from '../../src-shared/errors/index.ts';
import type { RatedFace } from '../../src-shared/quality/index.ts';
import { centralFace, surroundingsOf, visionVersion } from '../../src-shared/vision/index.ts';
import { hashPhoto } from '../photos/photo.ts';
import type { FacePicture } from '../photos/same-picture.ts';
import { type DescribedPhoto, type FeatureCache, openFeatureCache } from '../store/feature-cache.ts';
import type { Store } from '../store/store.ts';
import type { PhotoWithFaces } from '../vision/photo-with-faces.ts';
import type { VisionPool } from '../vision/pool.ts';

/** The face closest to the centre of a photo. */
export interface CentralFace {
  feature: ArrayLike<number>;
  /** Faces found on the photo. */
  faces: number;
  /** Whether another face is about as near to the centre. */
  ambiguous: boolean;
  /** Perceptual hash of the photo. */
  fingerprint: string;
  picture: FacePicture;
  /** What says how well it can be seen. */
  rated: RatedFace;
}

export interface CentralFaces {
  /** By path: the face, or why there is none. */
  byPath: Map<string, CentralFace | Failure>;
  /** Photos that were known from an earlier time and not read again. */
  cached: number;
}

/** Who watches the work. */
interface DescribeWatch {
  onProgress?: (progress: DescribeProgress) => void;
  signal?: AbortSignal;
}

/** How far it is; `cached` of those done took no time. */
export interface DescribeProgress {
  done: number;
  total: number;
  cached: number;
}

/**
 * Describes the central face of each photo, as many at once as the pool takes. What a photo gave is kept in the library's
 * folder by its content, the options and the version of `vision`.
 *
 * @throws TammesError 'cancelled'
 */
export async function describeCentralFaces(
  store: Store,
  pool: VisionPool,
  paths: readonly string[],
  options: DescribeOptions,
  watch: DescribeWatch,
): Promise<CentralFaces> {
  const byPath: CentralFaces['byPath'] = new Map();
  const onFace = (path: string, face: CentralFace | Failure) => void byPath.set(path, face);
  return { byPath, cached: await eachCentralFace({ store, pool, options }, paths, onFace, watch) };
}

/**
 * The same, handed over one by one: of so many photos that they are not all to lie in memory.
 * @returns how many were known from an earlier time. @throws TammesError 'cancelled'
 */
export async function eachCentralFace(
  { store, pool, options }: { store: Store; pool: VisionPool; options: DescribeOptions },
  paths: readonly string[],
  onFace: (path: string, face: CentralFace | Failure, place: number) => void,
  { onProgress, signal }: DescribeWatch,
): Promise<number> {
  const cache = openFeatureCache(store.folder);
  let [done, cached] = [0, 0];
  const waiting = paths.entries();
  const work = async () => {
    for (const [place, path] of waiting) {
      if (signal?.aborted) return;
      const { face, isCached } = await describeCached(cache, pool, path, options);
      onFace(path, face, place);
      done++;
      if (isCached) cached++;
      onProgress?.({ done, total: paths.length, cached });
    }
  };
  try {
    await Promise.all(Array.from({ length: pool.width }, work));
  } finally {
    cache.close();
  }
  if (!signal?.aborted) return cached;
  throw new TammesError('describing-cancelled', { done, total: paths.length });
}

async function describeCached(
  cache: FeatureCache,
  pool: VisionPool,
  path: string,
  options: DescribeOptions,
): Promise<{ face: CentralFace | Failure; isCached: boolean }> {
  // A file that cannot be read has no key; the pool says in its own words what is wrong with it.
  const key = await hashPhoto(path).then(
    (hash) => keyOf(hash, options, pool.backbone),
    () => null,
  );
  const known = key === null ? null : cache.get(key);
  if (known !== null) return { face: toFace(known, path), isCached: true };
  const photo = await pool.describe(path, options).then(toPhoto, (error: unknown) => {
    const failure = toFailure(error);
    return failure.code === 'no-face'
      ? { faces: 0, feature: null, ambiguous: false, fingerprint: null, picture: null, rated: null }
      : failure;
  });
  if ('code' in photo) return { face: photo, isCached: false };
  if (key !== null) cache.put(key, photo);
  return { face: toFace(photo, path), isCached: false };
}

function toPhoto(photo: PhotoWithFaces): DescribedPhoto {
  const { index, ambiguous } = centralFace(photo.faces, photo);
  const { feature, landmarks, thumbnail, quality, score } = photo.faces[index]!;
  const picture = { thumbnail, ...surroundingsOf(landmarks, photo) };
  const rated = { quality, score };
  return { faces: photo.faces.length, feature, ambiguous, fingerprint: photo.fingerprint, picture, rated };
}

function toFace(photo: DescribedPhoto, path: string): CentralFace | Failure {
  const { faces, feature, ambiguous, fingerprint, picture, rated } = photo;
  return feature === null || fingerprint === null || picture === null || rated === null
    ? failureOf('no-face-found', { path })
    : { faces, feature, ambiguous, fingerprint, picture, rated };
}

function keyOf(hash: string, options: DescribeOptions, backbone: VisionPool['backbone']): string {
  const settings = Object.entries(options).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const other = backbone === null ? [] : [backbone.hash, backbone.descriptor];
  return JSON.stringify([hash, visionVersion, settings, ...other]);
}
