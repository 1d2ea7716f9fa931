/** What sweeps have found so far. */
import {
  type SettingValue,
  type SweepInfo,
  type SweepReport,
  type SweepRow,
  sweepMeasures,
  type TrialResult,
} from '../../src-shared/contract/index.ts';
import {
  candidatesOf,
  choose,
  countCandidates,
  countTrials,
  importanceOf,
  type Judged,
  judgedOf,
  measureOf,
  rank,
  rungsOf,
} from '../../src-shared/sweeps/index.ts';
import type { Store } from '../store/store.ts';
import {
  countTrialsOf,
  findSweep,
  listSweeps,
  readTrials,
  type StoredSweep,
  trialKey,
} from '../store/sweeps.ts';

/** Newest first. */
export function sweepsOf(store: Store): SweepInfo[] {
  return listSweeps(store.db).map((sweep) => infoOf(store, sweep));
}

function infoOf({ db }: Store, { hidden: _, ...sweep }: StoredSweep): SweepInfo {
  const total = countTrials(rungsOf(sweep.plan, countCandidates(sweep.plan)));
  return { ...sweep, trials: { done: countTrialsOf(db, sweep.id), total } };
}

/** @throws TammesError 'sweep-unknown' or 'sweep-damaged' */
export function reportOf(store: Store, sweepId: number): SweepReport {
  const sweep = findSweep(store.db, sweepId);
  const { plan, facts, hidden } = sweep;
  const candidates = candidatesOf(plan);
  const rungs = rungsOf(plan, candidates.length);
  const results = readTrials(store.db, sweepId);
  const judged = judgedOf(candidates, (trial) => results.get(trialKey(trial)), plan.seeds);
  const measure = measureOf(candidates[0]!.spec.select);
  const folds = Array.from({ length: facts.folds }, (_, i) => i);
  const standings = new Map(
    rank(judged, folds, measure, facts.given).map((standing, place) => [
      standing.candidate,
      { ...standing, place },
    ]),
  );
  const rows = candidates.flatMap(({ loss, settings }, candidate): (SweepRow & { place: number })[] => {
    const trials = trialsOf(results, candidate, plan.seeds);
    if (trials.length === 0) return [];
    const { share = 0, gains = [], furthest = [], place = Infinity } = standings.get(candidate) ?? {};
    return [
      {
        ...{ candidate, loss, settings, share, gains, furthest, place },
        seeds: trials.length,
        stopped: sweep.status === 'finished' && trials.length < plan.seeds,
        failure: trials.find(({ failure }) => failure !== null)?.failure ?? null,
        seconds: trials.reduce((sum, { seconds }) => sum + seconds, 0),
      },
    ];
  });
  const chosen = choose(judged, rungs, measure, facts.given);
  return {
    ...infoOf(store, sweep),
    // With successive halving a stopped candidate may have been lucky with its few seeds.
    rows: rows.sort((a, b) => b.seeds - a.seeds || a.place - b.place).map(({ place: _, ...row }) => row),
    base: pretrainedOf(judged),
    measure,
    choice: chosen && {
      ...chosen,
      hidden: hidden?.candidate === chosen.candidate ? hidden.measures : null,
    },
    importance: importanceOf(
      rows
        .filter(({ gains }) => gains.length > 0)
        .map((row) => scoredOf(row, sweepMeasures.indexOf(measure))),
    ),
  };
}

function trialsOf(
  results: ReadonlyMap<string, TrialResult>,
  candidate: number,
  seeds: number,
): TrialResult[] {
  return Array.from(
    { length: seeds },
    (_, k) => results.get(trialKey({ candidate, seed: k + 1 })) ?? [],
  ).flat();
}

/** The pretrained head on the folds, the same for all candidates. */
function pretrainedOf([first]: readonly Judged[]): SweepReport['base'] {
  if (first === undefined) return null;
  const folds = first.trials[0]!;
  return sweepMeasures.map((_, m) => folds.reduce((sum, { base }) => sum + base[m]!, 0) / folds.length);
}

/** All the way, where losses and settings tell most: at the chosen share many candidates are the pretrained head. */
function scoredOf({ loss, settings, furthest }: SweepRow, measure: number) {
  const named: Record<string, SettingValue> = { loss, ...settings };
  return { settings: named, score: furthest[measure]!.gain };
}
