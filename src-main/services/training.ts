import { appendFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import {
  type EpochMetrics,
  epochMetrics,
  type Run,
  runName,
  type TrainEvent,
  type TrainSpec,
} from '../../src-shared/contract/index.ts';
import { TammesError, toFailure } from '../../src-shared/errors/index.ts';
import { findLoss, hasCentres, resolveParameters } from '../../src-shared/losses/index.ts';
import { withinLimits } from '../../src-shared/quality/index.ts';
import { encodeHead, lossOf, pretrainedHead, type TrainData } from '../../src-shared/training/index.ts';
import type { SpawnTrainer } from '../compute/child.ts';
import { runTrainer } from '../compute/trainer.ts';
import { transaction } from '../store/database.ts';
import { type LabelledFace, labelledFaces } from '../store/photos.ts';
import {
  addHead,
  addRun,
  endRun,
  findRun,
  listHeads,
  listRuns,
  removeRun,
  reopenRun,
  restoreRun,
} from '../store/runs.ts';
import { readIfThere, type Store, writeFileAtomic } from '../store/store.ts';
import { appendFrame, beginTimeline } from '../store/timeline.ts';
import { readPretrainedWeights } from '../vision/pretrained.ts';
import type { Handlers } from './handlers.ts';
import { readTimeline, timelineFiles } from './timeline.ts';

export interface RunOptions {
  signal: AbortSignal;
  onEvent(event: TrainEvent): void;
  spawn?: SpawnTrainer | undefined;
}

/** Files of a run in the library's folder. */
function runFiles({ folder }: Store, runId: number) {
  const at = (name: string) => join(folder, 'runs', String(runId), name);
  return { faces: at('faces.json'), events: at('events.jsonl'), checkpoint: at('checkpoint.safetensors') };
}

/** Stores the backbone's own layer as the head `pretrained` where the library has none yet. */
export async function ensurePretrained({ db }: Store): Promise<void> {
  if (listHeads(db).length > 0) return;
  const head = pretrainedHead(await readPretrainedWeights());
  const record = { name: 'pretrained', kind: head.kind, dim: head.dim, loss: null, runId: null };
  transaction(db, () => addHead(db, { ...record, hasCentres: false, data: encodeHead(head) }));
}

/** Makes a run on the labelled faces that its limits let through, and trains it to its end. */
export async function startRun(store: Store, spec: TrainSpec, options: RunOptions): Promise<Run> {
  return trainRun(store, await createRun(store, spec), null, options);
}

/**
 * Makes a run, its spec complete and its faces written down.
 * @throws TammesError for a spec that no loss takes.
 */
async function createRun(store: Store, spec: TrainSpec): Promise<number> {
  const loss = lossOf(spec);
  const complete = { ...spec, parameters: { ...resolveParameters(loss, spec.parameters) } };
  await ensurePretrained(store);
  const runId = addRun(store.db, complete);
  const { kept } = withinLimits(labelledFaces(store.db), spec.limits);
  const faces = kept.map(({ faceId, shot }) => ({ faceId, shot }));
  await writeFileAtomic(runFiles(store, runId).faces, Buffer.from(JSON.stringify(faces)));
  return runId;
}

/** Goes on with a stopped run from its last checkpoint, on the faces that it began with. */
export async function resumeRun(store: Store, runId: number, options: RunOptions): Promise<Run> {
  return trainRun(store, runId, await reopen(store, runId), options);
}

async function reopen(store: Store, runId: number): Promise<Uint8Array | null> {
  const { status } = findRun(store.db, runId);
  if (status === 'running' || status === 'finished') {
    throw new TammesError('run-not-stopped', { runId, status });
  }
  await facesOfRun(store, runId);
  const checkpoint = await readIfThere(runFiles(store, runId).checkpoint);
  reopenRun(store.db, runId);
  return checkpoint;
}

/** A face of a run, and the shot it belonged to; older runs took each photo for a shot of its own. */
const faceOfRun = z.union([
  z.object({ faceId: z.int(), shot: z.int() }),
  z.int().transform((faceId) => ({ faceId, shot: null })),
]);

/**
 * The faces that a run was started on, in its order and with the shots that they belonged to: the split depends on both.
 * @throws TammesError when some are gone.
 */
export async function facesOfRun(store: Store, runId: number): Promise<LabelledFace[]> {
  const bytes = await readIfThere(runFiles(store, runId).faces);
  const recorded = z.array(faceOfRun).parse(JSON.parse(Buffer.from(bytes ?? []).toString() || '[]'));
  const byId = new Map(labelledFaces(store.db).map((face) => [face.faceId, face]));
  const faces = recorded.map(({ faceId, shot }) => {
    const face = byId.get(faceId);
    return face && { ...face, shot: shot ?? face.photoId };
  });
  if (faces.every((face) => face !== undefined)) return faces;
  throw new TammesError('run-faces-gone', { runId });
}

/** Labels count people in the order of their names, so that the order of reading does not matter. */
export function trainingSet(faces: readonly LabelledFace[]): Omit<TrainData, 'pretrained'> {
  const people = [...new Set(faces.map(({ name }) => name))].sort();
  const indexOf = new Map(people.map((name, i) => [name, i]));
  return {
    people,
    features: faces.map(({ feature }) => feature),
    labels: faces.map(({ name }) => indexOf.get(name)!),
    photos: faces.map(({ shot }) => shot),
  };
}

async function trainRun(
  store: Store,
  runId: number,
  checkpoint: Uint8Array | null,
  { signal, onEvent, spawn }: RunOptions,
): Promise<Run> {
  const { db } = store;
  const { spec } = findRun(db, runId);
  const files = runFiles(store, runId);
  const timeline = timelineFiles(store, runId);
  let frames = 0;
  let backend = { id: '', device: '' };
  try {
    const data = {
      ...trainingSet(await facesOfRun(store, runId)),
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
          await appendFile(files.events, `${JSON.stringify(event.metrics)}\n`);
          onEvent(event);
          break;
        case 'checkpoint':
          await writeFileAtomic(files.checkpoint, event.bytes);
          onEvent({ type: 'checkpoint', epoch: event.epoch });
          break;
        case 'cancelled':
          endRun(db, runId, 'cancelled');
          onEvent(event);
          break;
        case 'finished': {
          const { id, hash } = storeHead(store, runId, spec, event.head);
          onEvent({ type: 'finished', headId: id, hash });
          break;
        }
        default:
          onEvent(event);
      }
    }
  } catch (error) {
    // A trainer that was told to stop and did not end in order was killed: that is a cancellation, too.
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
): { id: number; hash: string } {
  return transaction(db, () => {
    const name = runName({ id: runId, spec });
    const { kind, dim } = spec.head;
    endRun(db, runId, 'finished');
    const record = { name, kind, dim, loss: spec.loss, runId, data };
    return addHead(db, { ...record, hasCentres: hasCentres(findLoss(spec.loss)) });
  });
}

/** Drops what an interrupted process wrote of epochs after the checkpoint. */
async function keepHistory(store: Store, runId: number, lastEpoch: number): Promise<void> {
  const kept = (await readHistory(store, runId)).filter(({ epoch }) => epoch <= lastEpoch);
  const lines = kept.map((metrics) => `${JSON.stringify(metrics)}\n`).join('');
  await writeFileAtomic(runFiles(store, runId).events, Buffer.from(lines));
}

/** The metrics of a run's epochs. A last line that a crash cut short is passed over. */
export async function readHistory(store: Store, runId: number): Promise<EpochMetrics[]> {
  const bytes = await readIfThere(runFiles(store, runId).events);
  const lines = Buffer.from(bytes ?? [])
    .toString('utf8')
    .split('\n');
  return lines.slice(0, -1).map((line) => epochMetrics.parse(JSON.parse(line)));
}

async function describeRun(store: Store, runId: number): Promise<Run> {
  const history = await readHistory(store, runId);
  return { ...findRun(store.db, runId), lastEpoch: history.at(-1) ?? null };
}

/**
 * Removes a run and its head; `restoreRun` brings them back until another one is removed.
 * @throws TammesError 'unknown-id', or 'busy' while it is trained.
 */
export async function removeTrained({ db, folder }: Store, runId: number): Promise<void> {
  const gone = removeRun(db, runId);
  // After the database: files without a run are never looked for, a run without its files would fail.
  for (const id of gone) await rm(join(folder, 'runs', String(id)), { recursive: true, force: true });
}

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
    },
    async stop() {
      current?.controller.abort();
      await current?.ended;
    },
  };
}
