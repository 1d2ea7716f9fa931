import type { EpochMetrics, TrainSpec } from '../contract/index.ts';
import { TammesError } from '../errors.ts';
import { findLoss, type Loss, type ParameterValues, resolveParameters } from '../losses/index.ts';
import type { Tensor, Tensor1D, Tensor2D, Tf } from '../tf.ts';
import { type Checkpoint, decodeCheckpoint, encodeCheckpoint } from './checkpoint.ts';
import { embed, encodeHead, type Head, initialWeights, normalised } from './head.ts';
import { forward } from './head-layers.ts';
import { angleMetrics } from './metrics.ts';
import { learningRateAt, type Optimiser, optimiserFor, type Tensors } from './optimiser.ts';
import { randomFrom, shuffled } from './random.ts';
import type { Weights } from './safetensors.ts';
import { type Split, splitByPhoto } from './split.ts';
import { foldIn, type Standardisation, standardisationOf, standardise } from './standardise.ts';

/** Labelled features, one entry a face; the same order gives the same run. */
export interface TrainData {
  /** 256 numbers each. */
  features: Float32Array[];
  /** Index into `people`. */
  labels: number[];
  /** Photo that each face is on. */
  photos: number[];
  people: string[];
  /** The backbone's own last layer, 256x128. */
  pretrained: Float32Array;
}

/** What a trainer yields; the contract's `TrainEvent` is made from these. */
export type TrainerEvent =
  | { type: 'started'; people: number; trainSamples: number; validationSamples: number; firstEpoch: number }
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
  /** Milliseconds, for the remaining time. */
  clock: () => number;
}

/**
 * Trains a head. The same spec, data and backend give the same weights; going on from a checkpoint gives
 * what the undisturbed run would have given.
 *
 * @throws TammesError 'too-few-people', or 'bad-input' for the loss or its parameters.
 */
export async function* train(
  tf: Tf,
  spec: TrainSpec,
  data: TrainData,
  { signal, checkpoint, clock }: TrainOptions,
): AsyncGenerator<TrainerEvent> {
  const run = prepare(spec, data);
  const session = openSession(tf, run, checkpoint === undefined ? null : decodeCheckpoint(checkpoint));
  try {
    const firstEpoch = session.epoch + 1;
    yield {
      type: 'started',
      people: data.people.length,
      trainSamples: run.split.train.length,
      validationSamples: run.split.validation.length,
      firstEpoch,
    };
    const started = clock();
    for (let epoch = firstEpoch; epoch <= spec.epochs; epoch++) {
      let total = 0;
      for (const batch of batchesOf(run, epoch)) {
        // A turn of the event loop, so that a cancellation can arrive.
        await new Promise((resolve) => setTimeout(resolve));
        if (signal?.aborted) {
          yield { type: 'cancelled', epoch: epoch - 1 };
          return;
        }
        const loss = await session.step(batch, learningRateAt(spec, epoch));
        total += loss * batch.length;
        yield { type: 'step', step: session.steps, steps: spec.epochs * stepsIn(run), loss };
      }
      session.epoch = epoch;
      const perEpoch = (clock() - started) / (epoch - firstEpoch + 1) / 1000;
      const metrics = session.measure();
      yield {
        type: 'epoch',
        metrics: {
          epoch,
          epochs: spec.epochs,
          learningRate: learningRateAt(spec, epoch),
          loss: total / run.split.train.length,
          ...metrics,
          remainingSeconds: perEpoch * (spec.epochs - epoch),
        },
      };
      yield { type: 'checkpoint', epoch, bytes: encodeCheckpoint(session.snapshot()) };
    }
    yield { type: 'finished', head: headOf(run, session.snapshot()) };
  } finally {
    session.close();
  }
}

/** A spec made ready: checked, split, with its loss and optimiser. */
interface Run {
  spec: TrainSpec;
  data: TrainData;
  loss: Loss;
  values: ParameterValues;
  optimiser: Optimiser;
  split: Split;
  standardisation: Standardisation;
  /** Standardised, one entry a face. */
  features: Float32Array[];
}

function prepare(spec: TrainSpec, data: TrainData): Run {
  const loss = findLoss(spec.loss);
  const values = resolveParameters(loss, spec.parameters);
  if (data.people.length < 2) {
    throw new TammesError(
      'too-few-people',
      `There are labelled faces of ${data.people.length === 1 ? 'one person' : 'nobody'}.`,
      'Add photos of at least two people, each in a folder of their own.',
    );
  }
  const split = splitByPhoto(data.photos, data.labels, spec.validation, spec.seed);
  const standardisation = standardisationOf(split.train.map((i) => data.features[i]!));
  const features = data.features.map((feature) => standardise(feature, standardisation));
  return {
    spec,
    data,
    loss,
    values,
    optimiser: optimiserFor(spec.optimiser),
    split,
    standardisation,
    features,
  };
}

/** An epoch's batches, as sample indices; the last may be smaller. */
function* batchesOf({ spec, split }: Run, epoch: number): Generator<number[]> {
  const order = shuffled(split.train.length, randomFrom(spec.seed, 2, epoch));
  for (let start = 0; start < order.length; start += spec.batchSize) {
    yield Array.from(order.subarray(start, start + spec.batchSize), (index) => split.train[index]!);
  }
}

function stepsIn({ spec, split }: Run): number {
  return Math.ceil(split.train.length / spec.batchSize);
}

/** Starting values: the head's weights as `head/…` and the loss's own tensors as `loss/…`. */
function initialParameters(run: Run): Record<string, Weights> {
  const { spec, data, loss } = run;
  const { kind, dim } = spec.head;
  const weights = initialWeights(spec.head, data.pretrained, randomFrom(spec.seed, 3));
  const parameters: Record<string, Weights> = {};
  for (const [name, value] of Object.entries(weights)) parameters[`head/${name}`] = value;
  for (const [name, shape] of Object.entries(loss.trainables(data.people.length, dim))) {
    const values = new Float32Array(shape.reduce((product, side) => product * side, 1));
    parameters[`loss/${name}`] = { shape, values };
  }
  const centres = parameters['loss/centres'];
  if (centres !== undefined) imprint(centres.values, run, { kind, dim, weights, centres: null, people: [] });
  return parameters;
}

/**
 * Class centres start at the mean direction of their own embeddings (Qi, Brown and Lowe 2018, "Low-Shot Learning
 * with Imprinted Weights"): with few photos a person, random ones take longer to find their place than there is data.
 */
function imprint(centres: Float32Array, { data, split, features }: Run, head: Head): void {
  for (const i of split.train) {
    const row = centres.subarray(data.labels[i]! * head.dim, (data.labels[i]! + 1) * head.dim);
    const [embedding] = embed(head, [features[i]!]);
    for (let j = 0; j < head.dim; j++) row[j]! += embedding![j]!;
  }
  for (let c = 0; c < data.people.length; c++) {
    const row = centres.subarray(c * head.dim, (c + 1) * head.dim);
    row.set(normalised(row));
  }
}

/** Tensors on the device, and what is done with them. */
interface Session {
  /** Last finished epoch. */
  epoch: number;
  /** Steps taken since the run began. */
  readonly steps: number;
  /** One optimiser step on a batch of sample indices; answers with its mean loss. */
  step(batch: number[], learningRate: number): Promise<number>;
  measure(): Pick<EpochMetrics, 'ownAngle' | 'nearestOtherAngle' | 'validation'>;
  snapshot(): Checkpoint;
  close(): void;
}

function openSession(tf: Tf, run: Run, from: Checkpoint | null): Session {
  const { data, loss, values, optimiser, split } = run;
  const width = run.features[0]!.length;
  const toTensors = (weights: Record<string, Weights>): Tensors =>
    Object.fromEntries(
      Object.entries(weights).map(([name, value]) => [name, tf.tensor(value.values, value.shape, 'float32')]),
    );
  let parameters = toTensors(from?.parameters ?? initialParameters(run));
  let state = toTensors(from?.state ?? {});
  let steps = from?.step ?? 0;

  const features = (indices: readonly number[]): Tensor2D =>
    tf.tensor2d(concat(indices.map((i) => run.features[i]!)), [indices.length, width]);
  const labels = (indices: readonly number[]): Tensor1D =>
    tf.tensor1d(
      indices.map((i) => data.labels[i]!),
      'int32',
    );

  return {
    epoch: from?.epoch ?? 0,
    get steps() {
      return steps;
    },
    async step(batch, learningRate) {
      steps++;
      const next = tf.tidy(() => {
        const pass = forward(tf, part(parameters, 'head/'), features(batch));
        const trainables = part(parameters, 'loss/');
        const {
          perSample,
          embeddings,
          trainables: lossGradients,
        } = loss.evaluate(tf, { embeddings: pass.embeddings, labels: labels(batch), trainables }, values);
        const gradients = {
          ...prefixed('head/', pass.backward(embeddings)),
          ...prefixed('loss/', lossGradients),
        };
        const updated = optimiser.update(tf, { parameters, state, gradients, learningRate, step: steps });
        return { ...updated, loss: tf.mean(perSample) };
      });
      tf.dispose([parameters, state]);
      ({ parameters, state } = next);
      const [value] = await next.loss.data();
      next.loss.dispose();
      return value!;
    },
    measure() {
      const centres = parameters['loss/centres'] as Tensor2D;
      const of = (indices: readonly number[]) => {
        const embeddings = tf.tidy(
          () => forward(tf, part(parameters, 'head/'), features(indices)).embeddings,
        );
        const own = labels(indices);
        const metrics = angleMetrics(tf, embeddings, centres, own);
        tf.dispose([embeddings, own]);
        return metrics;
      };
      const { ownAngle, nearestOtherAngle } = of(split.train);
      const total = split.validation.length;
      const validation = total === 0 ? null : { correct: of(split.validation).correct, total };
      return { ownAngle, nearestOtherAngle, validation };
    },
    snapshot() {
      return { epoch: this.epoch, step: steps, parameters: toWeights(parameters), state: toWeights(state) };
    },
    close() {
      tf.dispose([parameters, state]);
    },
  };
}

function headOf({ spec, data, standardisation }: Run, { parameters }: Checkpoint): Uint8Array {
  const weights = foldIn(part(parameters, 'head/'), standardisation);
  const { centres = null } = part(parameters, 'loss/');
  return encodeHead({ kind: spec.head.kind, dim: spec.head.dim, weights, centres, people: data.people });
}

/** The entries whose name begins with a prefix, without it. */
function part<T>(entries: Record<string, T>, prefix: string): Record<string, T> {
  return Object.fromEntries(
    Object.entries(entries)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, value]) => [name.slice(prefix.length), value]),
  );
}

function prefixed(prefix: string, entries: Tensors): Tensors {
  return Object.fromEntries(Object.entries(entries).map(([name, value]) => [prefix + name, value]));
}

function toWeights(tensors: Record<string, Tensor>): Record<string, Weights> {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, tensor]) => [
      name,
      { shape: tensor.shape, values: Float32Array.from(tensor.dataSync()) },
    ]),
  );
}

function concat(rows: readonly Float32Array[]): Float32Array {
  const width = rows[0]!.length;
  const all = new Float32Array(rows.length * width);
  for (const [i, row] of rows.entries()) all.set(row, i * width);
  return all;
}
