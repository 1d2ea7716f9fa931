/** What a trained head is worth beside the pretrained one, as a judgement that the interface puts into words. */
import { comparedFalseAlarms, type OpenSetComparison, type PairedFigure } from './open-set.ts';

/**
 * `better` and `worse`: beyond the interval of the difference. `asGood`: within it. `unknown`: nothing to judge by, or so
 * little that a difference that matters could go unseen.
 */
export type Standing = 'better' | 'asGood' | 'worse' | 'unknown';

/** A standing and what it rests on; null if nothing could be measured. */
export interface Judgement {
  standing: Standing;
  figure: PairedFigure | null;
  /** People and photos searched for, and strangers. */
  counts: OpenSetComparison['counts'] | null;
}

/**
 * - `take`: better in one way at least and worse in none.
 * - `takeForThese`: better for the people trained on, worse or unknown for others.
 * - `noGain`: as good; the pretrained head needs no retraining as people come and go.
 * - `keepPretrained`: worse in one way at least, better in none.
 * - `tooFew`: with so few people or photos nothing can be said. `mixed`: better for people never seen, worse for these.
 */
export type Advice = 'take' | 'takeForThese' | 'noGain' | 'keepPretrained' | 'tooFew' | 'mixed';

export interface Verdict {
  /** People the head is trained on, found by photos that it was not trained on. */
  trained: Judgement;
  /** People never seen, enrolled after training. */
  unseen: Judgement;
  /** Strangers, as the rate at which they are taken for somebody as often as somebody is missed: over both kinds of people. */
  strangers: Judgement;
  /** Whether the head may be offered in place of the pretrained one. */
  standing: Standing;
  advice: Advice;
}

/** The share of strangers taken for somebody at which people are found: 1 %. */
const judgedAt = comparedFalseAlarms.indexOf(0.01);
/** Half of an interval wider than this hides differences that matter: five points. */
const widest = 0.05;

/**
 * @param trained the comparison with the pretrained head on people trained on, by photos kept out of training.
 * @param unseen on people kept out of training. Either is null if there was nobody to search for.
 */
export function verdictOf({
  trained,
  unseen,
  both,
}: {
  trained: OpenSetComparison | null;
  unseen: OpenSetComparison | null;
  both: OpenSetComparison | null;
}): Verdict {
  const people = judge(trained, trained?.detection[judgedAt], 1);
  const others = judge(unseen, unseen?.detection[judgedAt], 1);
  const strangers = judge(both, both?.eer, -1);
  const advice = adviceOf(people.standing, others.standing, strangers.standing);
  return {
    trained: people,
    unseen: others,
    strangers,
    standing: standingOf([people.standing, others.standing, strangers.standing]),
    advice,
  };
}

/** @param sign 1 if more is better, -1 if less is. */
function judge(
  comparison: OpenSetComparison | null,
  figure: PairedFigure | undefined,
  sign: 1 | -1,
): Judgement {
  if (comparison === null || figure === undefined) return { standing: 'unknown', figure: null, counts: null };
  return { standing: standingBy(figure, sign), figure, counts: comparison.counts };
}

/** @param sign 1 if more is better, -1 if less is. */
export function standingBy(
  { difference, interval }: Pick<PairedFigure, 'difference' | 'interval'>,
  sign: 1 | -1,
): Standing {
  if (interval === null) return 'unknown';
  const [low, high] = sign === 1 ? interval : [-interval[1], -interval[0]];
  const gain = sign * difference;
  if (low > 0 && gain > 0) return 'better';
  if (high < 0 && gain < 0) return 'worse';
  return high - low > 2 * widest ? 'unknown' : 'asGood';
}

function adviceOf(trained: Standing, unseen: Standing, strangers: Standing): Advice {
  const all = [trained, unseen, strangers];
  if (trained === 'unknown' && unseen === 'unknown') return 'tooFew';
  const better = all.includes('better');
  const worse = all.includes('worse');
  if (!worse) {
    if (better) return trained === 'better' && unseen === 'unknown' ? 'takeForThese' : 'take';
    return all.includes('unknown') ? 'tooFew' : 'noGain';
  }
  if (!better) return 'keepPretrained';
  return trained === 'better' && strangers !== 'worse' ? 'takeForThese' : 'mixed';
}

/** Never better if it is worse in any way. */
function standingOf(all: readonly Standing[]): Standing {
  for (const standing of ['worse', 'better', 'unknown'] as const) if (all.includes(standing)) return standing;
  return 'asGood';
}
