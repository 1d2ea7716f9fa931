/** Which trials a plan makes, and in which order. */
import type { SweepPlan } from '../contract/index.ts';
import { TammesError } from '../errors/index.ts';

/** So many candidates, each trained with the first so many seeds. */
export interface Rung {
  candidates: number;
  seeds: number;
}

/**
 * Successive halving (Jamieson and Talwalkar 2016, "Non-stochastic best arm identification and hyperparameter optimization") with seeds
 * as what is spent: the better half of the candidates goes on to twice the seeds. Whoever is stopped was trained to the end with few seeds:
 * fewer epochs would favour what learns fast, and the schedules go by the number of epochs. The other methods have a single rung.
 *
 * @throws TammesError 'sweep-halving-one-seed' where there is nothing to halve.
 */
export function rungsOf({ method, seeds }: Pick<SweepPlan, 'method' | 'seeds'>, candidates: number): Rung[] {
  if (method !== 'halving') return [{ candidates, seeds }];
  if (seeds < 2) throw new TammesError('sweep-halving-one-seed', {});
  const rungs = [{ candidates, seeds: 0 }];
  while (rungs.at(-1)!.candidates > 1 && 2 ** rungs.length <= seeds)
    rungs.push({ candidates: Math.ceil(rungs.at(-1)!.candidates / 2), seeds: 0 });
  return rungs.map((rung, i) => ({ ...rung, seeds: Math.round(seeds / 2 ** (rungs.length - 1 - i)) }));
}

export function countTrials(rungs: readonly Rung[]): number {
  return rungs.reduce(
    (sum, { candidates, seeds }, i) => sum + candidates * (seeds - (rungs[i - 1]?.seeds ?? 0)),
    0,
  );
}

export interface Trial {
  candidate: number;
  /** From 1. */
  seed: number;
}

/**
 * The trials of a rung that are still to be made, seed by seed; and those of the rungs before.
 * @param isDone whether a trial has been made. @param ranked candidates by how good they are with the first so many seeds.
 * @returns empty at the end of the sweep.
 */
export function nextTrials(
  rungs: readonly Rung[],
  isDone: (trial: Trial) => boolean,
  ranked: (among: readonly number[], seeds: number) => readonly number[],
): Trial[] {
  let among = Array.from({ length: rungs[0]!.candidates }, (_, i) => i);
  for (const [i, { candidates, seeds }] of rungs.entries()) {
    if (i > 0)
      among = ranked(among, rungs[i - 1]!.seeds)
        .slice(0, candidates)
        .toSorted((a, b) => a - b);
    const trials = Array.from({ length: seeds }, (_, k) =>
      among.map((candidate) => ({ candidate, seed: k + 1 })),
    ).flat();
    const open = trials.filter((trial) => !isDone(trial));
    if (open.length > 0) return open;
  }
  return [];
}
