/** Describes faces that the library has by another backbone. */
import {
  countUndescribed,
  keepFeatures,
  photoToRead,
  type UndescribedFace,
  undescribedFaces,
} from '../store/kept-features.ts';
import type { Store } from '../store/store.ts';
import { chipsAtOnce, type VisionPool } from '../vision/pool.ts';

/** How far it is, in faces. */
export interface DescribingProgress {
  total: number;
  done: number;
  /** Described from their stored pictures, as their photos are gone or changed. */
  fromChips: number;
  /** Without a picture that can be read: they cannot be compared. */
  lost: number;
}

/** Faces that are read from the library at once. */
const block = 256;

/**
 * Describes faces that lack features of a backbone, and keeps these beside those in use. Each batch is stored in one transaction: killed or
 * stopped, it goes on from there when it is called again. The five-point template needs the photos: stored chips end below the hair.
 *
 * @param pool that runs the backbone. @param onlyNamed faces with a name alone.
 */
export async function describeKnown(
  { db }: Store,
  pool: Pick<VisionPool, 'width' | 'backbone' | 'describeKnown'>,
  backboneId: number,
  {
    onlyNamed,
    signal,
    onProgress,
  }: { onlyNamed: boolean; signal: AbortSignal; onProgress(progress: DescribingProgress): void },
): Promise<DescribingProgress> {
  const needsPhotos = pool.backbone?.descriptor.template === 'arcface112';
  const progress = { total: countUndescribed(db, backboneId, onlyNamed), done: 0, fromChips: 0, lost: 0 };
  const waiting = batches(allUndescribed(db, backboneId, onlyNamed), needsPhotos);
  const work = async () => {
    for (const faces of waiting) {
      if (signal.aborted) return;
      const photo = needsPhotos ? photoToRead(db, faces[0]!.photoId) : null;
      const { features, fromPhoto } = await pool.describeKnown({
        faces: faces.map(({ landmarks, chip }) => ({ landmarks, chip })),
        photo,
      });
      const found = faces.flatMap(({ faceId }, i) => {
        const feature = features[i];
        return feature ? [[faceId, feature] as const] : [];
      });
      keepFeatures(db, backboneId, new Map(found));
      progress.done += faces.length;
      progress.lost += faces.length - found.length;
      if (needsPhotos && !fromPhoto) progress.fromChips += found.length;
      onProgress(progress);
    }
  };
  await Promise.all(Array.from({ length: pool.width }, work));
  return progress;
}

function* allUndescribed(
  db: Store['db'],
  backboneId: number,
  onlyNamed: boolean,
): Generator<UndescribedFace> {
  for (let after: UndescribedFace | null = null; ; ) {
    const faces: UndescribedFace[] = undescribedFaces(db, backboneId, { onlyNamed, after, limit: block });
    if (faces.length === 0) return;
    yield* faces;
    after = faces.at(-1)!;
  }
}

/** Faces of one photo, or as many as a process is given at once. */
function* batches(faces: Iterable<UndescribedFace>, byPhoto: boolean): Generator<UndescribedFace[]> {
  let batch: UndescribedFace[] = [];
  for (const face of faces) {
    const isFull = batch.length === chipsAtOnce || (byPhoto && batch[0]?.photoId !== face.photoId);
    if (batch.length > 0 && isFull) {
      yield batch;
      batch = [];
    }
    batch.push(face);
  }
  if (batch.length > 0) yield batch;
}
