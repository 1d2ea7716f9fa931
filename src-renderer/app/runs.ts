import { useCallback } from 'react';
import type { AppEvent, EpochMetrics, Run, TrainEvent } from '../../src-shared/contract/index.ts';
import { toError } from '../../src-shared/errors/index.ts';
import { useCall, useEvents, useForget } from './data.ts';
import { SharedState, useSharedState } from './shared-state.ts';
import { useToasts } from './toasts.tsx';

/** What this window has heard of the run that was trained last. */
interface Live {
  runId: number;
  started: Extract<TrainEvent, { type: 'started' }> | null;
  /** Work beside the steps: class centres are being spread before the first, or the head is being judged after the last. */
  beside: Extract<TrainEvent, { type: 'spreading' | 'judging' }> | null;
  epochs: readonly EpochMetrics[];
}

const live = new SharedState<Live | null>(null);

/** Hears of training whichever screen is shown; belongs into the shell. */
export function useTrainingEvents(): void {
  const forget = useForget();
  const toasts = useToasts();
  const hear = useCallback(
    (event: AppEvent) => {
      if (event.type !== 'training') return;
      const { runId, event: news } = event;
      live.change((before) => withEvent(before, runId, news));
      // Another window may have begun it.
      if (news.type === 'started') forget('training');
      if (news.type === 'finished' || news.type === 'cancelled' || news.type === 'failed')
        forget('training', 'sphere');
      if (news.type === 'failed') toasts.fail(toError(news.failure));
    },
    [forget, toasts],
  );
  useEvents(hear);
}

function withEvent(before: Live | null, runId: number, news: TrainEvent): Live {
  const live = before?.runId === runId ? before : { runId, started: null, beside: null, epochs: [] };
  if (news.type === 'started') {
    // A run that is resumed repeats the epochs after its checkpoint.
    const earlier = live.epochs.filter(({ epoch }) => epoch < news.firstEpoch);
    return { ...live, started: news, beside: null, epochs: earlier };
  }
  if (news.type === 'spreading' || news.type === 'judging') return { ...live, beside: news };
  // The timeline begins once they are.
  if (news.type === 'frame') return { ...live, beside: null };
  if (news.type === 'epoch') return { ...live, epochs: [...live.epochs, news.metrics] };
  return live;
}

/** The run that is being trained, as far as this window has heard of it. */
export interface Running {
  running: Run | undefined;
  /** Its last epoch. */
  latest: EpochMetrics | null;
  /** What is being done instead of steps. */
  beside: Live['beside'];
}

/** The run that is being trained, without its history. */
export function useRunning(): Running {
  const heard = useSharedState(live);
  const { data: runs = [] } = useCall('training.runs', undefined);
  return runningOf(runs, heard);
}

function runningOf(runs: readonly Run[], heard: Live | null): Running {
  const running = runs.find(({ status }) => status === 'running');
  const ofRunning = heard?.runId === running?.id ? heard : null;
  return {
    running,
    latest: ofRunning?.epochs.at(-1) ?? running?.lastEpoch ?? null,
    beside: ofRunning?.beside ?? null,
  };
}

export interface RunView extends Running {
  /** All runs, newest first. */
  runs: readonly Run[];
  /** The run that was asked for, else the one that is running, else the newest. */
  shown: Run | undefined;
  /** The epochs of `shown` so far. */
  epochs: readonly EpochMetrics[];
  /** What `shown` began with, if this window has heard it. */
  started: Live['started'];
}

/** The runs, and one of them as it goes. */
export function useRuns(runId: number | null): RunView {
  const heard = useSharedState(live);
  const { data: runs = [] } = useCall('training.runs', undefined);
  const view = runningOf(runs, heard);
  const shown = runs.find(({ id }) => id === runId) ?? view.running ?? runs[0];
  const history = useCall('training.history', { runId: shown?.id ?? 0 }, { enabled: shown !== undefined });
  // The history has what happened before this window heard of the run; events have the rest.
  const ofShown = heard?.runId === shown?.id ? heard : null;
  const fresh = ofShown?.epochs ?? [];
  const first = fresh[0]?.epoch ?? Number.POSITIVE_INFINITY;
  const epochs = [...(history.data ?? []).filter(({ epoch }) => epoch < first), ...fresh];
  return { ...view, runs, shown, epochs, started: ofShown?.started ?? null };
}
