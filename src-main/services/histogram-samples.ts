/** A few of the pairs that each bin of a histogram counts, so that a bar can be looked into. */
import type { EvaluatedPair } from '../../src-shared/contract/index.ts';
import { binOf } from '../../src-shared/recognition/index.ts';

/** Pairs of a bin: enough to see what they have in common, and few beside the faces that an evaluation mentions anyway. */
const mostOfBin = 4;

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
