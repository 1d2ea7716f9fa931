import { TammesError } from '../../src-shared/errors/index.ts';
import type { TrainData } from '../../src-shared/training/index.ts';
import { type LabelledFace, labelledFaces, namedFaces, type PersonFace } from '../store/labelled-faces.ts';
import { readRunFaces } from '../store/run-files.ts';
import { findRun } from '../store/runs.ts';
import type { Store } from '../store/store.ts';

/**
 * The faces that a run was started on, in its order and with the shots that they belonged to: the split depends on both.
 * @throws TammesError when some are gone.
 */
export function facesOfRun(store: Store, runId: number): Promise<PersonFace[]> {
  return facesRecorded(store, runId, namedFaces(store.db));
}

/**
 * These faces with the features that the run was started on.
 * @throws TammesError when some are gone, or their features are of another version since.
 */
export async function featuresOfRun(store: Store, runId: number): Promise<LabelledFace[]> {
  const faces = await facesRecorded(store, runId, labelledFaces(store.db));
  const { featureVersion } = findRun(store.db, runId);
  if (faces.every((face) => face.featureVersion === featureVersion)) return faces;
  throw new TammesError('run-features-outdated', { runId });
}

async function facesRecorded<Face extends PersonFace>(
  store: Store,
  runId: number,
  labelled: readonly Face[],
): Promise<Face[]> {
  const recorded = await readRunFaces(store, runId);
  const byId = new Map(labelled.map((face) => [face.faceId, face]));
  const faces = recorded.map(({ faceId, shot }) => {
    const face = byId.get(faceId);
    return face && { ...face, shot: shot ?? face.photoId };
  });
  if (faces.every((face) => face !== undefined)) return faces;
  throw new TammesError('run-faces-gone', { runId });
}

/** Labels count people in the order of their names, so that the order of reading does not matter. */
export function trainingLabels(
  faces: readonly PersonFace[],
): Pick<TrainData, 'people' | 'labels' | 'photos'> {
  const people = [...new Set(faces.map(({ name }) => name))].sort();
  const indexOf = new Map(people.map((name, i) => [name, i]));
  return {
    people,
    labels: faces.map(({ name }) => indexOf.get(name)!),
    photos: faces.map(({ shot }) => shot),
  };
}

export function trainingSet(faces: readonly LabelledFace[]): Omit<TrainData, 'pretrained'> {
  return { ...trainingLabels(faces), features: faces.map(({ feature }) => feature) };
}
