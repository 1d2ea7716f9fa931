/** Entry of a process that is measured: one backend, and steps that see a share of the classes. */
import { availableParallelism } from 'node:os';
import { openBackend } from '../../../src-main/compute/backend.ts';
import { type BackendId, trainSpec } from '../../../src-shared/contract/index.ts';
import { randomFrom } from '../../../src-shared/random.ts';
import { type PreparedRun, prepareRun } from '../../../src-shared/training/prepared-run.ts';
import { seenCount } from '../../../src-shared/training/sampled-classes.ts';
import { Session } from '../../../src-shared/training/session.ts';
import { forgetPeak, peakBytes } from '../train/memory.ts';

export interface StepsWork {
  backend: BackendId;
  classes: number;
  share: number;
  batchSize: number;
  dim: number;
}

export type ToStepsWorker = { type: 'open'; work: StepsWork } | { type: 'block'; steps: number };

export interface FromStepsWorker {
  open: { device: string; seen: number };
  /** `milliseconds` of all steps. */
  block: { milliseconds: number; held: number; peak: number };
}

/** Faces trained on; there are people without one, as a step does not look at them. */
const samples = 4096;
const featureSize = 256;

let block: ((steps: number) => Promise<FromStepsWorker['block']>) | null = null;

process.on('message', (message: ToStepsWorker) => {
  const answer = message.type === 'open' ? open(message.work) : block!(message.steps);
  answer.then(
    (value) => process.send?.({ value }),
    (error: unknown) => process.send?.({ error: error instanceof Error ? error.message : String(error) }),
  );
});
// The bench is gone: nobody would hear of the result.
process.on('disconnect', () => process.exit());

async function open({ backend, share, classes, ...sizes }: StepsWork): Promise<FromStepsWorker['open']> {
  const { tf, device, compile } = await openBackend(backend, { threads: availableParallelism() });
  globalThis.gc?.();
  const before = process.memoryUsage.rss();
  const { run, features } = runOf({ share, classes, ...sizes });
  const session = await Session.open(tf, run, features, null, compile);
  features.length = 0;
  globalThis.gc?.();
  forgetPeak();
  const random = randomFrom(7);
  const step = () => {
    const batch = Array.from({ length: sizes.batchSize }, () => random.integer(samples));
    session.step(batch, 0.001);
  };
  block = async (steps) => {
    const started = performance.now();
    for (let i = 0; i < steps; i++) step();
    // The work is done when its result is there.
    await session.lastLoss();
    const milliseconds = performance.now() - started;
    return { milliseconds, held: tf.memory().numBytes, peak: peakBytes() - before };
  };
  // Recorded, and its graph made.
  await block(1);
  return { device, seen: share === 1 ? classes : seenCount(run.spec, classes) };
}

/** ArcFace and Adam on a linear head. */
function runOf({ classes, share, batchSize, dim }: Omit<StepsWork, 'backend'>) {
  const spec = trainSpec.parse({
    loss: 'arcface',
    classShare: share,
    head: { dim, init: 'random' },
    optimiser: { kind: 'adam', weightDecay: 0 },
    schedule: { kind: 'constant' },
    batchSize,
    epochs: 1000,
    validation: 0,
    strangers: 0,
    trainSingles: true,
  });
  const random = randomFrom(2026);
  const labels = Array.from({ length: samples }, () => random.integer(classes));
  const features = labels.map(() => Float32Array.from({ length: featureSize }, () => random.normal()));
  const people = new Array<string>(classes).fill('');
  const pretrained = new Float32Array(featureSize * dim);
  const photos = [...labels.keys()];
  const run: PreparedRun = {
    ...prepareRun(spec, { features, labels, photos, people, pretrained }),
    // Those without a face, too.
    people,
    labels,
  };
  return { run, features };
}
