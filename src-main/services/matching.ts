import type { Output } from '../../src-shared/contract/index.ts';
import {
  buildGallery,
  calibrateThreshold,
  galleryScores,
  matchProbe,
} from '../../src-shared/recognition/index.ts';
import { decodeHead, embed, type Head, splitOfRun } from '../../src-shared/training/index.ts';
import { decodePhoto } from '../photos/photo.ts';
import { galleryFaces } from '../store/labelled-faces.ts';
import { findRun, headData, listHeads } from '../store/runs.ts';
import type { Store } from '../store/store.ts';
import type { Handlers } from './handlers.ts';
import { facesOfRun, trainingLabels } from './run-faces.ts';

/**
 * Cosines to take before a gallery can be calibrated. For the pretrained head measured on 100 aligned faces of 20
 * people of Labeled Faces in the Wild: 0.91 keeps the pairs apart with a balanced accuracy of 99.8 %. Heads that are
 * trained here spread people much wider; those of the demo are calibrated to about 0.5.
 */
const defaultThresholds = { pretrained: 0.91, trained: 0.5 };

/** A stored head, decoded. @throws TammesError 'unknown-id' */
export function loadHead({ db }: Store, headId: number): Head {
  return decodeHead(headData(db, headId), `Head ${headId}`);
}

/**
 * Matches features against everyone who is enrolled, and says where the line to unknown was drawn.
 * @throws TammesError 'features-outdated' where enrolled faces have features of an older version.
 */
export async function matchFeatures(
  store: Store,
  headId: number,
  features: readonly ArrayLike<number>[],
  limit: number,
): Promise<Output<'matching.match'>> {
  const head = loadHead(store, headId);
  const faces = galleryFaces(store.db);
  const embeddings = embed(
    head,
    faces.map(({ feature }) => feature),
  );
  const gallery = buildGallery(faces.map((face, i) => ({ ...face, embedding: embeddings[i]! })));
  const unseen = await unseenFaces(store, headId);
  const otherwise = unseen === null ? defaultThresholds.pretrained : defaultThresholds.trained;
  const threshold = calibrateThreshold(galleryScores(gallery, unseen), otherwise);
  const matches = embed(head, features).map((probe) => matchProbe(gallery, probe, threshold.cosine, limit));
  return { threshold, people: gallery.length, matches };
}

/** The faces that a head was trained on; null where it was trained on none of the library's. */
export async function facesTrainedOn(store: Store, headId: number): Promise<ReadonlySet<number> | null> {
  const runId = listHeads(store.db).find(({ id }) => id === headId)?.runId ?? null;
  if (runId === null) return null;
  const { spec } = findRun(store.db, runId);
  const faces = await facesOfRun(store, runId).catch(() => []);
  const { photos, labels } = trainingLabels(faces);
  const { train } = splitOfRun(spec, photos, labels);
  return new Set(train.map((i) => faces[i]!.faceId));
}

/** The faces of the gallery that a trained head was not trained on; null where it was trained on none. */
async function unseenFaces(store: Store, headId: number): Promise<ReadonlySet<number> | null> {
  const seen = await facesTrainedOn(store, headId);
  if (seen === null) return null;
  return new Set(
    galleryFaces(store.db)
      .map(({ faceId }) => faceId)
      .filter((faceId) => !seen.has(faceId)),
  );
}

/** The namespace `matching`. */
export function matchingHandlers(store: Store): Handlers<'matching'> {
  return {
    'matching.match': ({ headId, features, limit }) => matchFeatures(store, headId, features, limit),
    'matching.decode': async ({ name, bytes }) => (await decodePhoto(name, bytes)).pixels,
  };
}
