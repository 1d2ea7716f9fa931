/** Searches people who are all enrolled with several heads, on the same deals: how often does the right person come first? */
import type { Estimate, SearchResult } from '../../src-shared/contract/index.ts';
import {
  compareRanks,
  type Deal,
  honestDifference,
  honestShare,
  ranksAmong,
  searchAll,
} from '../../src-shared/recognition/index.ts';
import type { PairingPart } from '../store/pairing.ts';
import { hashOfDeal, pairingPart } from './compare-evaluations.ts';
import { confusionsOf, failuresOf } from './evaluate-details.ts';
import {
  type DrawnSearch,
  type EvaluatedHead,
  type JudgedFace,
  type Tell,
  toldSteps,
} from './evaluated-heads.ts';

/** Of the work, what searching takes; the rest are intervals. */
const searching = 0.7;
/** Place of rank 5 among the ranks. */
const fifth = 4;

/**
 * Without strangers nothing can be let in wrongly: there is no threshold, and no figure that needs one.
 * @param deals at least one, each with probes and without strangers.
 */
export function evaluateRanks(
  faces: readonly JudgedFace[],
  heads: readonly EvaluatedHead[],
  deals: readonly Deal[],
  tell: Tell,
): { search: SearchResult; pairing: PairingPart } {
  const searched: DrawnSearch[][] = heads.map(() => []);
  for (const [d, deal] of deals.entries()) {
    for (const [h, { embeddings }] of heads.entries()) {
      const faceOf = (i: number) => ({ person: faces[i]!.person, embedding: embeddings[i] ?? null });
      const known = searchAll(deal.enrolled.map(faceOf), deal.probes.map(faceOf));
      searched[h]!.push({ ...deal, known, unknown: [] });
      tell((searching * (heads.length * d + h + 1)) / (heads.length * deals.length));
    }
  }
  const ranked = deals.map(({ probes }, d) =>
    searched.map((draws) =>
      draws[d]!.known.map(({ rank }, i) => ({ person: faces[probes[i]!]!.person, rank })),
    ),
  );
  const enrolled = new Set(deals.flatMap((deal) => deal.enrolled.map((i) => faces[i]!.person))).size;
  const compared = toldSteps(compareRanks(ranked, ranksAmong(enrolled)), (share) =>
    tell(searching + (1 - searching) * share),
  );
  const people = new Set(ranked.flatMap(([first]) => first!.map(({ person }) => person))).size;
  const search: SearchResult = {
    counts: {
      people,
      probes: ranked.reduce((sum, [first]) => sum + first!.length, 0),
      ...{ strangers: 0, strangerPhotos: 0, leastStrangerPhotos: 0 },
    },
    heads: compared.heads.map((figures, h) => {
      const { embeddings } = heads[h]!;
      const details = { faces, embeddings, draws: searched[h]!, threshold: null };
      const shares = figures.map((one) => honestShare(one, people));
      return {
        ...figuresOf(shares),
        ...{ ranks: shares, eerAt: null },
        histogram: null,
        calibration: null,
        // Who comes first is found: there is no threshold to miss.
        failures: failuresOf(details).filter(({ kind }) => kind === 'other'),
        confusions: confusionsOf(details),
      };
    }),
    differences: compared.differences.map((figures) =>
      figuresOf(figures.map((one) => honestDifference(one, people))),
    ),
  };
  const dealt = deals.map(({ enrolled, probes }) => [enrolled, probes]);
  const pairing = pairingPart(hashOfDeal(faces, dealt), people, [
    { name: 'top1', at: null, drawn: compared.drawn.map(([top1]) => top1!) },
    { name: 'top5', at: null, drawn: compared.drawn.map((ranks) => ranks[fifth]!) },
  ]);
  return { search, pairing };
}

const figuresOf = (ranks: readonly Estimate[]) => ({
  top1: ranks[0]!,
  top5: ranks[fifth]!,
  eer: null,
  points: [],
});
