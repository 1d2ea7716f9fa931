/** Names that may be wrong. */
import { falseAcceptPresets } from '../../src-shared/contract/index.ts';
import { randomFrom } from '../../src-shared/random.ts';
import { cosine, learnWrongNames, type WrongNames } from '../../src-shared/recognition/index.ts';
import type { KnownPeople } from './known-people.ts';
import type { FaceDoubt } from './state.ts';

/** Faces that the probability of a wrong name is learned from: more say little more. */
const mostLearnedFrom = 5000;

/** Of two faces that are unlike nobody can say which has the wrong name. */
const fewestFaces = 3;
/** A face that is unlike the others of its person is doubted if its name is likelier wrong than right. */
const leastOfOutliers = 0.5;

type Judges = Pick<KnownPeople, 'calibration' | 'gallery' | 'scores'>;

/**
 * Names that may be wrong: of faces that are nearer to another person, and of faces that are like nobody, as when a stranger's photo
 * got into a person's folder. The likeliest first.
 *
 * @param people by a head that has not been trained on their names.
 */
export function doubtsOf(people: Judges): FaceDoubt[] {
  const learned = learnFrom(people);
  const nearer = nearerToOthers(people, learned?.byExcess ?? null);
  const outliers =
    learned === null ? [] : likeNobody(people, learned.byOwn, new Set(nearer.map(({ faceId }) => faceId)));
  return [...nearer, ...outliers].sort((a, b) => (b.probability ?? 0) - (a.probability ?? 0));
}

/**
 * Faces that are nearer to another person than to the others of their own, each left out of its own person's mean, and as near as
 * somebody known is. A person's only face has nothing to be compared with: how near strangers come takes its place. The worst
 * first.
 */
function nearerToOthers({ calibration, gallery, scores }: Judges, learned: WrongNames | null): FaceDoubt[] {
  const least = calibration.thresholdAt(falseAcceptPresets.generous).cosine;
  const stranger = calibration.thresholdAt(falseAcceptPresets.cautious).cosine;
  return [...scores.entries()]
    .flatMap(([faceId, { genuine: own, impostor, rival }]) => {
      if (impostor === null || impostor < least || impostor <= (own ?? stranger)) return [];
      const excess = impostor - (own ?? stranger);
      const probability = learned?.probabilityOf(excess) ?? null;
      const other = { personId: rival!, cosine: impostor };
      return { doubt: { faceId, personId: gallery.personOf(faceId)!, own, other, probability }, excess };
    })
    .sort((a, b) => b.excess - a.excess || a.doubt.faceId - b.doubt.faceId)
    .map(({ doubt }) => doubt);
}

/**
 * Faces that are no nearer to the others of their person than strangers come, so that the name is likelier wrong than right.
 * @param known faces that are doubted already.
 */
function likeNobody(
  { calibration, gallery, scores }: Judges,
  learned: WrongNames,
  known: ReadonlySet<number>,
): FaceDoubt[] {
  const stranger = calibration.thresholdAt(falseAcceptPresets.generous).cosine;
  return [...scores.entries()]
    .flatMap(([faceId, { genuine: own }]): FaceDoubt[] => {
      if (own === null || own >= stranger || known.has(faceId)) return [];
      const personId = gallery.personOf(faceId)!;
      if (gallery.facesOf(personId).length < fewestFaces) return [];
      const probability = learned.probabilityOf(-own);
      return probability < leastOfOutliers ? [] : [{ faceId, personId, own, other: null, probability }];
    })
    .sort((a, b) => a.own! - b.own! || a.faceId - b.faceId);
}

/**
 * What wrong names look like among these people: how much nearer such a face is to another person than to its own, and how far it is
 * from its own. Null: they have too few faces.
 */
function learnFrom({ gallery, scores }: Judges): { byExcess: WrongNames; byOwn: WrongNames } | null {
  // In rising order: a review that has grown draws the same as one that is worked out anew.
  const people = [...gallery.peopleIds()].sort((a, b) => a - b);
  // A third person takes the place of the one whose name a face is given.
  if (people.length < 3) return null;
  const random = randomFrom(1);
  const compared = [...scores.entries()]
    .filter(([, { genuine, impostor }]) => genuine !== null && impostor !== null)
    .sort(([a], [b]) => a - b);
  const every = Math.max(1, Math.ceil(compared.length / mostLearnedFrom));
  const [named, misnamed] = [0, 1].map((): { excess: number[]; own: number[] } => ({ excess: [], own: [] }));
  for (const [i, [faceId, { genuine, impostor, rival }]] of compared.entries()) {
    if (i % every !== 0) continue;
    named!.excess.push(impostor! - genuine!);
    named!.own.push(-genuine!);
    const given = people[random.integer(people.length)]!;
    if (given === gallery.personOf(faceId) || given === rival) continue;
    const own = cosine(gallery.embeddingOf(faceId), gallery.directionOf(given)!);
    misnamed!.excess.push(Math.max(genuine!, impostor!) - own);
    misnamed!.own.push(-own);
  }
  const byExcess = learnWrongNames(named!.excess, misnamed!.excess);
  const byOwn = learnWrongNames(named!.own, misnamed!.own);
  return byExcess && byOwn && { byExcess, byOwn };
}
