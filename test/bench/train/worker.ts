/** Entry of a process that is measured: one backend, one case. */
import { availableParallelism } from 'node:os';
import { openBackend } from '../../../src-main/compute/backend.ts';
import { listBackends } from '../../../src-main/compute/choose-backend.ts';
import type { BackendId } from '../../../src-shared/contract/index.ts';
import type { Tf } from '../../../src-shared/tf.ts';
import type { TrainData } from '../../../src-shared/training/index.ts';
import { prepareRun } from '../../../src-shared/training/prepared-run.ts';
import { batchesOf } from '../../../src-shared/training/sampler.ts';
import { learningRateAt } from '../../../src-shared/training/schedule.ts';
import { Session } from '../../../src-shared/training/session.ts';
import { type Case, dataOf, specOf } from './cases.ts';
import { forgetPeak, peakBytes } from './memory.ts';
import type { FromWorker, Grown, Held, ToWorker } from './messages.ts';

/** Steps before anything is measured: compilers and caches are warm after them. */
const warmUp = 10;

interface Opened extends Pick<FromWorker, 'open'> {
  block(steps: number): Promise<number>;
  grow(steps: number): Promise<Grown>;
}

let opened: Opened | null = null;

process.on('message', (message: ToWorker) => {
  answer(message).then(
    (value) => process.send?.({ value }),
    (error: unknown) => process.send?.({ error: error instanceof Error ? error.message : String(error) }),
  );
});
// The bench is gone: nobody would hear of the result.
process.on('disconnect', () => process.exit());

async function answer(message: ToWorker): Promise<FromWorker[keyof FromWorker]> {
  switch (message.type) {
    case 'list':
      return listBackends();
    case 'open':
      opened = await open(message.backend, message.work);
      return opened.open;
    case 'block':
      return opened!.block(message.steps);
    case 'grow':
      return opened!.grow(message.steps);
  }
}

async function open(id: BackendId, work: Case): Promise<Opened> {
  const { tf, device, compile } = await openBackend(id, { threads: availableParallelism() });
  globalThis.gc?.();
  const before = process.memoryUsage.rss();
  forgetPeak();
  const spec = specOf(work);
  const { run, session } = await start(dataOf(work));
  const batches = endlessBatches();

  /** Holds the data no longer than training does. */
  async function start(data: TrainData) {
    const run = prepareRun(spec, data);
    return { run, session: await Session.open(tf, run, data.features, null, compile) };
  }

  /** As `train` does it: the epoch's batches are dealt in one go. */
  function* endlessBatches(): Generator<number[], never> {
    for (let epoch = 1; ; epoch++) yield* [...batchesOf(run.sampler, run.split.train, run.labels, epoch)];
  }
  const perEpoch = Math.ceil(work.samples / work.batchSize);
  const step = () =>
    session.step(batches.next().value, learningRateAt(spec, session.position.step + 1, perEpoch));

  async function block(steps: number): Promise<number> {
    const started = performance.now();
    for (let i = 0; i < steps; i++) step();
    // The work is done when its result is there.
    await session.lastLoss();
    return performance.now() - started;
  }

  async function grow(steps: number): Promise<Grown> {
    await block(1);
    const first = held(tf);
    let largest = Math.max(first.tensorBytes, peakOfStep);
    for (let i = 1; i < steps; i++) {
      step();
      largest = Math.max(largest, tf.memory().numBytes);
      // A reading now and then, as in training: queues do not grow without end.
      if (i % 10 === 0) await session.lastLoss();
    }
    await session.lastLoss();
    return {
      steps,
      first,
      last: held(tf),
      peak: peakBytes() - before,
      tensorPeak: largest,
    };
  }

  /**
   * The largest sum of all tensors at any moment of a step; 0 if profiling needs clocks that a GPU may lack. To be
   * the first step: later ones go past tfjs's accounts (replay.ts), and free everything as soon or sooner.
   */
  async function withinStep(): Promise<number> {
    if (id !== 'wasm' && id !== 'cpu') return 0;
    const { peakBytes } = await tf.profile(async () => {
      step();
      await session.lastLoss();
    });
    return peakBytes;
  }

  const peakOfStep = await withinStep();
  await block(warmUp);
  return { open: { device, tfjs: tf.version_core }, block, grow };
}

function held(tf: Tf): Held {
  const { numTensors, numBytes } = tf.memory();
  return { tensors: numTensors, tensorBytes: numBytes, rss: process.memoryUsage.rss() };
}
