/** The training of one run: made, trained in a separate process, and written down as it goes. */
import {
  type EpochMetrics,
  type HeadVerdict,
  type Run,
  runName,
  type TrainEvent,
  type TrainSpec,
} from '../../src-shared/contract/index.ts';
import { TammesError, toFailure } from '../../src-shared/errors/index.ts';
import { resolveParameters } from '../../src-shared/losses/index.ts';
import { decodeHead, lossOf, numberPeople } from '../../src-shared/training/index.ts';
import { backboneOfVersion } from '../../src-shared/vision/index.ts';
import type { SpawnTrainer } from '../compute/child.ts';
import { runTrainer } from '../compute/trainer.ts';
import { currentVersion } from '../store/backbones.ts';
import { transaction } from '../store/database.ts';
import { addProvenance, readProvenance } from '../store/provenance.ts';
import {
  appendEpoch,
  keepHistory,
  lastEpoch,
  readCheckpoint,
  timelineFiles,
  writeCheckpoint,
  writeRunFaces,
} from '../store/run-files.ts';
import { addHead, addRun, endRun, findRun, reopenRun, type StoredRun } from '../store/runs.ts';
import type { Store } from '../store/store.ts';
import { appendFrame, beginTimeline } from '../store/timeline.ts';
import { ensurePretrained } from './heads.ts';
import { plainLayer } from './plain-head.ts';
import { provenanceOf } from './provenance.ts';
import { facesToTrain, refusalsToTrain, samplesOfRun } from './run-faces.ts';

export interface RunOptions {
  signal: AbortSignal;
  onEvent(event: TrainEvent): void;
  spawn?: SpawnTrainer | undefined;
}

/** Makes a run on the labelled faces that its limits and its tag let through, and trains it to its end. */
export async function startRun(store: Store, spec: TrainSpec, options: RunOptions): Promise<DescribedRun> {
  return trainRun(store, await createRun(store, spec), null, options);
}

/**
 * Makes a run, its spec complete and its faces written down.
 * @throws TammesError for a spec that no loss takes, or 'tag-unknown'.
 */
export async function createRun(store: Store, spec: TrainSpec): Promise<number> {
  const loss = lossOf(spec);
  const complete = { ...spec, parameters: { ...resolveParameters(loss, spec.parameters) } };
  await ensurePretrained(store);
  const kept = facesToTrain(store, spec);
  const { people, labels } = numberPeople(kept.map(({ name }) => name));
  const featureVersion = kept[0]?.featureVersion ?? currentVersion(store.db);
  const runId = addRun(store.db, complete, featureVersion);
  await writeRunFaces(
    store,
    runId,
    kept.map(({ faceId, shot }, i) => ({ faceId, shot, label: labels[i]! })),
    refusalsToTrain(store, spec, people, featureVersion),
  );
  return runId;
}

/** Goes on with a stopped run from its last checkpoint, on the faces that it began with. */
export async function resumeRun(store: Store, runId: number, options: RunOptions): Promise<DescribedRun> {
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
  await samplesOfRun(store, runId);
  const checkpoint = await readCheckpoint(store, runId);
  reopenRun(store.db, runId);
  return checkpoint;
}

/** A run with how far it came. */
type DescribedRun = Run & StoredRun;

/** Trains a run to its end, and writes down what the trainer tells. @throws TammesError of the trainer. */
export async function trainRun(
  store: Store,
  runId: number,
  checkpoint: Uint8Array | null,
  { signal, onEvent, spawn }: RunOptions,
): Promise<DescribedRun> {
  const { db } = store;
  const run = findRun(db, runId);
  const { spec } = run;
  const timeline = timelineFiles(store, runId);
  let frames = 0;
  let backend = { id: '', device: '' };
  let seconds = stopwatch(null);
  try {
    const samples = await samplesOfRun(store, runId);
    const data = { ...samples, pretrained: await plainLayer(db) };
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
          seconds = stopwatch(await lastEpoch(store, runId));
          await addProvenance(
            store,
            runId,
            await provenanceOf(
              { backend: backend.id, device: backend.device, firstEpoch: event.firstEpoch },
              samples,
            ),
          );
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
        case 'epoch': {
          const metrics = { ...event.metrics, ...seconds() };
          await appendEpoch(store, runId, metrics);
          onEvent({ type: 'epoch', metrics });
          break;
        }
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
          onEvent({ type: 'finished', ...storeHead(store, run, event.head, verdict), verdict });
          break;
        }
        default:
          onEvent(event);
      }
    }
  } catch (error) {
    const failure = toFailure(error);
    endRun(db, runId, signal.aborted ? 'cancelled' : 'failed');
    // A trainer that was asked to stop and did not end in time was killed: that is a cancellation, too.
    if (!signal.aborted || failure.problem !== 'trainer-ended') {
      onEvent({ type: 'failed', failure });
      throw error;
    }
    onEvent({ type: 'cancelled', epoch: (await lastEpoch(store, runId))?.epoch ?? 0 });
  }
  return describeRun(store, runId);
}

/** Counts the seconds of training on from the last epoch that is kept, unless an older version trained that without a clock. */
function stopwatch(last: EpochMetrics | null): () => Pick<EpochMetrics, 'seconds'> {
  const started = performance.now();
  const before = last === null ? 0 : last.seconds;
  return () => (before === undefined ? {} : { seconds: before + (performance.now() - started) / 1000 });
}

function storeHead(
  { db }: Store,
  { id: runId, spec, featureVersion }: StoredRun,
  data: Uint8Array,
  verdict: HeadVerdict | null,
): { headId: number; hash: string } {
  return transaction(db, () => {
    const name = runName({ id: runId, spec });
    const { kind, dim } = spec.head;
    endRun(db, runId, 'finished');
    const hasCentres = decodeHead(data, name).centres !== null;
    const backboneId = backboneOfVersion(featureVersion);
    const head = { name, kind, dim, loss: spec.loss, runId, backboneId, data, hasCentres, verdict };
    const { id: headId, hash } = addHead(db, head);
    return { headId, hash };
  });
}

/** A run with the metrics of its last epoch that can be read, and what it was trained on. @throws TammesError 'run-unknown' or 'run-damaged' */
export async function describeRun(store: Store, runId: number): Promise<DescribedRun> {
  const run = findRun(store.db, runId);
  const [last, made] = await Promise.all([lastEpoch(store, runId), readProvenance(store, runId)]);
  return { ...run, lastEpoch: last, data: made.at(-1)?.data ?? null };
}
