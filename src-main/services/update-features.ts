/** Updates features of an older version from the stored chips. */
import { currentBackbone } from '../store/backbones.ts';
import { type OutdatedFace, outdatedFaces, storeMirrorFeatures } from '../store/features.ts';
import { changeBackbone } from '../store/kept-features.ts';
import { countOutdated } from '../store/outdated.ts';
import type { Store } from '../store/store.ts';
import { chipsAtOnce, type VisionPool } from '../vision/pool.ts';
import { describeKnown } from './describe-known.ts';
import { updateShots } from './update-shots.ts';

/** How far it is, in faces. */
export interface UpdateProgress {
  total: number;
  done: number;
  /** Whose stored chip is damaged: they are left out of comparisons. */
  damaged: { faceId: number; photo: string }[];
}

/**
 * Brings faces with features of an older version up to date, from their stored features and chips: photos are neither read nor searched. Each
 * batch is stored in one transaction, in order: killed or stopped, the update continues from there when it is called again.
 */
export async function updateFeatures(
  store: Store,
  pool: Pick<VisionPool, 'width' | 'backbone' | 'mirrorFeatures' | 'describeKnown'>,
  { signal, onProgress }: { signal?: AbortSignal; onProgress?: (progress: UpdateProgress) => void } = {},
): Promise<UpdateProgress> {
  const { db } = store;
  const progress: UpdateProgress = { total: countOutdated(db), done: 0, damaged: [] };
  const inFlight: { faces: OutdatedFace[]; answer: ReturnType<VisionPool['mirrorFeatures']> }[] = [];
  let last = 0;
  const refill = () => {
    while (inFlight.length < pool.width && !signal?.aborted) {
      const faces = outdatedFaces(db, last, chipsAtOnce);
      if (faces.length === 0) return;
      last = faces.at(-1)!.faceId;
      const answer = pool.mirrorFeatures(faces.map(({ chip }) => chip));
      // The caller that waits for it gets the error.
      answer.catch(() => {});
      inFlight.push({ faces, answer });
    }
  };
  refill();
  for (let next = inFlight.shift(); next !== undefined; next = inFlight.shift()) {
    const features = await next.answer;
    refill();
    if (signal?.aborted) break;
    const mirrored = new Map(next.faces.map(({ faceId }, i) => [faceId, features[i]!]));
    storeMirrorFeatures(db, mirrored);
    progress.damaged.push(
      ...next.faces.filter((_, i) => features[i] === null).map(({ faceId, photo }) => ({ faceId, photo })),
    );
    progress.done += next.faces.length;
    onProgress?.(progress);
  }
  if (!signal?.aborted && countOutdated(db) > 0) await describeOthers(store, pool, signal);
  if (progress.done > 0 && countOutdated(db) === 0) await updateShots(db);
  return progress;
}

/** Faces with features of another backbone than the one in use: undo has brought them back since. */
async function describeOthers(
  store: Store,
  pool: Parameters<typeof updateFeatures>[1],
  signal: AbortSignal = new AbortController().signal,
): Promise<void> {
  const { id } = currentBackbone(store.db);
  await describeKnown(store, pool, id, { onlyNamed: false, signal, onProgress: () => {} });
  if (!signal.aborted) changeBackbone(store.db, id);
}
