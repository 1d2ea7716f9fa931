/** Decides by who is already known which face of a photo the name of its folder means. */
import { cosine, type Fallback } from '../../src-shared/recognition/index.ts';
import type { Steps } from '../../src-shared/steps.ts';
import { normalised } from '../../src-shared/vectors.ts';
import { blockFeatures, createEmbedder, type HeadEmbedder } from '../compute/head-embedder.ts';
import { plainFallbacks } from '../gallery/plain-fallbacks.ts';
import { transaction } from '../store/database.ts';
import { featuresOf, namedInGallery } from '../store/gallery.ts';
import type { Database } from '../store/sql.ts';
import {
  decidePhoto,
  facesOfUndecided,
  hasUndecided,
  type UndecidedPhoto,
  undecidedPhotos,
} from '../store/undecided.ts';
import { inSteps } from './in-steps.ts';
import { plainHead } from './plain-head.ts';

/** The cosine at which 1 in 100 strangers would be taken for somebody: a label should be sure. Where nobody measured it, nothing is. */
const atOneInHundred = ({ thresholds }: Fallback) =>
  thresholds.find(({ rate }) => rate === 0.01)?.cosine ?? Number.POSITIVE_INFINITY;
/** Such cosines of a face and the mean of a person's, and of two faces. */
type Sure = Record<'mean' | 'face', number>;
/** Photos that are decided tell more of people, by which others can be. */
const mostRounds = 4;

/** Decides what can be. Photos that stay open are marked as ambiguous if another person is where the name was. */
export async function decideLabels(db: Database): Promise<void> {
  if (!hasUndecided(db)) return;
  const embedder = createEmbedder(await plainHead(db));
  const { mean, face } = plainFallbacks(db);
  const sure = { mean: atOneInHundred(mean), face: atOneInHundred(face) };
  for (let round = 0; round < mostRounds; round++) {
    const means = await inSteps(meansOfPeople(db, embedder), {});
    // Only now: labels may have been changed between the steps.
    const photos = undecidedPhotos(db);
    const decisions = photos.map((photo) => ({ photo, ...decide(photo, means, embedder, sure) }));
    transaction(db, () => {
      for (const { photo, faceId, isSure } of decisions)
        if (isSure || faceId !== photo.named) decidePhoto(db, photo, faceId, isSure);
    });
    if (!decisions.some(({ isSure }) => isSure)) return;
  }
}

/** By person how she or he looks: the mean direction of the faces, and how many they are. */
type Means = ReadonlyMap<number, { direction: Float32Array; faces: number }>;

/** Mean directions of those whose faces leave no doubt. */
function* meansOfPeople(db: Database, embedder: HeadEmbedder): Steps<Means> {
  const doubtful = facesOfUndecided(db);
  const known = namedInGallery(db).filter(({ faceId }) => !doubtful.has(faceId));
  const means = new Map<number, { direction: Float32Array; faces: number }>();
  for (let from = 0; from < known.length; from += blockFeatures) {
    const block = known.slice(from, from + blockFeatures);
    for (const [i, feature] of featuresOf(db, block).entries())
      embedder.features.set(feature, i * feature.length);
    for (const [i, embedding] of embedder.embed(block.length).entries()) {
      const { personId } = block[i]!;
      const { direction: sum, faces } = means.get(personId) ?? {
        direction: new Float32Array(embedding.length),
        faces: 0,
      };
      for (let k = 0; k < sum.length; k++) sum[k]! += embedding[k]!;
      means.set(personId, { direction: sum, faces: faces + 1 });
    }
    yield from / known.length;
  }
  for (const mean of means.values()) mean.direction = normalised(mean.direction);
  return means;
}

/** Which face has the name, and whether that is sure. */
function decide(
  { personId, named, faces }: UndecidedPhoto,
  means: Means,
  embedder: HeadEmbedder,
  sure: Sure,
): { faceId: number; isSure: boolean } {
  const sureOf = ({ faces: known }: { faces: number }) => (known === 1 ? sure.face : sure.mean);
  const own = means.get(personId);
  const others = [...means].filter(([id]) => id !== personId).map(([, mean]) => mean);
  const open: { faceId: number; own: number; isSure: boolean }[] = [];
  for (const { faceId, feature } of faces) {
    embedder.features.set(feature);
    const embedding = embedder.embed(1)[0]!;
    const likeOwn = own === undefined ? -1 : cosine(embedding, own.direction);
    // Whoever is surely somebody else is not meant.
    const isOther = others.some((mean) => {
      const likeOther = cosine(embedding, mean.direction);
      return likeOther >= sureOf(mean) && likeOther > likeOwn;
    });
    if (!isOther) open.push({ faceId, own: likeOwn, isSure: own !== undefined && likeOwn >= sureOf(own) });
  }
  const likely = open.filter(({ isSure }) => isSure);
  if (likely.length === 1) return { faceId: likely[0]!.faceId, isSure: true };
  // Of whom nothing is known, but that she or he is none of the others.
  if (own === undefined && open.length === 1 && faces.length > 1)
    return { faceId: open[0]!.faceId, isSure: true };
  const isNamedOpen = open.some(({ faceId }) => faceId === named);
  const best = open.toSorted((a, b) => b.own - a.own)[0];
  return { faceId: isNamedOpen || best === undefined ? named : best.faceId, isSure: false };
}
