/** The training of one run: made, trained in a process of its own, and written down as it goes. */

import {
  type HeadVerdict,
  type Run,
  runName,
  type TrainEvent,
  type TrainSpec,
} from '../../src-shared/contract/index.ts';
import { TammesError, toFailure } from '../../src-shared/errors/index.ts';
import { resolveParameters } from '../../src-shared/losses/index.ts';
import { withinLimits } from '../../src-shared/quality/index.ts';
import { decodeHead, lossOf } from '../../src-shared/training/index.ts';
import { featureVersion } from '../../src-shared/vision/index.ts';
import type { SpawnTrainer } from '../compute/child.ts';
import { runTrainer } from '../compute/trainer.ts';
import { transaction } from '../store/database.ts';
import { labelledFaces } from '../store/labelled-faces.ts';
import {
  appendEpoch,
  keepHistory,
  lastEpoch,
  readCheckpoint,
  timelineFiles,
  writeCheckpoint,
  writeRunFaces,
} from '../store/run-files.ts';
import { addHead, addRun, endRun, findRun, reopenRun } from '../store/runs.ts';
import type { Store } from '../store/store.ts';
import { appendFrame, beginTimeline } from '../store/timeline.ts';
import { readPretrainedWeights } from '../vision/pretrained.ts';
import { ensurePretrained } from './heads.ts';
import { featuresOfRun, trainingSet } from './run-faces.ts';

export interface RunOptions {
  signal: AbortSignal;
  onEvent(event: TrainEvent): void;
  spawn?: SpawnTrainer | undefined;
}

/** Makes a run on the labelled faces that its limits let through, and trains it to its end. */
export async function startRun(store: Store, spec: TrainSpec, options: RunOptions): Promise<Run> {
  return trainRun(store, await createRun(store, spec), null, options);
}

/**
 * Makes a run, its spec complete and its faces written down.
 * @throws TammesError for a spec that no loss takes.
 */
export async function createRun(store: Store, spec: TrainSpec): Promise<number> {
  const loss = lossOf(spec);
  const complete = { ...spec, parameters: { ...resolveParameters(loss, spec.parameters) } };
  await ensurePretrained(store);
  const { kept } = withinLimits(labelledFaces(store.db), spec.limits);
  const runId = addRun(store.db, complete, kept[0]?.featureVersion ?? featureVersion);
  await writeRunFaces(
    store,
    runId,
    kept.map(({ faceId, shot }) => ({ faceId, shot })),
  );
  return runId;
}

/** Goes on with a stopped run from its last checkpoint, on the faces that it began with. */
export async function resumeRun(store: Store, runId: number, options: RunOptions): Promise<Run> {
  return trainRun(store, runId, await reopen(store, runId), options);
}

/**
 * Opens a stopped run again. @returns its last checkpoint.
 * @throws TammesError for a run that is not stopped, some of whose faces are gone, whose features are of an older version, or whose
 * checkpoint is damaged or missing.
 */
export async function reopen(store: Store, runId: number): Promise<Uint8Array | null> {
  const { status } = findRun(store.db, runId);
  if (status === 'running' || status === 'finished') {
    throw new TammesError('run-not-stopped', { runId, status });
  }
  await featuresOfRun(store, runId);
  const checkpoint = await readCheckpoint(store, runId);
  reopenRun(store.db, runId);
  return checkpoint;
}

/** Trains a run to its end, and writes down what the trainer tells. @throws TammesError of the trainer. */
export async function trainRun(
  store: Store,
  runId: number,
  checkpoint: Uint8Array | null,
  { signal, onEvent, spawn }: RunOptions,
): Promise<Run> {
  const { db } = store;
  const { spec } = findRun(db, runId);
  const timeline = timelineFiles(store, runId);
  let frames = 0;
  let backend = { id: '', device: '' };
  try {
    const data = {
      ...trainingSet(await featuresOfRun(store, runId)),
      pretrained: await readPretrainedWeights(),
    };
    const request = { spec, data, ...(checkpoint && { checkpoint }) };
    for await (const message of runTrainer(request, { signal, spawn })) {
      if (message.type === 'backend') {
        backend = message;
        continue;
      }
      const { event } = message;
      switch (event.type) {
        case 'started':
          await keepHistory(store, runId, event.firstEpoch - 1);
          onEvent({ ...event, backend: backend.id, device: backend.device });
          break;
        case 'timeline':
          frames = await beginTimeline(timeline, event.plan, event.step);
          onEvent({ type: 'frame', frames, begins: true });
          break;
        case 'frame':
          await appendFrame(timeline, event);
          onEvent({ type: 'frame', frames: ++frames, begins: false });
          break;
        case 'epoch':
          await appendEpoch(store, runId, event.metrics);
          onEvent(event);
          break;
        case 'checkpoint':
          await writeCheckpoint(store, runId, event.bytes);
          onEvent({ type: 'checkpoint', epoch: event.epoch });
          break;
        case 'cancelled':
          endRun(db, runId, 'cancelled');
          onEvent(event);
          break;
        case 'finished': {
          const { verdict } = event;
          const { id, hash } = storeHead(store, runId, spec, event.head, verdict);
          onEvent({ type: 'finished', headId: id, hash, verdict });
          break;
        }
        default:
          onEvent(event);
      }
    }
  } catch (error) {
    // A trainer that was asked to stop and did not end in time was killed: that is a cancellation, too.
    endRun(db, runId, signal.aborted ? 'cancelled' : 'failed');
    const failure = toFailure(error);
    onEvent({ type: 'failed', failure });
    throw error;
  }
  return describeRun(store, runId);
}

function storeHead(
  { db }: Store,
  runId: number,
  spec: TrainSpec,
  data: Uint8Array,
  verdict: HeadVerdict | null,
): { id: number; hash: string } {
  return transaction(db, () => {
    const name = runName({ id: runId, spec });
    const { kind, dim } = spec.head;
    endRun(db, runId, 'finished');
    const hasCentres = decodeHead(data, name).centres !== null;
    return addHead(db, { name, kind, dim, loss: spec.loss, runId, data, hasCentres, verdict });
  });
}

/** A run with the metrics of its last epoch that can be read. @throws TammesError 'run-unknown' or 'run-damaged' */
export async function describeRun(store: Store, runId: number): Promise<Run> {
  return { ...findRun(store.db, runId), lastEpoch: await lastEpoch(store, runId) };
}
