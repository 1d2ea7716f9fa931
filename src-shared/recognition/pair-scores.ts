/** How pairs of single faces of a gallery score: what is known for saying whether two photos show the same person. */
import { randomFrom } from '../random.ts';
import type { FaceScores } from './face-scores.ts';
import { cosine, type Gallery } from './gallery.ts';

/** Pairs of each kind that are scored at most: more would not move a threshold of 1 in 1,000. */
const mostPairs = 20_000;

/** Scores of pairs of one person, and of two people. */
export interface PairScores {
  same: Float32Array;
  different: Float32Array;
}

/**
 * Scores pairs of faces that a head has not been trained on: all of them, or as many as are enough, always the same ones.
 * @param isUnseen whether a head has not been trained on a face.
 */
export function pairScores(gallery: Gallery, isUnseen: (faceId: number) => boolean): PairScores {
  const people = [...gallery.peopleIds()].sort((a, b) => a - b);
  const facesOf = people.map((id) => gallery.facesOf(id).filter(isUnseen));
  const { same, different } = dealPairs(facesOf, { same: mostPairs, different: mostPairs });
  const scored = (pairs: readonly FacePair[]) =>
    Float32Array.from(pairs, ([a, b]) => cosine(gallery.embeddingOf(a), gallery.embeddingOf(b)));
  return { same: scored(same), different: scored(different) };
}

type FacePair = readonly [a: number, b: number];

/** Pairs of faces of one person, and of two. */
interface FacePairs {
  same: FacePair[];
  different: FacePair[];
}

/**
 * All pairs of faces, or as many as are enough, always the same ones.
 * @param facesOf faces of each person. @param most pairs of each kind. @param mayPair whether two faces may be compared.
 */
export function dealPairs(
  facesOf: readonly (readonly number[])[],
  most: { same: number; different: number },
  mayPair: (a: number, b: number) => boolean = () => true,
): FacePairs {
  return {
    same: samePairs(facesOf, most.same).filter(([a, b]) => mayPair(a, b)),
    different: differentPairs(facesOf, most.different).filter(([a, b]) => mayPair(a, b)),
  };
}

/** Of each person the same share of pairs, so that one with a thousand photos does not speak for all. */
function samePairs(facesOf: readonly (readonly number[])[], most: number): FacePair[] {
  const several = facesOf.filter(({ length }) => length > 1);
  const each = Math.ceil(most / Math.max(1, several.length));
  const random = randomFrom(1);
  const pairs: FacePair[] = [];
  for (const faces of several) {
    if ((faces.length * (faces.length - 1)) / 2 <= each) {
      for (const [i, a] of faces.entries()) for (const b of faces.slice(i + 1)) pairs.push([a, b]);
      continue;
    }
    for (let pair = 0; pair < each; pair++) {
      const i = random.integer(faces.length);
      const j = (i + 1 + random.integer(faces.length - 1)) % faces.length;
      pairs.push([faces[i]!, faces[j]!]);
    }
  }
  return pairs;
}

function differentPairs(facesOf: readonly (readonly number[])[], most: number): FacePair[] {
  const faces = facesOf.flatMap((some, person) => some.map((faceId) => ({ faceId, person })));
  const pairs: FacePair[] = [];
  const add = (a: (typeof faces)[number], b: (typeof faces)[number]) => {
    if (a.person !== b.person) pairs.push([a.faceId, b.faceId]);
  };
  if (faces.length ** 2 / 2 <= most) {
    for (const [i, a] of faces.entries()) for (const b of faces.slice(i + 1)) add(a, b);
  } else {
    const random = randomFrom(2);
    for (let pair = 0; pair < most; pair++)
      add(faces[random.integer(faces.length)]!, faces[random.integer(faces.length)]!);
  }
  return pairs;
}

/** The same scores in the form that a calibration takes. */
export function asFaceScores({ same, different }: PairScores): FaceScores[] {
  return [
    ...Array.from(same, (genuine) => ({ genuine, impostor: null })),
    ...Array.from(different, (impostor) => ({ genuine: null, impostor })),
  ];
}

/** Counts of scores in bins of equal width, which hold all of them and one more. */
export function pairHistogram({ same, different }: PairScores, cosineOfPair: number, bins = 50) {
  let from = cosineOfPair;
  for (const scores of [same, different]) for (const score of scores) if (score < from) from = score;
  const step = Math.max(1e-6, 1 - from) / bins;
  const count = (scores: Float32Array) => {
    const counts = Array<number>(bins).fill(0);
    for (const score of scores) counts[placeIn({ from, step, bins }, score)]!++;
    return counts;
  };
  return { from, step, same: count(same), different: count(different) };
}

/** The bin of a histogram of pairs that counts a score, by its place. */
export function binOf(
  { from, step, same }: { from: number; step: number; same: readonly number[] },
  score: number,
): number {
  // Histograms are counted on scores of single precision, as they are kept.
  return placeIn({ from, step, bins: same.length }, Math.fround(score));
}

const placeIn = ({ from, step, bins }: { from: number; step: number; bins: number }, score: number) =>
  Math.max(0, Math.min(bins - 1, Math.floor((score - from) / step)));
