/** What the trials of a sweep say of its candidates, which is best, and what that promises. */
import {
  type Gain,
  type SweepChoice,
  type SweepFacts,
  type SweepMeasure,
  sweepMeasures,
  type TrainSpec,
  type TrialFold,
  type TrialResult,
} from '../contract/index.ts';
import { chooseShare, expectedShare } from '../training/index.ts';
import type { Candidate } from './candidates.ts';
import type { Rung } from './rungs.ts';

/** A candidate's trials that did not fail. */
export interface Judged {
  candidate: number;
  loss: string;
  /** [seeds][folds] */
  trials: readonly (readonly TrialFold[])[];
}

/** How good a candidate is by some folds. */
export interface Standing {
  candidate: number;
  share: number;
  /** At the share, and at the furthest one that was tried; in the order of `sweepMeasures`. */
  gains: Gain[];
  furthest: Gain[];
}

/** What candidates are chosen by; a training loss says nothing of people kept out. */
export function measureOf(select: TrainSpec['select']): SweepMeasure {
  return select === 'loss' ? 'dir@1%' : select;
}

export function judgedOf(
  candidates: readonly Candidate[],
  resultOf: (trial: { candidate: number; seed: number }) => TrialResult | undefined,
  seeds: number,
): Judged[] {
  return candidates.flatMap(({ loss }, candidate) => {
    const trials = Array.from({ length: seeds }, (_, k) => resultOf({ candidate, seed: k + 1 })?.folds ?? []);
    const judged = trials.filter((folds) => folds.length > 0);
    return judged.length === 0 ? [] : [{ candidate, loss, trials: judged }];
  });
}

/**
 * The best first: by what is gained at the share of the way that the folds choose, then by what is gained all the way, then in the order
 * of the plan.
 *
 * @param folds numbers of those that are to judge.
 */
export function rank(
  all: readonly Judged[],
  folds: readonly number[],
  measure: SweepMeasure,
  given: SweepFacts['given'],
): Standing[] {
  const at = sweepMeasures.indexOf(measure);
  return all
    .map((one) => standingOf(one, folds, at, given))
    .sort(
      (a, b) =>
        b.gains[at]!.gain - a.gains[at]!.gain ||
        b.furthest[at]!.gain - a.furthest[at]!.gain ||
        a.candidate - b.candidate,
    );
}

function standingOf(
  { candidate, loss, trials }: Judged,
  folds: readonly number[],
  at: number,
  given: SweepFacts['given'],
): Standing {
  const tried = trials[0]![0]!.shares.map(({ share }) => share);
  const gains = tried.map((_, s) => sweepMeasures.map((_, m) => meanGain(trials, folds, s, m)));
  const furthest = gains.at(-1)!;
  // Only one was asked for, or there is no way.
  if (tried.length === 1) return { candidate, share: tried[0]!, gains: furthest, furthest };
  const share = chooseShare(
    tried.map((one, s) => ({ share: one, ...gains[s]![at]! })),
    expectedShare(loss, given),
  );
  const stay = sweepMeasures.map(() => ({ gain: 0, error: 0 }));
  return { candidate, share, gains: gains[tried.indexOf(share)] ?? stay, furthest };
}

/** A mean over seeds, which are judged by the same people, and over folds. */
function meanGain(trials: Judged['trials'], folds: readonly number[], share: number, measure: number): Gain {
  return meanOf(
    folds.map((fold) => {
      const seeds = trials.map((trial) => trial[fold]!.shares[share]!.gains[measure]!);
      return { gain: mean(seeds.map(({ gain }) => gain)), error: mean(seeds.map(({ error }) => error)) };
    }),
  );
}

/**
 * The best candidate, what it gains by the folds that chose it, and what choosing gains if the people who choose do not judge: each fold
 * judges the candidate and the share that the others choose, rung by rung. (Tibshirani and Tibshirani 2009, "A bias correction for the
 * minimum error rate in cross-validation", measure the same excess.) A candidate that was stopped has only the seeds that it was given.
 *
 * @returns null without a candidate.
 */
export function choose(
  all: readonly Judged[],
  rungs: readonly Rung[],
  measure: SweepMeasure,
  given: SweepFacts['given'],
): Omit<SweepChoice, 'hidden'> | null {
  if (all.length === 0) return null;
  const folds = [...all[0]!.trials[0]!.keys()];
  const at = sweepMeasures.indexOf(measure);
  const best = winner(all, rungs, folds, measure, given);
  const judged = folds.map((fold) => {
    const others = folds.filter((one) => one !== fold);
    return others.length === 0 ? null : gainIn(all, fold, winner(all, rungs, others, measure, given), at);
  });
  return {
    candidate: best.candidate,
    share: best.share,
    chosen: best.gains[at]!,
    nested: judged.includes(null) ? null : meanOf(judged as Gain[]),
  };
}

/** Who is best after the last rung. */
function winner(
  all: readonly Judged[],
  rungs: readonly Rung[],
  folds: readonly number[],
  measure: SweepMeasure,
  given: SweepFacts['given'],
): Standing {
  let among = all;
  for (const [i, { seeds }] of rungs.entries()) {
    const seen = among.map((one) => ({ ...one, trials: one.trials.slice(0, seeds) }));
    const ranked = rank(seen, folds, measure, given);
    const next = rungs[i + 1];
    if (next === undefined) return ranked[0]!;
    const goOn = new Set(ranked.slice(0, next.candidates).map(({ candidate }) => candidate));
    among = among.filter(({ candidate }) => goOn.has(candidate));
  }
  throw new Error('A plan has at least one rung.');
}

function gainIn(all: readonly Judged[], fold: number, best: Standing, measure: number): Gain {
  const { trials } = all.find(({ candidate }) => candidate === best.candidate)!;
  const share = trials[0]![fold]!.shares.findIndex(({ share }) => share === best.share);
  return share === -1 ? { gain: 0, error: 0 } : meanGain(trials, [fold], share, measure);
}

/** Of folds, which keep out different people: their errors are independent. */
function meanOf(folds: readonly Gain[]): Gain {
  const squares = folds.reduce((sum, { error }) => sum + error ** 2, 0);
  return { gain: mean(folds.map(({ gain }) => gain)), error: Math.sqrt(squares) / folds.length };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
