/** Entry of a process that is measured: one backend, and steps that see a share of the classes. */
import { availableParallelism } from 'node:os';
import { openBackend } from '../../../src-main/compute/backend.ts';
import { type BackendId, trainSpec } from '../../../src-shared/contract/index.ts';
import { randomFrom } from '../../../src-shared/random.ts';
import { notYet, type Snapshot } from '../../../src-shared/training/checkpoint.ts';
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
  /** `milliseconds` of all steps, and of all processors in them. */
  block: { milliseconds: number; processor: number; held: number; peak: number };
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
  const session = await Session.open(tf, run, features, startOf(run), compile);
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
    const used = process.cpuUsage();
    for (let i = 0; i < steps; i++) step();
    // The work is done when its result is there.
    await session.lastLoss();
    const milliseconds = performance.now() - started;
    const { user, system } = process.cpuUsage(used);
    const processor = (user + system) / 1000;
    return { milliseconds, processor, held: tf.memory().numBytes, peak: peakBytes() - before };
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

/** As before the first step. Centres are anywhere: to find a million their place takes longer than to measure them. */
function startOf({ spec, people, optimiser }: PreparedRun): Snapshot {
  const { dim } = spec.head;
  const parameters = {
    'head/weight': someNumbers([featureSize, dim]),
    'head/bias': someNumbers([dim]),
    'loss/centres': someNumbers([people.length, dim]),
  };
  const state: Snapshot['state'] = { epochLoss: { shape: [], values: new Float32Array(1) } };
  for (const [name, { shape, values }] of Object.entries(parameters)) {
    for (const slot of optimiser.slots) {
      state[`slot/${slot}/${name}`] = { shape, values: new Float32Array(values.length) };
    }
  }
  const position = { epoch: 0, batch: 0, step: 0, best: notYet, bestEpoch: 0, sinceBest: 0 };
  return { ...position, parameters, state };
}

/** Evenly from -0.5 to 0.5, by a generator that is quick and no better than it has to be (Marsaglia 2003). */
function someNumbers(shape: number[]): { shape: number[]; values: Float32Array } {
  const values = new Float32Array(shape.reduce((product, length) => product * length));
  let word = 1;
  for (let i = 0; i < values.length; i++) {
    word ^= word << 13;
    word ^= word >>> 17;
    word ^= word << 5;
    values[i] = word / 2 ** 32;
  }
  return { shape, values };
}
