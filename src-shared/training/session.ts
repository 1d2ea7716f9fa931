import { type Compile, type Compiled, compileNothing, type Tensors } from '../compute/index.ts';
import { TammesError } from '../errors/index.ts';
import { initialTensors } from '../losses/index.ts';
import { rowsOf } from '../operations.ts';
import { randomFrom } from '../random.ts';
import { spreadCentres } from '../sphere/index.ts';
import type { Scalar, Tensor2D, Tf } from '../tf.ts';
import { batchInputs } from './batch-inputs.ts';
import { keepsBest, noteEpoch } from './best-epoch.ts';
import { notYet, type Position, type Snapshot } from './checkpoint.ts';
import { type EmbedBlocks, inBlocks } from './embed-blocks.ts';
import { forward, type Mode, runningNames } from './head-layers.ts';
import { imprint } from './imprint.ts';
import { initialWeights } from './initial-weights.ts';
import { type Measures, measure } from './measure.ts';
import { unit } from './metrics.ts';
import { initialState } from './optimiser.ts';
import type { PreparedRun } from './prepared-run.ts';
import type { StoredTensor } from './safetensors.ts';
import { seenClasses, seenRows } from './sampled-classes.ts';
import { stepsPerEpoch } from './sampler.ts';
import { standardisedRows } from './standardise.ts';
import { type StepInputs, type StepOutputs, stepOf } from './step.ts';
import { toTensors, toWeights } from './stored-tensors.ts';
import { entriesOutside, entriesUnder, mapped, prefixed } from './tensor-names.ts';

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
  readonly #embedBlocks: EmbedBlocks;
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
    this.#embedBlocks = inBlocks(tf, run.people.length, (indices) => this.#embed(indices));
  }

  /**
   * @param features of all samples, 256 numbers each. They are copied to the device, and not needed any more.
   * @param from a checkpoint of the same run to go on from.
   */
  static async open(
    tf: Tf,
    run: PreparedRun,
    features: readonly Float32Array[],
    from: Snapshot | null,
    compile: Compile = compileNothing,
  ): Promise<Session> {
    const steps = run.spec.epochs * stepsPerEpoch(run.sampler, run.split.train.length);
    const step = compile(stepOf(tf, run), steps);
    const shape: [number, number] = [features.length, run.standardisation.mean.length];
    const samples = tf.tensor2d(standardisedRows(features, run.standardisation), shape);
    if (from !== null) {
      const { parameters, state, ...position } = from;
      return new Session(tf, run, step, samples, toTensors(tf, parameters), toTensors(tf, state), position);
    }
    const head = initialWeights(
      run.spec.head,
      run.pretrained,
      run.standardisation,
      randomFrom(run.spec.seed, 3),
    );
    const { hidden } = run.spec.head;
    const running = head.hiddenScale && {
      'head/hiddenMean': tf.zeros([hidden]),
      'head/hiddenVariance': tf.ones([hidden]),
    };
    const position = { epoch: 0, batch: 0, step: 0, best: notYet, bestEpoch: 0, sinceBest: 0 };
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
    Object.assign(session.#state, initialState(tf, run, session.#parameters));
    return session;
  }

  /**
   * For a run that begins with fixed centres, before its first step: puts centres that are spread as far as can be in the
   * place of the imprinted ones, each near its class's own. Yields the share that is done.
   */
  async *spreadCentres(): AsyncGenerator<number, void, undefined> {
    const imprinted = this.#parameters['loss/centres'] as Tensor2D;
    const rows = yield* spreadCentres(await imprinted.array(), this.#run.spec.seed);
    const spread = this.#tf.tensor2d(Float32Array.from(rows.flatMap((row) => [...row])), imprinted.shape);
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
    const { classes, labels } = seenClasses(this.#run, this.position.step, batch);
    const seen = seenRows(this.#tf, classes);
    const inputs = {
      parameters: seen.of(this.#parameters),
      samples: { features: this.#features },
      state: seen.of(entriesOutside(this.#state, 'best/')),
      batch: batchInputs(this.#tf, this.#run, this.position.step, batch, labels),
      factors: this.#factors(learningRate),
    };
    const { parameters, state, results } = this.#step.run(inputs);
    for (const [name, tensor] of Object.entries(seen.into(this.#parameters, parameters))) {
      this.#parameters[name]!.dispose();
      this.#parameters[name] = tensor;
    }
    this.#replace(seen.into(this.#state, state));
    seen.close();
    this.#tf.dispose([inputs.batch, inputs.factors, this.#last ?? []]);
    this.#last = results.value;
    this.position.batch++;
  }

  /**
   * The last step's loss.
   * @throws TammesError 'diverged' if it is no number any more.
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
    const centres = await this.#centres();
    const measures = await measure(tf, this.#run, this.#embedBlocks, centres);
    // On some backends the maximum of NaN is a number, and a loss looks well over weights that are not.
    if (!Number.isFinite(measures.ownAngle)) throw this.#diverged();
    const loss = total / this.#run.split.train.length;
    const isBest = noteEpoch(position, this.#run.spec.select, loss, measures);
    if (isBest && keepsBest(this.#run)) {
      const best = { ...this.#trained(), ...this.#running() };
      for (const [name, tensor] of Object.entries(best)) {
        this.#replace({ [`best/${name}`]: tensor.clone() });
      }
    }
    return { loss, ...measures };
  }

  /** The epoch that `result` is of. */
  get resultEpoch(): number {
    return keepsBest(this.#run) ? this.position.bestEpoch : this.position.epoch;
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
  async snapshot(): Promise<Snapshot> {
    return {
      ...this.position,
      parameters: await toWeights(this.#parameters),
      state: await toWeights(this.#state),
    };
  }

  /** What training has come to: the parameters, averaged or of the best epoch if asked for, and running numbers. */
  async result(): Promise<Record<string, StoredTensor>> {
    const best = entriesUnder(this.#state, 'best/');
    if (Object.keys(best).length > 0) return toWeights(best);
    return toWeights({ ...this.#trained(), ...this.#running() });
  }

  close(): void {
    this.#step.close();
    this.#tf.dispose([this.#features, this.#parameters, this.#state, this.#last ?? [], this.#means ?? []]);
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
      const perClass = start.shape[0]! / people.length;
      this.#parameters[`loss/${name}`] = await imprint(this.#tf, this.#run, this.#embedBlocks, perClass);
    }
    Object.assign(this.#parameters, prefixed('loss/', initialTensors(this.#tf, others)));
    const state = loss.state?.(people.length, dim, values);
    Object.assign(this.#state, prefixed('loss/', initialTensors(this.#tf, state)));
  }

  /** The learned class centres, else the mean directions of the classes. They stay the session's. */
  async #centres(): Promise<Tensor2D> {
    const learned = this.#trained()['loss/centres'] as Tensor2D | undefined;
    if (learned !== undefined) return learned;
    this.#means ??= await imprint(this.#tf, this.#run, this.#embedBlocks, 1);
    return this.#means;
  }

  #embed(indices: readonly number[]): Tensor2D {
    const tf = this.#tf;
    const features = rowsOf(tf, this.#features, tf.tensor1d([...indices], 'int32'));
    const running = entriesUnder(this.#state, 'head/');
    return forward(tf, entriesUnder(this.#trained(), 'head/'), running, features, evaluation).embeddings;
  }

  /** What is measured and kept: the averages if there are any. */
  #trained(): Tensors {
    const averages = entriesUnder(this.#state, 'average/');
    return Object.keys(averages).length > 0 ? averages : this.#parameters;
  }

  /** The head's running numbers, if it has any. */
  #running(): Tensors {
    const names = runningNames.map((name) => `head/${name}`).filter((name) => name in this.#state);
    return Object.fromEntries(names.map((name) => [name, this.#state[name]!]));
  }

  /** Puts tensors in place of those of the state, which are freed. */
  #replace(next: Tensors): void {
    for (const [name, tensor] of Object.entries(next)) {
      this.#state[name]?.dispose();
      this.#state[name] = tensor;
    }
  }
}
