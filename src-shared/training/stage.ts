/** One stage of a run: training on one split, step by step, to the weights that came of it. */
import type { Compile } from '../compute/index.ts';
import type { EpochMetrics } from '../contract/index.ts';
import type { Tf } from '../tf.ts';
import { keepsBest } from './best-epoch.ts';
import type { Position, Snapshot } from './checkpoint.ts';
import { type FramePlan, hasFrame, planFrames } from './frames.ts';
import type { Head } from './head.ts';
import { headFrom } from './head-from.ts';
import type { PreparedRun } from './prepared-run.ts';
import { batchesOf, stepsPerEpoch } from './sampler.ts';
import { learningRateAt } from './schedule.ts';
import { Session } from './session.ts';

/** What a stage yields. Steps and epochs are counted through the whole run. */
export type StageEvent =
  | { type: 'opened' }
  /** Class centres are being spread before the first step. `share`: of that work, from 0 to 1. */
  | { type: 'spreading'; share: number; remainingSeconds: number }
  /** The frames that there will be; `step`: how far the stage has come. */
  | { type: 'timeline'; plan: FramePlan; step: number }
  /** `centres`: unit vectors, one a class in the order of the plan's people, row by row. */
  | { type: 'frame'; step: number; epoch: number; centres: Float32Array }
  | { type: 'step'; step: number; steps: number; loss: number }
  | { type: 'epoch'; metrics: EpochMetrics }
  | { type: 'snapshot'; epoch: number; snapshot: Snapshot }
  | { type: 'cancelled'; epoch: number };

/** A stage of a run, and what comes before it. */
export interface Stage {
  run: PreparedRun;
  /** From 0; null: it gives the head. */
  fold: number | null;
  /** Whether the frames of the run's timeline come from it. */
  isLast: boolean;
  /** Epochs to train for; the schedule of the learning rate goes by those of the spec. */
  epochs: number;
  /** Epochs and steps of the stages before. */
  before: { epochs: number; steps: number };
  /** Epochs and steps of the whole run. */
  all: { epochs: number; steps: number };
}

export interface StageOptions {
  signal: AbortSignal | undefined;
  /** Milliseconds, for the remaining time and for how often the loss is read. */
  clock: () => number;
  compile: Compile | undefined;
}

/** Milliseconds between two readings of the loss: a GPU would wait for each. */
const readingInterval = 100;

/**
 * Trains a stage, from a snapshot of it if there is one.
 * @returns its head, the epochs of it that the head is of, and those trained; null if it was cancelled.
 */
export async function* trainStage(
  tf: Tf,
  stage: Stage,
  features: readonly Float32Array[],
  from: Snapshot | null,
  options: StageOptions,
): AsyncGenerator<StageEvent, { head: Head; epochs: number; trained: number } | null, undefined> {
  const { run, before, isLast } = stage;
  const { signal, clock, compile } = options;
  const session = await Session.open(tf, run, features, from, compile);
  try {
    const { position } = session;
    yield { type: 'opened' };
    if (run.spec.centres === 'spread' && from === null) {
      yield* spreading(session, clock, signal);
      if (signal?.aborted) {
        // Without a snapshot: the stage begins again if the run is resumed.
        yield { type: 'cancelled', epoch: before.epochs };
        return null;
      }
    }
    const plan = planOf(stage, session);
    if (isLast) {
      yield { type: 'timeline', plan, step: position.step };
      if (position.step === 0) yield await frameOf(session, plan, stage);
    }
    const isDone = yield* trainEpochs(stage, session, plan, options);
    if (!isDone) return null;
    // Ended early, on a step without one.
    if (isLast && !hasFrame(plan, position.step)) yield await frameOf(session, plan, stage);
    const head = headFrom(run, await session.result());
    return { head, epochs: session.resultEpoch, trained: position.epoch };
  } finally {
    session.close();
  }
}

/** @returns whether it came to the end, and was not cancelled. */
async function* trainEpochs(
  stage: Stage,
  session: Session,
  plan: FramePlan,
  { signal, clock }: StageOptions,
): AsyncGenerator<StageEvent, boolean, undefined> {
  const { run, before, all, isLast, epochs } = stage;
  const { spec, split, sampler, labels } = run;
  const { position } = session;
  const perEpoch = stepsPerEpoch(sampler, split.train.length);
  const started = { at: clock(), step: position.step };
  let lastReading = started.at;
  const snapshot = async (): Promise<StageEvent> => ({
    type: 'snapshot',
    epoch: before.epochs + position.epoch,
    snapshot: await session.snapshot(),
  });
  while (position.epoch < epochs && !isPatienceOver(run, position)) {
    const batches = [...batchesOf(sampler, split.train, labels, position.epoch + 1)];
    for (const batch of batches.slice(position.batch)) {
      if (signal?.aborted) {
        yield await snapshot();
        yield { type: 'cancelled', epoch: before.epochs + position.epoch };
        return false;
      }
      session.step(batch, learningRateAt(spec, position.step + 1, perEpoch));
      if (isLast && plan.source === 'learned' && hasFrame(plan, position.step)) {
        yield await frameOf(session, plan, stage);
      }
      if (clock() - lastReading >= readingInterval) {
        const step = before.steps + position.step;
        yield { type: 'step', step, steps: all.steps, loss: await session.lastLoss() };
        await yieldToOthers();
        lastReading = clock();
      }
    }
    await session.lastLoss();
    const measures = await session.endEpoch();
    const perStep = (clock() - started.at) / (position.step - started.step) / 1000;
    const metrics = {
      epoch: before.epochs + position.epoch,
      epochs: all.epochs,
      fold: stage.fold,
      learningRate: learningRateAt(spec, position.step, perEpoch),
      ...measures,
      remainingSeconds: perStep * (all.steps - before.steps - position.step),
    };
    yield { type: 'epoch', metrics };
    if (isLast && plan.source === 'means' && hasFrame(plan, position.step)) {
      yield await frameOf(session, plan, stage);
    }
    yield await snapshot();
  }
  return true;
}

function planOf({ run, epochs }: Stage, session: Session): FramePlan {
  const { people, spec, sampler, split } = run;
  const perEpoch = stepsPerEpoch(sampler, split.train.length);
  const source = session.hasCentres ? 'learned' : 'means';
  return planFrames({ people, dim: spec.head.dim, source, steps: epochs * perEpoch, epochs, perEpoch });
}

/** Spreads the class centres unless it is told to stop, and says every now and then how far that is. */
async function* spreading(
  session: Session,
  clock: () => number,
  signal: AbortSignal | undefined,
): AsyncGenerator<Extract<StageEvent, { type: 'spreading' }>> {
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
  { steps }: FramePlan,
  { epochs }: Stage,
): Promise<Extract<StageEvent, { type: 'frame' }>> {
  const { step } = session.position;
  const perEpoch = steps / epochs;
  return { type: 'frame', step, epoch: Math.floor(step / perEpoch), centres: await session.centres() };
}

function isPatienceOver(run: PreparedRun, { sinceBest }: Position): boolean {
  return keepsBest(run) && sinceBest >= run.spec.patience!;
}

/** A turn of the event loop, so that a cancellation can arrive. Timers would take a millisecond. */
export function yieldToOthers(): Promise<void> {
  const { setImmediate } = globalThis as { setImmediate?: (done: () => void) => void };
  return new Promise((resolve) => (setImmediate ?? setTimeout)(resolve));
}
