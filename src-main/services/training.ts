import type { Run, TrainEvent } from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import type { SpawnTrainer } from '../compute/child.ts';
import { readHistory } from '../store/run-files.ts';
import { listHeads, listRuns, restoreRun, setActiveHead } from '../store/runs.ts';
import type { Store } from '../store/store.ts';
import type { Handlers } from './handlers.ts';
import { ensurePretrained } from './heads.ts';
import { createRun, describeRun, reopen, trainRun } from './run-training.ts';
import { removeTrained } from './runs.ts';
import { readTimeline } from './timeline.ts';

/** The namespace `training`: one run at a time, in the background. */
export async function trainingHandlers(
  store: Store,
  onEvent: (runId: number, event: TrainEvent) => void,
  spawn?: SpawnTrainer,
): Promise<{ handlers: Handlers<'training'>; stop(): Promise<void> }> {
  await ensurePretrained(store);
  let current: { runId: number; controller: AbortController; ended: Promise<unknown> } | null = null;

  async function launch(runId: number, checkpoint: Uint8Array | null): Promise<Run> {
    const controller = new AbortController();
    const options = {
      signal: controller.signal,
      onEvent: (event: TrainEvent) => onEvent(runId, event),
      spawn,
    };
    // Failures reach the window as events.
    const ended = trainRun(store, runId, checkpoint, options)
      .catch(() => {})
      .finally(() => {
        current = null;
      });
    current = { runId, controller, ended };
    return describeRun(store, runId);
  }

  function refuseSecond(): void {
    if (current === null) return;
    throw new TammesError('run-in-training', { runId: current.runId });
  }

  return {
    handlers: {
      'training.start': async (spec) => {
        refuseSecond();
        return launch(await createRun(store, spec), null);
      },
      'training.resume': async ({ runId }) => {
        refuseSecond();
        return launch(runId, await reopen(store, runId));
      },
      'training.cancel': async ({ runId }) => {
        if (current?.runId !== runId) return undefined;
        current.controller.abort();
        await current.ended;
        return undefined;
      },
      'training.runs': () => Promise.all(listRuns(store.db).map(({ id }) => describeRun(store, id))),
      'training.history': ({ runId }) => readHistory(store, runId),
      'training.timeline': ({ runId, from }) => readTimeline(store, runId, from),
      'training.remove': ({ runId }) => removeTrained(store, runId).then(() => undefined),
      'training.undoRemoval': async ({ runId }) => {
        restoreRun(store.db, runId);
        return undefined;
      },
      'training.heads': async () => listHeads(store.db),
      'training.useHead': async ({ headId }) => {
        setActiveHead(store.db, headId);
        return undefined;
      },
    },
    async stop() {
      current?.controller.abort();
      await current?.ended;
    },
  };
}
