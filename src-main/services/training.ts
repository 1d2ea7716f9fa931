import type { Run, TrainEvent } from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import type { SpawnTrainer } from '../compute/child.ts';
import { readProvenance } from '../store/provenance.ts';
import { readHistory } from '../store/run-files.ts';
import { restoreRun } from '../store/run-removal.ts';
import { listHeads, listRuns } from '../store/runs.ts';
import type { Store } from '../store/store.ts';
import type { Handlers } from './handlers.ts';
import { activate, ensurePretrained } from './heads.ts';
import { trainingOutlook } from './run-faces.ts';
import { createRun, describeRun, reopen, trainRun } from './run-training.ts';
import { annotate, removeTrained } from './runs.ts';
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
      'training.outlook': async (chosen) => trainingOutlook(store, chosen),
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
      'training.provenance': ({ runId }) => readProvenance(store, runId),
      'training.history': ({ runId }) => readHistory(store, runId),
      'training.timeline': ({ runId, from }) => readTimeline(store, runId, from),
      'training.annotate': async ({ runId, ...notes }) => annotate(store, runId, notes),
      'training.remove': ({ runId }) => removeTrained(store, runId).then(() => undefined),
      'training.undoRemoval': async ({ runId }) => {
        restoreRun(store.db, runId);
        return undefined;
      },
      'training.heads': async () => listHeads(store.db),
      'training.useHead': async ({ headId }) => {
        activate(store, headId);
        return undefined;
      },
    },
    async stop() {
      current?.controller.abort();
      await current?.ended;
    },
  };
}
