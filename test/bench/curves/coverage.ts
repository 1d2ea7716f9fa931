/** How often intervals hold the truth, over libraries that are drawn from a model of scores whose true figures are known. */
import type { Estimate } from '../../../src-shared/contract/index.ts';
import { normalShare } from '../../../src-shared/interval.ts';
import { type Random, randomFrom } from '../../../src-shared/random.ts';
import {
  type OpenSetSearches,
  openSetCurves,
  pairCurves,
  type RankedPairs,
  rankPairs,
} from '../../../src-shared/recognition/index.ts';
import { finished } from '../../../src-shared/steps.ts';
import type { Coverage } from './result.ts';

/** Enrolled people, and as many strangers; photos or pairs of each. */
const [people, each] = [100, 3];
/** With how many others a person is in a pair, twice: with some, and with all. */
const [some, all] = [15, 49];
/** Mean score of the right person above that of others, of a second head still higher. */
const [lead, gain] = [0.25, 0.02];
/** Deviation of a person's scores together, and of each for itself; of a score. */
const [common, own] = [0.1, 0.1];
const deviation = Math.hypot(common, own);
/** The rate at which thresholds are set, and the normal deviate that it exceeds. */
const [rate, exceeded] = [0.1, 1.2815515655446004];

/** @returns how often each figure's interval held its true value. */
export function measureCoverage(libraries: number): Coverage[] {
  const detection = (more: number) => normalShare((lead + more) / deviation - exceeded);
  const balance = (more: number) => normalShare(-(lead + more) / 2 / deviation);
  const truths: Record<string, number> = {
    'DIR at FAR 10 %': detection(0),
    'DIR at FAR 10 %, difference of two heads': detection(gain) - detection(0),
    'EER of searches': balance(0),
    'EER of searches, difference of two heads': balance(gain) - balance(0),
    'TAR at FAR 10 %': detection(0),
    'EER of pairs': balance(0),
    AUC: normalShare(lead / deviation / Math.SQRT2),
    [`TAR at FAR 10 %, difference of two heads, ${2 * some} pairs with others each`]:
      detection(gain) - detection(0),
    [`TAR at FAR 10 %, difference of two heads, ${2 * all} pairs with others each`]:
      detection(gain) - detection(0),
    [`EER of pairs, difference of two heads, ${2 * some} pairs with others each`]: balance(gain) - balance(0),
    [`EER of pairs, difference of two heads, ${2 * all} pairs with others each`]: balance(gain) - balance(0),
  };
  const found = Object.entries(truths).map(
    ([figure, truth]): Coverage => ({ figure, truth, libraries, held: 0, below: 0, above: 0 }),
  );
  for (let library = 0; library < libraries; library++) {
    for (const [i, { interval }] of estimatesOf(randomFrom(41, library)).entries()) {
      const one = found[i]!;
      if (interval === null) throw new Error(`${one.figure} has no interval.`);
      if (interval[1] < one.truth) one.below++;
      else if (interval[0] > one.truth) one.above++;
      else one.held++;
    }
  }
  return found;
}

/** In the order of `truths`. */
function estimatesOf(random: Random): Estimate[] {
  const searched = finished(openSetCurves([searches(random)], [rate]));
  const [first] = searched.heads;
  const paired = [some, all].map((others) => finished(pairCurves(pairs(random, others), [rate])));
  const [told] = paired[0]!.heads;
  return [
    first!.detection[0]!,
    searched.differences[0]!.detection[0]!,
    first!.eer,
    searched.differences[0]!.eer,
    told!.trueAccept[0]!,
    told!.eer,
    told!.auc,
    ...paired.map(({ differences }) => differences[0]!.trueAccept[0]!),
    ...paired.map(({ differences }) => differences[0]!.eer),
  ];
}

/** Searches by two heads; the right person always comes first. */
function searches(random: Random): OpenSetSearches[] {
  const photos = (kind: string, mean: number, more: number) =>
    Array.from({ length: people }, () => common * random.normal()).flatMap((shift, i) =>
      Array.from({ length: each }, () =>
        [0, more].map((plus) => ({
          person: `${kind} ${i}`,
          score: mean + plus + shift + own * random.normal(),
          right: kind === 'known',
        })),
      ),
    );
  const known = photos('known', lead, gain);
  const strangers = photos('stranger', 0, 0);
  return [0, 1].map((head) => ({
    known: known.map((photo) => photo[head]!),
    strangers: strangers.map((photo) => photo[head]!),
  }));
}

/** Pairs of each person, and with others, as two heads score them: scores move with both people. */
function pairs(random: Random, others: number): RankedPairs[] {
  const shifts = Array.from({ length: people }, () => common * random.normal());
  const pair = (a: number, b: number, means: readonly number[]) => ({
    people: [`${a}`, `${b}`] as const,
    same: a === b,
    scores: means.map((mean) => mean + own * random.normal()),
  });
  const both = shifts.flatMap((shift, i) => [
    ...Array.from({ length: each }, () => pair(i, i, [lead + shift, lead + gain + shift])),
    ...Array.from({ length: others }, (_, k) => {
      const other = (i + 1 + k) % people;
      const moved = (shift + shifts[other]!) / Math.SQRT2;
      return pair(i, other, [moved, moved]);
    }),
  ]);
  return [0, 1].map((head) =>
    rankPairs(both.map(({ scores, ...one }) => ({ ...one, score: scores[head]! }))),
  );
}
