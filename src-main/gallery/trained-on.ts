import type { DatabaseSync } from 'node:sqlite';
import { numberPeople, trainedSamples } from '../../src-shared/training/index.ts';
import { namesOfFaces } from '../store/face-names.ts';
import { readRunFaces } from '../store/run-files.ts';
import { findRun, listHeads } from '../store/runs.ts';

/**
 * The faces that a head was trained on; null if it was trained on no face of the library. If some of its run's faces are gone,
 * the split of the run cannot be repeated: all of them count as trained on.
 */
export async function facesTrainedOn(
  { folder, db }: { folder: string; db: DatabaseSync },
  headId: number,
): Promise<ReadonlySet<number> | null> {
  const { runId = null, verdict = null } = listHeads(db).find(({ id }) => id === headId) ?? {};
  // A head that went none of the way is the pretrained one.
  if (runId === null || verdict?.share === 0) return null;
  const { spec } = findRun(db, runId);
  const recorded = await readRunFaces({ folder }, runId);
  const ids = recorded.map(({ faceId }) => faceId);
  const names = namesOfFaces(db, ids);
  if (names.size < ids.length) return new Set(ids);
  const shots = recorded.map(({ faceId, shot }) => shot ?? names.get(faceId)!.photoId);
  const { labels } = numberPeople(ids.map((id) => names.get(id)!.name));
  const trained = trainedSamples(spec, shots, labels);
  return new Set(trained.map((i) => ids[i]!));
}
