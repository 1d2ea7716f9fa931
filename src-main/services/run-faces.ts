/** The faces that a run is trained on, and the labels made of them. */
import type { TrainingOutlook, TrainSpec } from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import { withinLimits } from '../../src-shared/quality/index.ts';
import { numberPeople, outlookOf, type TrainData } from '../../src-shared/training/index.ts';
import { type LabelledFace, labelledFaces, namedFaces } from '../store/labelled-faces.ts';
import { readRunFaces } from '../store/run-files.ts';
import { findRun } from '../store/runs.ts';
import type { Store } from '../store/store.ts';
import { withoutTagged } from './tags.ts';

/** A face, with the number of its person in the run if that is recorded; else people are numbered by their names. */
export type FaceOfRun = LabelledFace & { label?: number | null };

/**
 * The faces that a run was started on, with the features and shots that it was started on and in its order: the split depends on them.
 * @throws TammesError when some are gone, or their features are of another version since.
 */
export async function featuresOfRun(store: Store, runId: number): Promise<FaceOfRun[]> {
  const recorded = await readRunFaces(store, runId);
  const byId = new Map(labelledFaces(store.db).map((face) => [face.faceId, face]));
  const faces = recorded.map(({ faceId, shot, label }) => {
    const face = byId.get(faceId);
    return face && { ...face, shot: shot ?? face.photoId, label };
  });
  if (!faces.every((face) => face !== undefined)) throw new TammesError('run-faces-gone', { runId });
  const { featureVersion } = findRun(store.db, runId);
  if (faces.every((face) => face.featureVersion === featureVersion)) return faces;
  throw new TammesError('run-features-outdated', { runId });
}

/** Faces as a run is given them: numbered as when it was started, whoever has been corrected since. */
export function trainingSet(faces: readonly FaceOfRun[]): Omit<TrainData, 'pretrained'> {
  const byName = numberPeople(faces.map(({ name }) => name));
  const labels = faces.map(({ label }, i) => label ?? byName.labels[i]!);
  const people: string[] = [];
  for (const [i, label] of labels.entries()) people[label] ??= faces[i]!.name;
  return {
    people,
    labels,
    features: faces.map(({ feature }) => feature),
    photos: faces.map(({ shot }) => shot),
  };
}

/** What of a spec says which faces a run is started on. */
type Chosen = Pick<TrainSpec, 'limits' | 'without'>;

/** The labelled faces that a run is started on, by photo path. @throws TammesError 'tag-unknown', or as `labelledFaces`. */
export function facesToTrain({ db }: Store, { limits, without }: Chosen): LabelledFace[] {
  return withoutTagged(db, withinLimits(labelledFaces(db), limits).kept, without);
}

/** What the labelled faces that a run would be started on hold for training. @throws TammesError 'tag-unknown' */
export function trainingOutlook({ db }: Store, { limits, without }: Chosen): TrainingOutlook {
  const { kept: good } = withinLimits(namedFaces(db), limits);
  const kept = withoutTagged(db, good, without);
  const { labels } = numberPeople(kept.map(({ name }) => name));
  return {
    ...outlookOf(
      kept.map(({ shot }) => shot),
      labels,
    ),
    withoutTag: good.length - kept.length,
  };
}
