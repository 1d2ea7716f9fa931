/** Runs of a figure that stand beside each other. */
import type { StepLine } from './StepChart.tsx';

export interface TrainedSettings<S, F> {
  /** What it was run with; no two runs have the same. */
  settings: S;
  /** Its line's style, which no other run has at the same time. */
  style: number;
  frames: readonly F[];
  /** False while it runs, and for good if it was stopped. */
  isDone: boolean;
}

/** As many as there are line styles. */
export const mostRuns = 8;

export const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

export function findTrained<S, F>(
  runs: readonly TrainedSettings<S, F>[],
  settings: S,
): TrainedSettings<S, F> | undefined {
  return runs.find((run) => isSame(run.settings, settings));
}

/** The runs with this one as far as it has come; of too many the first gives way. */
export function withFrames<S, F>(
  runs: readonly TrainedSettings<S, F>[],
  settings: S,
  frames: readonly F[],
  isDone: boolean,
): readonly TrainedSettings<S, F>[] {
  const trained = findTrained(runs, settings);
  if (trained !== undefined)
    return runs.map((run) => (run === trained ? { ...trained, frames, isDone } : run));
  const newestRuns = runs.slice(Math.max(0, runs.length - mostRuns + 1));
  const style = Array.from({ length: mostRuns }, (_, i) => i).find(
    (free) => !newestRuns.some((run) => run.style === free),
  )!;
  return [...newestRuns, { settings, style, frames, isDone }];
}

/** A line a run: what one of its numbers was over the steps. */
export function linesOf<S, F extends { step: number }>(
  runs: readonly TrainedSettings<S, F>[],
  nameOf: (settings: S) => string,
  numberOf: (frame: F) => number,
): StepLine[] {
  return runs.map(({ settings, style, frames }) => ({
    name: nameOf(settings),
    style,
    points: frames.map((frame) => ({ step: frame.step, value: numberOf(frame) })),
  }));
}
