/** The faces that a run is trained on, and the labels made of them. */
import { TammesError } from '../../src-shared/errors/index.ts';
import { numberPeople, type TrainData } from '../../src-shared/training/index.ts';
import { type LabelledFace, labelledFaces } from '../store/labelled-faces.ts';
import { readRunFaces } from '../store/run-files.ts';
import { findRun } from '../store/runs.ts';
import type { Store } from '../store/store.ts';

/**
 * The faces that a run was started on, with the features and shots that it was started on and in its order: the split depends on them.
 * @throws TammesError when some are gone, or their features are of another version since.
 */
export async function featuresOfRun(store: Store, runId: number): Promise<LabelledFace[]> {
  const recorded = await readRunFaces(store, runId);
  const byId = new Map(labelledFaces(store.db).map((face) => [face.faceId, face]));
  const faces = recorded.map(({ faceId, shot }) => {
    const face = byId.get(faceId);
    return face && { ...face, shot: shot ?? face.photoId };
  });
  if (!faces.every((face) => face !== undefined)) throw new TammesError('run-faces-gone', { runId });
  const { featureVersion } = findRun(store.db, runId);
  if (faces.every((face) => face.featureVersion === featureVersion)) return faces;
  throw new TammesError('run-features-outdated', { runId });
}

/** Faces as a run is given them. */
export function trainingSet(faces: readonly LabelledFace[]): Omit<TrainData, 'pretrained'> {
  return {
    ...numberPeople(faces.map(({ name }) => name)),
    features: faces.map(({ feature }) => feature),
    photos: faces.map(({ shot }) => shot),
  };
}
