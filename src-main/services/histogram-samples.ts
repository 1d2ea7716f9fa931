/** A few of the pairs that each bin of a histogram, or of probabilities, counts, so that it can be looked into. */
import type { EvaluatedPair } from '../../src-shared/contract/index.ts';
import { binOf, type Prediction, type Reliability } from '../../src-shared/recognition/index.ts';

/** Pairs of a bin: enough to see what they have in common, and few beside the faces that an evaluation mentions anyway. */
const mostOfBin = 4;

/** A few at even distances. */
const fewOf = <T>(all: readonly T[]): T[] => {
  const count = Math.min(mostOfBin, all.length);
  return Array.from({ length: count }, (_, k) => all[Math.floor(((k + 0.5) * all.length) / count)]!);
};

/** Probabilities with a few of the pairs of each bin. @param pairOf asked only for those that are taken. */
export const sampledBins = <P extends Prediction>(
  bins: Reliability<P>['bins'],
  pairOf: (prediction: P) => EvaluatedPair,
) =>
  bins.map(({ members, ...bin }) => {
    const few = (isRight: boolean) => fewOf(members.filter(({ right }) => right === isRight)).map(pairOf);
    return { ...bin, samples: { right: few(true), wrong: few(false) } };
  });

interface Bins {
  from: number;
  step: number;
  same: readonly number[];
  different: readonly number[];
}

interface Scored {
  /** Of the pairs of one kind, in any order. */
  places: Iterable<number>;
  scoreOf(place: number): number;
  /** Asked only for those that are taken. */
  pairOf(place: number): EvaluatedPair;
}

/** Pairs at even distances within each bin: the first ones would be of the same few people. */
export function samplesOf(
  bins: Bins,
  scored: Record<'same' | 'different', Scored>,
): Record<'same' | 'different', EvaluatedPair[][]> {
  const of = (kind: 'same' | 'different') => {
    const counts = bins[kind];
    const seen = counts.map(() => 0);
    const taken: EvaluatedPair[][] = counts.map(() => []);
    const { places, scoreOf, pairOf } = scored[kind];
    for (const place of places) {
      const bin = binOf(bins, scoreOf(place));
      const share = Math.min(1, mostOfBin / counts[bin]!);
      const before = Math.floor(seen[bin]! * share);
      seen[bin]!++;
      if (Math.floor(seen[bin]! * share) > before) taken[bin]!.push(pairOf(place));
    }
    return taken.map((pairs) => pairs.sort((a, b) => a.score - b.score));
  };
  return { same: of('same'), different: of('different') };
}
