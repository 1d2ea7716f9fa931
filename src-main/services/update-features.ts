/** Updates features of an older version from the stored chips. */
import { type OutdatedFace, outdatedFaces, storeMirrorFeatures } from '../store/features.ts';
import { countOutdated } from '../store/outdated.ts';
import type { Store } from '../store/store.ts';
import type { VisionPool } from '../vision/pool.ts';
import { updateShots } from './update-shots.ts';

/** Chips that a process is given at once, and faces that are stored in one transaction. */
const batch = 16;

/** How far it is, in faces. */
export interface UpdateProgress {
  total: number;
  done: number;
  /** Whose stored chip is damaged: they are left out of comparisons. */
  damaged: { faceId: number; photo: string }[];
}

/**
 * Brings faces with features of an older version up to date, from their stored features and chips: photos are neither read nor searched. What is
 * done is stored as soon as it and all before it are: killed or stopped, it goes on from there when it is called again.
 */
export async function updateFeatures(
  store: Store,
  pool: Pick<VisionPool, 'width' | 'mirrorFeatures'>,
  { signal, onProgress }: { signal?: AbortSignal; onProgress?: (progress: UpdateProgress) => void } = {},
): Promise<UpdateProgress> {
  const { db } = store;
  const progress: UpdateProgress = { total: countOutdated(db), done: 0, damaged: [] };
  const inFlight: { faces: OutdatedFace[]; answer: ReturnType<VisionPool['mirrorFeatures']> }[] = [];
  let last = 0;
  const refill = () => {
    while (inFlight.length < pool.width && !signal?.aborted) {
      const faces = outdatedFaces(db, last, batch);
      if (faces.length === 0) return;
      last = faces.at(-1)!.faceId;
      const answer = pool.mirrorFeatures(faces.map(({ chip }) => chip));
      // Whoever waits for it hears of it.
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
  if (progress.done > 0 && countOutdated(db) === 0) await updateShots(db);
  return progress;
}
