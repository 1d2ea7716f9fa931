/** The labelled faces of a library, as protocols deal them out to heads. */

import { TammesError } from '../../src-shared/errors/index.ts';
import type { DealtPhoto } from '../../src-shared/recognition/index.ts';
import { facesTrainedOn } from '../gallery/trained-on.ts';
import { currentBackbone } from '../store/backbones.ts';
import { featuresOfBackbone } from '../store/kept-features.ts';
import { labelledFaces, namedFaces } from '../store/labelled-faces.ts';
import { anyHead } from '../store/runs.ts';
import type { Database } from '../store/sql.ts';
import { type Looks, looksOf } from './groups-of-faces.ts';

export interface LibraryFace extends DealtPhoto, Looks {
  faceId: number;
  /** Of the backbone of the first head, or of each head by its place. */
  feature: Float32Array;
  features: readonly Float32Array[];
  /** By head: whether it was trained on the face. */
  isTrainedOn: boolean[];
  photoId: number;
}

/**
 * Faces that one of the heads was trained on may be enrolled, but are no probes: they fit too well. Heads of other backbones than the one in
 * use see the features that these gave; faces that one of them has not described are left out.
 */
export async function libraryFaces(
  library: { folder: string; db: Database },
  headIds: readonly number[],
): Promise<LibraryFace[]> {
  const trainedOn = await facesOfHeads(library, headIds);
  const current = currentBackbone(library.db).id;
  const backbones = headIds.map((headId) => anyHead(library.db, headId).backboneId);
  const others = new Map(
    backbones.filter((id) => id !== current).map((id) => [id, featuresOfBackbone(library.db, id)]),
  );
  return labelledFaces(library.db).flatMap(({ name, shot, faceId, feature, photoId, quality, score }) => {
    const features = backbones.map((id) => (id === current ? feature : others.get(id)!.get(faceId)));
    if (!features.every((one) => one !== undefined)) return [];
    const isTrainedOn = trainedOn.map((faces) => faces?.has(faceId) === true);
    const mayProbe = !isTrainedOn.includes(true);
    return [
      {
        ...{ person: name, shot, mayProbe, faceId, feature: features[0]!, features, isTrainedOn, photoId },
        ...looksOf({ quality, score }),
      },
    ];
  });
}

/** The faces of people of whom no head was trained on any. @throws TammesError 'too-few-unseen' if there are fewer people than it takes. */
export function facesOfUnseen(faces: readonly LibraryFace[], needed: number): LibraryFace[] {
  const seen = new Set(faces.filter(({ mayProbe }) => !mayProbe).map(({ person }) => person));
  const left = faces.filter(({ person }) => !seen.has(person));
  const people = new Set(left.map(({ person }) => person)).size;
  if (people < needed) throw new TammesError('too-few-unseen', { people, of: people + seen.size, needed });
  return left;
}

/** How many of the people with names no head was trained on. */
export async function countUnseen(
  library: { folder: string; db: Database },
  headIds: readonly number[],
): Promise<{ people: number; of: number }> {
  const trainedOn = await facesOfHeads(library, headIds);
  const faces = namedFaces(library.db);
  const seen = faces.filter(({ faceId }) => trainedOn.some((of) => of?.has(faceId) === true));
  const [all, known] = [faces, seen].map((some) => new Set(some.map(({ name }) => name)).size);
  return { people: all! - known!, of: all! };
}

/** Of each head the faces that it was trained on; null: nobody trained it here. */
async function facesOfHeads(
  library: { folder: string; db: Database },
  headIds: readonly number[],
): Promise<(ReadonlySet<number> | null)[]> {
  const found = [];
  for (const headId of headIds) found.push(await facesTrainedOn(library, headId));
  return found;
}
