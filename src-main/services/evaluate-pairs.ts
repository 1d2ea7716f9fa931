/** Compares faces two by two with several heads. */
import type { EvaluatedPair, PairsResult } from '../../src-shared/contract/index.ts';
import {
  cosine,
  countableRates,
  dealPairs,
  foldAccuracies,
  honestDifference,
  honestShare,
  pairCurves,
  pairHistogram,
  pairReliability,
  pairThresholds,
  rankPairs,
} from '../../src-shared/recognition/index.ts';
import { finished, type Steps } from '../../src-shared/steps.ts';
import type { PairingPart } from '../store/pairing.ts';
import { pairingPart } from './compare-evaluations.ts';
import type { EvaluatedHead, JudgedFace } from './evaluated-heads.ts';

/** More pairs would not change a rate of one in ten thousand by much. */
const mostPairs = { same: 20_000, different: 200_000 };
/** Hardest pairs of each kind, and how often one face is among them: one that has a wrong name would be all of them. */
const [mostHard, mostOfFace] = [12, 2];
/** The score of a pair with a photo without a face. */
const rejected = Number.NEGATIVE_INFINITY;
/** The rate whose threshold is shown. */
const usualRate = 0.01;

interface ScoredPair {
  people: readonly [string, string];
  same: boolean;
  score: number;
  /** Places of the faces. */
  a: number;
  b: number;
}

/**
 * Faces in pairs, of which no head was trained on one at least: as in a search, the other may be known. Two of one person on photos of
 * one shot are no pair.
 * @param places of the faces that are paired. @param most pairs of each kind.
 */
export function pairsAmong(
  faces: readonly JudgedFace[],
  places: Iterable<number>,
  most: { same: number; different: number },
): ReturnType<typeof dealPairs> {
  const byPerson = Map.groupBy(places, (i) => faces[i]!.person);
  const facesOf = [...byPerson.keys()].sort().map((person) => byPerson.get(person)!);
  return dealPairs(facesOf, most, (i, j) => {
    const [a, b] = [faces[i]!, faces[j]!];
    return (a.mayProbe || b.mayProbe) && (a.person !== b.person || a.shot !== b.shot);
  });
}

/** Places of two faces. */
type FacePair = readonly [number, number];

export interface PairsToJudge {
  same: readonly FacePair[];
  different: readonly FacePair[];
  /** The fold of each pair, from 0; null: there are none. */
  folds: { same: readonly number[]; different: readonly number[] } | null;
}

/** As many pairs of a library's faces as are enough. */
export const libraryPairs = (faces: readonly JudgedFace[]): PairsToJudge => ({
  ...pairsAmong(faces, faces.keys(), mostPairs),
  folds: null,
});

/** Compares pairs of faces; those with a photo without a face are rejected at every threshold. @returns null if a kind of pairs is missing. */
export function* evaluatePairs(
  faces: readonly JudgedFace[],
  heads: readonly EvaluatedHead[],
  { same, different, folds }: PairsToJudge,
): Steps<{ pairs: PairsResult; pairing: PairingPart } | null> {
  if (same.length === 0 || different.length === 0) return null;
  const scored = heads.map(({ embeddings }) =>
    [...same, ...different].map(([a, b], i): ScoredPair => {
      const people = [faces[a]!.person, faces[b]!.person] as const;
      const [first, second] = [embeddings[a], embeddings[b]];
      const score = first && second ? cosine(first, second) : rejected;
      return { people, same: i < same.length, score, a, b };
    }),
  );
  const ranked = scored.map(rankPairs);
  // What no face was found on says nothing of how scores spread.
  const seen = scored.map((pairs) => pairs.filter(({ score }) => score !== rejected));
  const rates = countableRates(different.length);
  const curves = yield* pairCurves(ranked, rates);
  const accuracies = folds && finished(foldAccuracies(scored.map((pairs) => inFolds(pairs, folds))));
  const withRates = <T>(figures: readonly T[]) => figures.map((one, k) => ({ rate: rates[k]!, ...one }));
  const several = new Set(same.map(([a]) => faces[a]!.person)).size;
  const pairs: PairsResult = {
    counts: {
      people: new Set(faces.map(({ person }) => person)).size,
      faces: faces.filter(({ mayProbe }) => mayProbe).length,
      same: same.length,
      different: different.length,
    },
    heads: curves.heads.map(({ auc, eer, trueAccept }, h) => {
      const thresholds = pairThresholds(ranked[h]!, rates);
      const threshold = thresholds[rates.findLastIndex((rate) => rate >= usualRate)] ?? null;
      const points = trueAccept.map((figure, k) => ({
        ...honestShare(figure, several),
        threshold: thresholds[k]!,
      }));
      return {
        auc: honestShare(auc, several),
        eer: honestShare(eer, several),
        accuracy: accuracies && accuracies.heads[h]!,
        points: withRates(points),
        histogram: { ...pairHistogram(kindsOf(seen[h]!), threshold ?? 1), threshold },
        calibration: calibrationOf(seen[h]!),
        same: hardest(faces, seen[h]!, true),
        different: hardest(faces, seen[h]!, false),
      };
    }),
    differences: curves.differences.map(({ auc, eer, trueAccept }, h) => ({
      auc: honestDifference(auc, several),
      eer: honestDifference(eer, several),
      accuracy: accuracies && accuracies.differences[h]!,
      points: withRates(trueAccept.map((figure) => honestDifference(figure, several))),
    })),
  };
  const pairing = pairingPart(faces, [same, different], several, [
    ...rates.map((at, k) => {
      const drawn = curves.drawn.map(({ trueAccept }) => trueAccept[k]!);
      return { name: 'TAR' as const, at, drawn };
    }),
    { name: 'auc', at: null, drawn: curves.drawn.map(({ auc }) => auc) },
    { name: 'eer', at: null, drawn: curves.drawn.map(({ eer }) => eer) },
    ...(accuracies === null
      ? []
      : [{ name: 'accuracy' as const, at: null, drawn: accuracies.drawn, people: accuracies.people }]),
  ]);
  return { pairs, pairing };
}

const inFolds = (pairs: readonly ScoredPair[], { same, different }: NonNullable<PairsToJudge['folds']>) => {
  const folds = [...same, ...different];
  return pairs.map((pair, i) => ({ ...pair, fold: folds[i]! }));
};

function calibrationOf(pairs: readonly ScoredPair[]) {
  const reliability = pairReliability(pairs);
  return reliability && { ece: { value: reliability.ece, interval: null }, bins: reliability.bins };
}

function kindsOf(pairs: readonly ScoredPair[]) {
  const scores = (same: boolean) =>
    Float32Array.from(
      pairs.filter((pair) => pair.same === same),
      ({ score }) => score,
    );
  return { same: scores(true), different: scores(false) };
}

/** Of one person those that are least alike, of two those that are most. */
function hardest(faces: readonly JudgedFace[], pairs: readonly ScoredPair[], same: boolean): EvaluatedPair[] {
  const sign = same ? 1 : -1;
  const sorted = pairs
    .filter((pair) => pair.same === same)
    .sort((a, b) => sign * (a.score - b.score) || a.a - b.a || a.b - b.b);
  const times = new Map<number, number>();
  const found: EvaluatedPair[] = [];
  for (const { a, b, score } of sorted) {
    if ([a, b].some((face) => (times.get(face) ?? 0) >= mostOfFace)) continue;
    for (const face of [a, b]) times.set(face, (times.get(face) ?? 0) + 1);
    found.push({ a: faces[a]!.faceId, b: faces[b]!.faceId, score });
    if (found.length === mostHard) break;
  }
  return found;
}
