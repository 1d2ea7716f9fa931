/** What pairs of faces and pairs of templates have in common: figures at rates, and the hardest of them. */
import type { EvaluatedPair, PairsResult } from '../../src-shared/contract/index.ts';
import {
  honestDifference,
  honestShare,
  type pairCurves,
  pairEqualErrorThreshold,
  pairThresholds,
  type RankedPairs,
} from '../../src-shared/recognition/index.ts';
import type { DrawnFigure } from './compare-evaluations.ts';

/** The score of a pair with a face that was not found: rejected at every threshold. */
export const rejected = Number.NEGATIVE_INFINITY;
/** The rate whose threshold is shown. */
const usualRate = 0.01;
/** Hardest pairs of each kind, and how often one face is among them: one that has a wrong name would be all of them. */
const [mostHard, mostOfFace] = [12, 2];

type Curves = ReturnType<typeof pairCurves> extends Generator<number, infer T> ? T : never;
type Head = PairsResult['heads'][number];
type HeadDifference = PairsResult['differences'][number];

/** Figures of heads, and what is kept of them to compare them later. */
export interface RatedPairs {
  /** With the threshold that is shown; null: there is none. */
  heads: (Pick<Head, 'auc' | 'eer' | 'eerAt' | 'points'> & { threshold: number | null })[];
  differences: Pick<HeadDifference, 'auc' | 'eer' | 'points'>[];
  drawn: DrawnFigure[];
}

/**
 * @param curves of the pairs, at the rates. @param people of whom there are pairs of one person: whom intervals rest on where all went one
 * way.
 */
export function ratedPairs(
  curves: Curves,
  ranked: readonly RankedPairs[],
  rates: readonly number[],
  people: number,
): RatedPairs {
  const withRates = <T>(figures: readonly T[]) => figures.map((one, k) => ({ rate: rates[k]!, ...one }));
  return {
    heads: curves.heads.map(({ auc, eer, trueAccept }, h) => {
      const thresholds = pairThresholds(ranked[h]!, rates);
      const failed = failedAt(ranked[h]!, thresholds);
      const balance = pairEqualErrorThreshold(ranked[h]!);
      return {
        auc: honestShare(auc, people),
        eer: honestShare(eer, people),
        eerAt: balance === null ? null : { threshold: balance, failed: failedAt(ranked[h]!, [balance])[0]! },
        points: withRates(
          trueAccept.map((figure, k) => ({
            ...honestShare(figure, people),
            threshold: thresholds[k]!,
            failed: failed[k]!,
          })),
        ),
        threshold: thresholds[rates.findLastIndex((rate) => rate >= usualRate)] ?? null,
      };
    }),
    differences: curves.differences.map(({ auc, eer, trueAccept }) => ({
      auc: honestDifference(auc, people),
      eer: honestDifference(eer, people),
      points: withRates(trueAccept.map((figure) => honestDifference(figure, people))),
    })),
    drawn: [
      ...rates.map((at, k) => {
        const drawn = curves.drawn.map(({ trueAccept }) => trueAccept[k]!);
        return { name: 'TAR' as const, at, drawn };
      }),
      { name: 'auc', at: null, drawn: curves.drawn.map(({ auc }) => auc) },
      { name: 'eer', at: null, drawn: curves.drawn.map(({ eer }) => eer) },
    ],
  };
}

/** Pairs that go wrong at each threshold. @param thresholds never falling; null: there is none, nor any after it. */
function failedAt({ scores, same }: RankedPairs, thresholds: readonly (number | null)[]) {
  const all = same.reduce((count, one) => count + one, 0);
  const failed: ({ own: number; others: number } | null)[] = thresholds.map(() => null);
  let open = thresholds.findLastIndex((one) => one !== null);
  let [accepted, others] = [0, 0];
  for (let i = 0; i <= scores.length && open >= 0; i++) {
    for (; open >= 0 && !(scores[i]! >= thresholds[open]!); open--)
      failed[open] = { own: all - accepted, others };
    if (same[i] === 1) accepted++;
    else others++;
  }
  return failed;
}

/** @param pairs the hardest first, by the numbers of their faces or templates. */
export function hardestOf(pairs: Iterable<EvaluatedPair>): EvaluatedPair[] {
  const times = new Map<number, number>();
  const found: EvaluatedPair[] = [];
  for (const pair of pairs) {
    const faces = [pair.a, pair.b];
    if (faces.some((face) => (times.get(face) ?? 0) >= mostOfFace)) continue;
    for (const face of faces) times.set(face, (times.get(face) ?? 0) + 1);
    found.push(pair);
    if (found.length === mostHard) break;
  }
  return found;
}
