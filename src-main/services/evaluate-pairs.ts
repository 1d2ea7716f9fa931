/** Compares faces two by two with several heads. */
import type { EvaluatedPair, PairsResult } from '../../src-shared/contract/index.ts';
import {
  cosine,
  countableRates,
  dealPairs,
  foldAccuracies,
  pairCurves,
  pairHistogram,
  pairReliability,
  rankPairs,
} from '../../src-shared/recognition/index.ts';
import { finished, type Steps } from '../../src-shared/steps.ts';
import type { PairingPart } from '../store/pairing.ts';
import { hashOfDeal, pairingPart } from './compare-evaluations.ts';
import type { EvaluatedHead, JudgedFace } from './evaluated-heads.ts';
import { sampledBins, samplesOf } from './histogram-samples.ts';
import { hardestOf, ratedPairs, rejected } from './rated-pairs.ts';

/** More pairs would not change a rate of one in ten thousand by much. */
const mostPairs = { same: 20_000, different: 200_000 };

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

/** As many pairs of some faces as are enough. @param places of the faces; without them, all. */
export const pairsOfFaces = (
  faces: readonly JudgedFace[],
  places: Iterable<number> = faces.keys(),
): PairsToJudge => ({ ...pairsAmong(faces, places, mostPairs), folds: null });

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
  const several = new Set(same.map(([a]) => faces[a]!.person)).size;
  const rated = ratedPairs(curves, ranked, rates, several);
  const pairs: PairsResult = {
    counts: {
      people: new Set(faces.map(({ person }) => person)).size,
      faces: faces.filter(({ mayProbe }) => mayProbe).length,
      same: same.length,
      different: different.length,
    },
    templates: null,
    heads: rated.heads.map(({ threshold, ...figures }, h) => ({
      ...figures,
      accuracy: accuracies && accuracies.heads[h]!,
      histogram: histogramOf(faces, seen[h]!, threshold),
      calibration: calibrationOf(faces, seen[h]!),
      same: hardest(faces, seen[h]!, true),
      different: hardest(faces, seen[h]!, false),
    })),
    differences: rated.differences.map((figures, h) => ({
      ...figures,
      accuracy: accuracies && accuracies.differences[h]!,
    })),
  };
  const dealt = hashOfDeal(faces, [same, different]);
  const pairing = pairingPart(dealt, several, [
    ...rated.drawn,
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

function calibrationOf(faces: readonly JudgedFace[], pairs: readonly ScoredPair[]) {
  const reliability = pairReliability(pairs);
  if (reliability === null) return null;
  const bins = sampledBins(reliability.bins, ({ pair }) => asEvaluated(faces, pair));
  return { ece: { value: reliability.ece, interval: null }, bins };
}

function kindsOf(pairs: readonly ScoredPair[]) {
  const scores = (same: boolean) =>
    Float32Array.from(
      pairs.filter((pair) => pair.same === same),
      ({ score }) => score,
    );
  return { same: scores(true), different: scores(false) };
}

function histogramOf(faces: readonly JudgedFace[], pairs: readonly ScoredPair[], threshold: number | null) {
  const bins = pairHistogram(kindsOf(pairs), threshold ?? 1);
  const scored = (same: boolean) => ({
    places: [...pairs.keys()].filter((i) => pairs[i]!.same === same),
    scoreOf: (i: number) => pairs[i]!.score,
    pairOf: (i: number) => asEvaluated(faces, pairs[i]!),
  });
  return { ...bins, threshold, samples: samplesOf(bins, { same: scored(true), different: scored(false) }) };
}

const asEvaluated = (
  faces: readonly JudgedFace[],
  { a, b, score }: Pick<ScoredPair, 'a' | 'b' | 'score'>,
) => ({
  a: faces[a]!.faceId,
  b: faces[b]!.faceId,
  score,
});

/** Of one person those that are least alike, of two those that are most. */
function hardest(faces: readonly JudgedFace[], pairs: readonly ScoredPair[], same: boolean): EvaluatedPair[] {
  const sign = same ? 1 : -1;
  const sorted = pairs
    .filter((pair) => pair.same === same)
    .sort((a, b) => sign * (a.score - b.score) || a.a - b.a || a.b - b.b);
  return hardestOf(sorted.map((pair) => asEvaluated(faces, pair)));
}
