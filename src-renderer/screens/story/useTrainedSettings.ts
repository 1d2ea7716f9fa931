import { useEffect } from 'react';
import { type SharedState, useSharedState } from '../../app/shared-state.ts';
import { runToEnd } from './run-to-end.ts';
import { findTrained, isSame, type TrainedSettings, withFrames } from './trained-settings.ts';
import { useTask } from './useTask.ts';

/** Milliseconds between two pictures: more of them would keep the window from anything else. */
const every = 60;

/**
 * Trains runs one after the other and shows their frames as they come. Of several frames of one step the last counts.
 * @param shelf keeps the runs, also while another figure is shown. @param framesOf computes a run.
 * @param opening is trained at once if nothing has been yet: a figure opens with something to look at.
 */
export function useTrainedSettings<S, F extends { step: number; steps: number }>(
  shelf: SharedState<readonly TrainedSettings<S, F>[]>,
  framesOf: (settings: S) => AsyncGenerator<F, unknown, undefined>,
  opening: readonly S[],
) {
  const runs = useSharedState(shelf);
  const { task, error, start, cancel } = useTask();

  /** Those that have been trained already stay as they are. */
  const train = (wanted: readonly S[]) =>
    start(async (signal, report) => {
      const left = wanted.filter((settings) => !findTrained(shelf.get(), settings)?.isDone);
      for (const [i, settings] of left.entries()) {
        const frames: F[] = [];
        let shown = Number.NEGATIVE_INFINITY;
        const show = (isDone: boolean) =>
          shelf.change((before) => withFrames(before, settings, [...frames], isDone));
        const take = (frame: F) => {
          if (frames.at(-1)?.step === frame.step) frames.pop();
          frames.push(frame);
          report((i + frame.step / frame.steps) / left.length);
          if (performance.now() - shown < every) return;
          shown = performance.now();
          show(false);
        };
        const result = await runToEnd(framesOf(settings), take, signal);
        // Its last frames may not have been shown yet; without any there is nothing to show.
        if (frames.length > 0) show(result !== null);
        if (result === null) return;
      }
    });

  useEffect(() => {
    if (!shelf.get().some(({ isDone }) => isDone)) void train(opening);
  }, [shelf]);

  const remove = (settings: S) =>
    shelf.change((before) => before.filter((run) => !isSame(run.settings, settings)));
  return { runs, task, error, train, cancel, remove };
}
