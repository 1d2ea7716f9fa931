/** The faces that a run is trained on, and the labels made of them. */
import type { TrainingOutlook, TrainSpec } from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import { withinLimits } from '../../src-shared/quality/index.ts';
import { numberPeople, outlookOf, type TrainData } from '../../src-shared/training/index.ts';
import {
  featuresOfFaces,
  type LabelledFace,
  labelledFaces,
  namedFaces,
  refusedFaces,
} from '../store/labelled-faces.ts';
import { type RunRefusal, readRunFaces, readRunRefusals } from '../store/run-files.ts';
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

/**
 * What a run is trained on, as it was when it was started, but for the plain layer.
 * @throws TammesError as `featuresOfRun`.
 */
export async function samplesOfRun(store: Store, runId: number): Promise<Omit<TrainData, 'pretrained'>> {
  const faces = await featuresOfRun(store, runId);
  return withRefusals(store, trainingSet(faces), faces, await readRunRefusals(store, runId), runId);
}

/**
 * Samples with the faces that are known not to be somebody: features of those without a name come after the others.
 * @param faces of the samples. @param runId of the run that recorded them. @throws TammesError when some are gone, or of another version.
 */
export function withRefusals(
  { db }: Store,
  samples: Omit<TrainData, 'pretrained'>,
  faces: readonly LabelledFace[],
  refusals: readonly RunRefusal[],
  runId = 0,
): Omit<TrainData, 'pretrained'> {
  if (refusals.length === 0) return samples;
  const features = [...samples.features];
  const places = new Map(faces.map(({ faceId }, i) => [faceId, i]));
  const others = refusals.map(({ faceId }) => faceId).filter((faceId) => !places.has(faceId));
  const found = featuresOfFaces(db, others);
  return {
    ...samples,
    features,
    refusals: refusals.map(({ faceId, shot, person }) => {
      if (!places.has(faceId)) {
        const face = found.get(faceId);
        if (face === undefined) throw new TammesError('run-faces-gone', { runId });
        if (face.featureVersion !== faces[0]!.featureVersion)
          throw new TammesError('run-features-outdated', { runId });
        places.set(faceId, features.push(face.feature) - 1);
      }
      return { sample: places.get(faceId)!, photo: shot, person };
    }),
  };
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

/**
 * The faces that are known not to be one of the people of a run, by photo path; none if their weight is zero.
 * @param people of the run, in the order of their numbers. @param version of the run's features: faces with others are left out. @throws TammesError 'tag-unknown'
 */
export function refusalsToTrain(
  { db }: Store,
  { limits, without, refusals }: Chosen & Pick<TrainSpec, 'refusals'>,
  people: readonly string[],
  version: number | null,
): RunRefusal[] {
  if (refusals === 0) return [];
  const numbers = new Map(people.map((name, i) => [name, i]));
  const kept = withoutTagged(db, withinLimits(refusedFaces(db, version), limits).kept, without);
  return kept.flatMap(({ faceId, shot, name }) => {
    const person = numbers.get(name);
    return person === undefined ? [] : [{ faceId, shot, person }];
  });
}

/** What the labelled faces that a run would be started on hold for training. @throws TammesError 'tag-unknown' */
export function trainingOutlook(store: Store, { limits, without }: Chosen): TrainingOutlook {
  const { db } = store;
  const { kept: good } = withinLimits(namedFaces(db), limits);
  const kept = withoutTagged(db, good, without);
  const { people, labels } = numberPeople(kept.map(({ name }) => name));
  return {
    ...outlookOf(
      kept.map(({ shot }) => shot),
      labels,
    ),
    withoutTag: good.length - kept.length,
    refusals: refusalsToTrain(store, { limits, without, refusals: 1 }, people, null).length,
  };
}
