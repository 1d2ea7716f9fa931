import { type Compile, type Compiled, compileNothing, type Tensors } from '../compute/index.ts';
import type { EpochMetrics } from '../contract/index.ts';
import { TammesError } from '../errors/index.ts';
import { startTensors } from '../losses/index.ts';
import { rowsOf } from '../operations.ts';
import { randomFrom } from '../random.ts';
import { spreadCentres } from '../sphere/index.ts';
import type { Scalar, Tensor1D, Tensor2D, Tf } from '../tf.ts';
import type { Checkpoint, Position } from './checkpoint.ts';
import { initialWeights } from './head.ts';
import { forward, type Mode, runningNames } from './head-layers.ts';
import { AngleSums, nearestCosines, rowsAtOnce, unit } from './metrics.ts';
import type { PreparedRun } from './prepared-run.ts';
import type { StoredTensor } from './safetensors.ts';
import { stepsPerEpoch } from './sampler.ts';
import { type Standardisation, standardisedRows } from './standardise.ts';
import { type StepInputs, type StepOutputs, stepOf } from './step.ts';
import { entriesOutside, entriesUnder, mapped, prefixed } from './tensor-names.ts';

/** What an epoch is measured by. */
export type Measures = Pick<EpochMetrics, 'ownAngle' | 'nearestOtherAngle' | 'ownAngles' | 'validation'>;

const evaluation: Mode = { isTraining: false, dropout: null };

/**
 * A run's tensors on the device, and what is done with them.
 *
 * `parameters` are trained: `head/…` and `loss/…`. `state` is all else that changes: `head/…` running numbers of
 * batch normalisation, `loss/…` what the loss remembers, `slot/…` of the optimiser, `average/…` of the parameters,
 * `best/…` parameters of the best epoch, and `epochLoss`, the epoch's sum so far.
 */
export class Session {
  readonly #tf: Tf;
  readonly #run: PreparedRun;
  readonly #step: Compiled<StepInputs, StepOutputs>;
  /** All samples' features, standardised: [samples, 256]. */
  readonly #features: Tensor2D;
  #parameters: Tensors;
  #state: Tensors;
  #last: Scalar | null = null;
  /** Mean directions of the classes as they were measured last; null once a step was taken. */
  #means: Tensor2D | null = null;
  readonly position: Position;

  private constructor(
    tf: Tf,
    run: PreparedRun,
    step: Compiled<StepInputs, StepOutputs>,
    features: Tensor2D,
    parameters: Tensors,
    state: Tensors,
    position: Position,
  ) {
    this.#tf = tf;
    this.#run = run;
    this.#step = step;
    this.#features = features;
    this.#parameters = parameters;
    this.#state = state;
    this.position = position;
  }

  /**
   * @param features of all samples, 256 numbers each. They are copied to the device, and not needed any more.
   * @param from a checkpoint of the same run to go on from.
   */
  static async open(
    tf: Tf,
    run: PreparedRun,
    features: readonly Float32Array[],
    from: Checkpoint | null,
    compile: Compile = compileNothing,
  ): Promise<Session> {
    const steps = run.spec.epochs * stepsPerEpoch(run.sampler, run.split.train.length);
    const step = compile(stepOf(tf, run), steps);
    const samples = standardised(tf, features, run.standardisation);
    if (from !== null) {
      const { parameters, state, ...position } = from;
      return new Session(tf, run, step, samples, toTensors(tf, parameters), toTensors(tf, state), position);
    }
    const head = initialWeights(run.spec.head, run.pretrained, randomFrom(run.spec.seed, 3));
    const { hidden } = run.spec.head;
    const running = head.hiddenScale && {
      'head/hiddenMean': tf.zeros([hidden]),
      'head/hiddenVariance': tf.ones([hidden]),
    };
    const position = { epoch: 0, batch: 0, step: 0, bestCorrect: -1, sinceBest: 0 };
    const session = new Session(
      tf,
      run,
      step,
      samples,
      toTensors(tf, prefixed('head/', head)),
      { epochLoss: tf.scalar(0), ...running },
      position,
    );
    await session.#startLoss();
    session.#startOptimiser();
    return session;
  }

  /**
   * For a run that begins with fixed centres, before its first step: puts centres that are spread as far as can be in the
   * place of the imprinted ones, each near its class's own. Yields the share that is done.
   */
  async *spreadCentres(): AsyncGenerator<number, void, undefined> {
    const imprinted = this.#parameters['loss/centres'] as Tensor2D;
    const work = spreadCentres(await imprinted.array(), this.#run.spec.seed);
    let step = work.next();
    for (; !step.done; step = work.next()) yield step.value;
    const spread = this.#tf.tensor2d(
      Float32Array.from(step.value.flatMap((row) => [...row])),
      imprinted.shape,
    );
    this.#parameters['loss/centres'] = spread;
    if (this.#run.spec.optimiser.averageDecay !== null)
      this.#replace({ 'average/loss/centres': spread.clone() });
    imprinted.dispose();
  }

  /** One optimiser step on a batch of sample indices. */
  step(batch: readonly number[], learningRate: number): void {
    this.position.step++;
    this.#means?.dispose();
    this.#means = null;
    const inputs = {
      parameters: this.#parameters,
      samples: { features: this.#features },
      state: entriesOutside(this.#state, 'best/'),
      batch: this.#inputs(batch),
      factors: this.#factors(learningRate),
    };
    const { parameters, state, results } = this.#step.run(inputs);
    for (const [name, tensor] of Object.entries(parameters)) {
      this.#parameters[name]!.dispose();
      this.#parameters[name] = tensor;
    }
    this.#replace(state);
    this.#tf.dispose([inputs.batch, inputs.factors, this.#last ?? []]);
    this.#last = results.value;
    this.position.batch++;
  }

  /**
   * The last step's loss.
   * @throws TammesError 'diverged' where it is no number any more.
   */
  async lastLoss(): Promise<number> {
    const value = this.#last === null ? 0 : (await this.#last.data())[0]!;
    if (!Number.isFinite(value)) throw this.#diverged();
    return value;
  }

  #diverged(): TammesError {
    return new TammesError('training-diverged', { step: this.position.step });
  }

  /**
   * Ends an epoch: its mean loss and measures.
   * @throws TammesError 'diverged'
   */
  async endEpoch(): Promise<Measures & { loss: number }> {
    const tf = this.#tf;
    const { position } = this;
    const total = (await this.#state.epochLoss!.data())[0]!;
    this.#replace({ epochLoss: tf.scalar(0) });
    position.epoch++;
    position.batch = 0;
    const measures = await this.#measure();
    // On some backends the maximum of NaN is a number, and a loss looks well over weights that are not.
    if (!Number.isFinite(measures.ownAngle)) throw this.#diverged();
    const correct = measures.validation?.correct ?? 0;
    const isBetter = correct > position.bestCorrect;
    position.sinceBest = isBetter ? 0 : position.sinceBest + 1;
    // Of equally good epochs the last is kept: it has seen more.
    if (this.#run.spec.patience !== null && correct >= position.bestCorrect) {
      const best = { ...this.#trained(), ...this.#named(runningNames.map((name) => `head/${name}`)) };
      for (const [name, tensor] of Object.entries(best)) {
        this.#replace({ [`best/${name}`]: tensor.clone() });
      }
    }
    position.bestCorrect = Math.max(position.bestCorrect, correct);
    return { loss: total / this.#run.split.train.length, ...measures };
  }

  /** Whether the loss has class centres that are learned. */
  get hasCentres(): boolean {
    return this.#parameters['loss/centres'] !== undefined;
  }

  /**
   * Unit vectors [C][D], row by row: the learned class centres, else the mean directions of the classes.
   * @throws TammesError 'diverged'
   */
  async centres(): Promise<Float32Array> {
    const centres = await this.#centres();
    const directions = this.#tf.tidy(() => unit(this.#tf, centres));
    const values = Float32Array.from(await directions.data());
    directions.dispose();
    if (!values.every(Number.isFinite)) throw this.#diverged();
    return values;
  }

  /** Everything, to go on from here. */
  async snapshot(): Promise<Checkpoint> {
    return {
      ...this.position,
      parameters: await toWeights(this.#parameters),
      state: await toWeights(this.#state),
    };
  }

  /** What training has come to: the parameters, averaged or of the best epoch where asked for, and running numbers. */
  async result(): Promise<Record<string, StoredTensor>> {
    const best = entriesUnder(this.#state, 'best/');
    if (Object.keys(best).length > 0) return toWeights(best);
    const running = this.#named(runningNames.map((name) => `head/${name}`));
    return toWeights({ ...this.#trained(), ...running });
  }

  close(): void {
    this.#step.close();
    this.#tf.dispose([this.#features, this.#parameters, this.#state, this.#last ?? [], this.#means ?? []]);
  }

  /** What a step is shown: `indices`, `labels`, and where there are any `dropout` and `draw/…` of the loss. */
  #inputs(batch: readonly number[]): StepInputs['batch'] {
    const { loss, values, spec } = this.#run;
    const draws = loss.draws?.(batch.length, values, randomFrom(spec.seed, 4, this.position.step)) ?? {};
    const dropout = this.#dropout(batch.length);
    return {
      indices: this.#tf.tensor1d([...batch], 'int32'),
      labels: this.#labels(batch),
      ...(dropout && { dropout }),
      ...prefixed(
        'draw/',
        mapped(draws, (numbers) => this.#tf.tensor1d(numbers)),
      ),
    };
  }

  #factors(learningRate: number): Tensors {
    const factors = this.#run.optimiser.factors(learningRate, this.position.step);
    return mapped(factors, (factor) => this.#tf.scalar(factor));
  }

  /** The loss's own tensors, its class centres at the mean directions of their classes. */
  async #startLoss(): Promise<void> {
    const { loss, values, spec, people } = this.#run;
    const { dim } = spec.head;
    const { centres, subCentres, ...others } = loss.trainables(people.length, dim, values);
    for (const [name, start] of Object.entries({ centres, subCentres })) {
      if (start === undefined) continue;
      this.#parameters[`loss/${name}`] = await this.#imprint(start.shape[0]! / people.length);
    }
    Object.assign(this.#parameters, prefixed('loss/', startTensors(this.#tf, others)));
    const state = loss.state?.(people.length, dim, values);
    Object.assign(this.#state, prefixed('loss/', startTensors(this.#tf, state)));
  }

  #startOptimiser(): void {
    const { optimiser, spec } = this.#run;
    for (const [name, parameter] of Object.entries(this.#parameters)) {
      for (const slot of optimiser.slots) {
        this.#state[`slot/${slot}/${name}`] = this.#tf.zerosLike(parameter);
      }
      if (spec.optimiser.averageDecay !== null) this.#state[`average/${name}`] = parameter.clone();
    }
  }

  /**
   * Class centres start at the mean direction of their own embeddings (Qi, Brown and Lowe 2018, "Low-Shot Learning
   * with Imprinted Weights"): with few photos a person, random ones take longer to find their place than there is
   * data. Of several centres a class each takes its share of the photos.
   */
  async #imprint(perClass: number): Promise<Tensor2D> {
    const { spec, people } = this.#run;
    const { dim } = spec.head;
    const rows = people.length * perClass;
    const sums = new Float32Array(rows * dim);
    const seen = new Int32Array(people.length);
    await this.#overTrain(async (indices, embeddings) => {
      const directions = this.#tf.tidy(() => unit(this.#tf, embeddings));
      const values = await directions.data();
      directions.dispose();
      for (const [k, index] of indices.entries()) {
        const label = this.#run.labels[index]!;
        const row = label * perClass + (seen[label]!++ % perClass);
        for (let j = 0; j < dim; j++) sums[row * dim + j]! += values[k * dim + j]!;
      }
    });
    const random = randomFrom(spec.seed, 6);
    for (let row = 0; row < rows; row++) {
      const own = sums.subarray(row * dim, (row + 1) * dim);
      // A class with fewer photos than centres: the rest begin beside its first.
      if (row % perClass >= seen[Math.floor(row / perClass)]!) {
        const first = (row - (row % perClass)) * dim;
        for (let j = 0; j < dim; j++) own[j] = sums[first + j]! + 0.1 * random.normal();
      }
      const length = Math.hypot(...own) || 1;
      for (let j = 0; j < dim; j++) own[j]! /= length;
    }
    return this.#tf.tensor2d(sums, [rows, dim]);
  }

  /** How training samples, and those to validate on, lie among the class centres. */
  async #measure(): Promise<Measures> {
    const tf = this.#tf;
    const { train, validation } = this.#run.split;
    const centres = await this.#centres();
    const sumsOf = async (samples: readonly number[]) => {
      const sums = new AngleSums();
      await this.#over(samples, async (indices, embeddings) => {
        const { own, other } = tf.tidy(() => nearestCosines(tf, embeddings, centres, this.#labels(indices)));
        sums.add(await own.data(), await other.data());
        tf.dispose([own, other]);
      });
      return sums;
    };
    const trained = await sumsOf(train);
    const validated = validation.length === 0 ? null : await sumsOf(validation);
    return {
      ownAngle: trained.ownAngle,
      nearestOtherAngle: trained.nearestOtherAngle,
      ownAngles: trained.histogram,
      validation: validated && { correct: validated.correct, total: validation.length },
    };
  }

  /** The learned class centres, else the mean directions of the classes. They stay the session's. */
  async #centres(): Promise<Tensor2D> {
    const learned = this.#trained()['loss/centres'] as Tensor2D | undefined;
    if (learned !== undefined) return learned;
    this.#means ??= await this.#imprint(1);
    return this.#means;
  }

  #overTrain(use: (indices: readonly number[], embeddings: Tensor2D) => Promise<void>): Promise<void> {
    return this.#over(this.#run.split.train, use);
  }

  /** Embeds samples block by block. */
  async #over(
    samples: readonly number[],
    use: (indices: readonly number[], embeddings: Tensor2D) => Promise<void>,
  ): Promise<void> {
    const rows = rowsAtOnce(this.#run.people.length);
    for (let start = 0; start < samples.length; start += rows) {
      const indices = samples.slice(start, start + rows);
      const embeddings = this.#tf.tidy(() => this.#embed(indices));
      await use(indices, embeddings);
      embeddings.dispose();
    }
  }

  #embed(indices: readonly number[]): Tensor2D {
    const tf = this.#tf;
    const features = rowsOf(tf, this.#features, tf.tensor1d([...indices], 'int32'));
    const running = entriesUnder(this.#state, 'head/');
    return forward(tf, entriesUnder(this.#trained(), 'head/'), running, features, evaluation).embeddings;
  }

  /** What is measured and kept: the averages where there are any. */
  #trained(): Tensors {
    const averages = entriesUnder(this.#state, 'average/');
    return Object.keys(averages).length > 0 ? averages : this.#parameters;
  }

  #labels(indices: readonly number[]): Tensor1D {
    return this.#tf.tensor1d(
      indices.map((i) => this.#run.labels[i]!),
      'int32',
    );
  }

  #dropout(count: number): Tensor2D | null {
    const { kind, dropout, hidden } = this.#run.spec.head;
    if (kind !== 'mlp' || dropout === 0) return null;
    const random = randomFrom(this.#run.spec.seed, 5, this.position.step);
    const kept = 1 / (1 - dropout);
    const mask = Float32Array.from({ length: count * hidden }, () => (random.uniform() < dropout ? 0 : kept));
    return this.#tf.tensor2d(mask, [count, hidden]);
  }

  #named(names: readonly string[]): Tensors {
    return Object.fromEntries(
      names.flatMap((name) => (this.#state[name] ? [[name, this.#state[name]]] : [])),
    );
  }

  /** Puts tensors in the place of those of the state, which are freed. */
  #replace(next: Tensors): void {
    for (const [name, tensor] of Object.entries(next)) {
      this.#state[name]?.dispose();
      this.#state[name] = tensor;
    }
  }
}

function standardised(tf: Tf, features: readonly Float32Array[], standardisation: Standardisation): Tensor2D {
  const shape: [number, number] = [features.length, standardisation.mean.length];
  return tf.tensor2d(standardisedRows(features, standardisation), shape);
}

function toTensors(tf: Tf, weights: Record<string, StoredTensor>): Tensors {
  return Object.fromEntries(
    Object.entries(weights).map(([name, value]) => [name, tf.tensor(value.values, value.shape, 'float32')]),
  );
}

async function toWeights(tensors: Tensors): Promise<Record<string, StoredTensor>> {
  const weights: Record<string, StoredTensor> = {};
  for (const [name, tensor] of Object.entries(tensors)) {
    weights[name] = { shape: tensor.shape, values: Float32Array.from(await tensor.data()) };
  }
  return weights;
}
