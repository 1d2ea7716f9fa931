/** The trainer: an async generator of events over epochs and steps. */
import type { Compile } from '../compute/index.ts';
import type { EpochMetrics, TrainSpec } from '../contract/index.ts';
import type { Tf } from '../tf.ts';
import { type Checkpoint, decodeCheckpoint, encodeCheckpoint } from './checkpoint.ts';
import { type FramePlan, hasFrame, planFrames } from './frames.ts';
import { encodeHead } from './head.ts';
import { headFrom } from './head-from.ts';
import { prepareRun, type TrainData } from './prepared-run.ts';
import { batchesOf, stepsPerEpoch } from './sampler.ts';
import { learningRateAt } from './schedule.ts';
import { Session } from './session.ts';

/** What a trainer yields; the contract's `TrainEvent` is made from these. */
export type TrainerEvent =
  | {
      type: 'started';
      people: number;
      leftOut: number;
      trainSamples: number;
      validationSamples: number;
      firstEpoch: number;
    }
  /** Class centres are being spread before the first step. `share`: of that work, from 0 to 1. */
  | { type: 'spreading'; share: number; remainingSeconds: number }
  /** The frames that there will be; `step`: how far the run has come. */
  | { type: 'timeline'; plan: FramePlan; step: number }
  /** `centres`: unit vectors, one a class in the order of the plan's people, row by row. */
  | { type: 'frame'; step: number; epoch: number; centres: Float32Array }
  | { type: 'step'; step: number; steps: number; loss: number }
  | { type: 'epoch'; metrics: EpochMetrics }
  | { type: 'checkpoint'; epoch: number; bytes: Uint8Array }
  | { type: 'cancelled'; epoch: number }
  /** `head`: safetensors bytes, see `decodeHead`. */
  | { type: 'finished'; head: Uint8Array };

export interface TrainOptions {
  signal?: AbortSignal;
  /** Bytes of a `checkpoint` event of the same spec and data, to go on from. */
  checkpoint?: Uint8Array;
  /** Milliseconds, for the remaining time and for how often the loss is read. */
  clock: () => number;
  /** What the backend can do to take steps faster. */
  compile?: Compile | undefined;
}

/** Milliseconds between two readings of the loss: a GPU would wait for each. */
const readingInterval = 100;

/**
 * Trains a head. The same spec, data and backend give the same weights; going on from a checkpoint gives
 * what the undisturbed run would have given. A cancelled run ends with a checkpoint at the very step.
 *
 * @throws TammesError 'too-few-people', 'diverged', or 'bad-input' for the loss or its parameters.
 */
export async function* train(
  tf: Tf,
  spec: TrainSpec,
  data: TrainData,
  { signal, checkpoint, clock, compile }: TrainOptions,
): AsyncGenerator<TrainerEvent> {
  const run = prepareRun(spec, data);
  const { train: samples, validation } = run.split;
  const from = checkpoint === undefined ? null : decodeCheckpoint(checkpoint);
  const session = await Session.open(tf, run, data.features, from, compile);
  try {
    const { position } = session;
    const firstEpoch = position.epoch + 1;
    yield {
      type: 'started',
      people: run.people.length,
      leftOut: run.leftOut,
      trainSamples: samples.length,
      validationSamples: validation.length,
      firstEpoch,
    };
    if (spec.centres === 'spread' && from === null) {
      yield* spreading(session, clock, signal);
      if (signal?.aborted) {
        // Without a checkpoint: the run begins anew where it is resumed.
        yield { type: 'cancelled', epoch: 0 };
        return;
      }
    }
    const perEpoch = stepsPerEpoch(run.sampler, samples.length);
    const steps = spec.epochs * perEpoch;
    const { people } = run;
    const { epochs, head } = spec;
    const source = session.hasCentres ? 'learned' : 'means';
    const plan = planFrames({ people, dim: head.dim, source, steps, epochs, perEpoch });
    yield { type: 'timeline', plan, step: position.step };
    if (position.step === 0) yield await frameOf(session, perEpoch);
    const started = { at: clock(), step: position.step };
    let lastReading = started.at;
    while (position.epoch < spec.epochs && !isPatienceOver(spec, position)) {
      const batches = [...batchesOf(run.sampler, samples, run.labels, position.epoch + 1)];
      for (const batch of batches.slice(position.batch)) {
        if (signal?.aborted) {
          const bytes = encodeCheckpoint(await session.snapshot());
          yield { type: 'checkpoint', epoch: position.epoch, bytes };
          yield { type: 'cancelled', epoch: position.epoch };
          return;
        }
        session.step(batch, learningRateAt(spec, position.step + 1, perEpoch));
        if (source === 'learned' && hasFrame(plan, position.step)) yield await frameOf(session, perEpoch);
        if (clock() - lastReading >= readingInterval) {
          yield { type: 'step', step: position.step, steps, loss: await session.lastLoss() };
          await yieldToOthers();
          lastReading = clock();
        }
      }
      await session.lastLoss();
      const measures = await session.endEpoch();
      const perStep = (clock() - started.at) / (position.step - started.step) / 1000;
      const metrics = {
        epoch: position.epoch,
        epochs: spec.epochs,
        learningRate: learningRateAt(spec, position.step, perEpoch),
        ...measures,
        remainingSeconds: perStep * (steps - position.step),
      };
      yield { type: 'epoch', metrics };
      if (source === 'means' && hasFrame(plan, position.step)) yield await frameOf(session, perEpoch);
      const bytes = encodeCheckpoint(await session.snapshot());
      yield { type: 'checkpoint', epoch: position.epoch, bytes };
    }
    // Ended early, on a step without one.
    if (!hasFrame(plan, position.step)) yield await frameOf(session, perEpoch);
    yield { type: 'finished', head: encodeHead(headFrom(run, await session.result())) };
  } finally {
    session.close();
  }
}

/** Spreads the class centres unless it is told to stop, and says every now and then how far that is. */
async function* spreading(
  session: Session,
  clock: () => number,
  signal: AbortSignal | undefined,
): AsyncGenerator<Extract<TrainerEvent, { type: 'spreading' }>> {
  const started = clock();
  let lastAt = started;
  for await (const share of session.spreadCentres()) {
    if (clock() - lastAt < readingInterval) continue;
    lastAt = clock();
    const remainingSeconds = ((lastAt - started) / 1000) * (1 / share - 1);
    if (share > 0) yield { type: 'spreading', share, remainingSeconds };
    await yieldToOthers();
    if (signal?.aborted) return;
  }
}

async function frameOf(
  session: Session,
  perEpoch: number,
): Promise<Extract<TrainerEvent, { type: 'frame' }>> {
  const { step } = session.position;
  return { type: 'frame', step, epoch: Math.floor(step / perEpoch), centres: await session.centres() };
}

function isPatienceOver({ patience }: TrainSpec, { sinceBest }: Pick<Checkpoint, 'sinceBest'>): boolean {
  return patience !== null && sinceBest >= patience;
}

/** A turn of the event loop, so that a cancellation can arrive. Timers would take a millisecond. */
function yieldToOthers(): Promise<void> {
  const { setImmediate } = globalThis as { setImmediate?: (done: () => void) => void };
  return new Promise((resolve) => (setImmediate ?? setTimeout)(resolve));
}
