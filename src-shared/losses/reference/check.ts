/** Compares the losses with reference values. */
import { TammesError } from '../../errors/index.ts';
import type { Tensor, Tensor1D, Tensor2D, Tf } from '../../tf.ts';
import { type Batch, type Evaluation, type InitialTensor, initialTensors, type Loss } from '../parts/loss.ts';
import { resolveParameters } from '../parts/parameters.ts';
import type { Regulariser } from '../regularisers/regulariser.ts';
import {
  centresName,
  type GoldenCase,
  type GoldenFile,
  type GoldenInput,
  type Translated,
  translate,
} from './golden.ts';

/** What is compared, in the order of the table. */
export const quantities = ['value', 'perSample', 'features', 'centres', 'cosines', 'state'] as const;
export type Quantity = (typeof quantities)[number];

/** Worst error of each quantity that a case gives, in parts of its largest reference value. */
export interface CaseErrors {
  id: string;
  lossName: string;
  /** Whether float32 should come near to all its digits here. */
  isWellConditioned: boolean;
  errors: Partial<Record<Quantity, number>>;
}

/** Finds losses by id; the registry hands itself in. */
export interface Registry {
  compose(id: string, regulariser: string | null): Loss;
  findRegulariser(id: string): Regulariser;
}

/** Below this relative error a loss counts as right in float32. */
export const tolerance = 2e-4;

export const isRight = ({ errors }: CaseErrors) => Object.values(errors).every((error) => error <= tolerance);

/**
 * Evaluates every case of a file.
 * @throws TammesError 'bad-input' that names the case, for an unknown loss, parameter or input.
 */
export async function* checkLosses(tf: Tf, file: GoldenFile, registry: Registry): AsyncGenerator<CaseErrors> {
  for (const golden of file.cases) {
    const input = file.inputs[golden.input];
    if (input === undefined) {
      throw new TammesError('golden-input-missing', { case: golden.id, input: golden.input });
    }
    yield {
      id: golden.id,
      lossName: golden.loss_name,
      isWellConditioned: isWellConditioned(input),
      errors: compare(golden, input, await evaluateCase(tf, golden, input, registry)),
    };
  }
}

/** @throws TammesError 'bad-input' that names the case, for shapes that do not fit each other, too. */
async function evaluateCase(
  tf: Tf,
  golden: GoldenCase,
  input: GoldenInput,
  registry: Registry,
): Promise<Answers> {
  try {
    return await evaluate(tf, golden, input, registry);
  } catch (cause) {
    const { message, remedy = null } = cause as { message: string; remedy?: string };
    throw new TammesError('golden-not-evaluated', { case: golden.id, reason: message, remedy }, { cause });
  }
}

/** Our answers to a case, as plain numbers. */
interface Answers {
  value: number;
  terms: number[];
  features: number[];
  centres: number[] | null;
  bias: number[] | null;
  cosines: number[] | null;
  state: Record<string, number[]>;
  expectedState: Translated['updated'];
}

async function evaluate(
  tf: Tf,
  golden: GoldenCase,
  input: GoldenInput,
  registry: Registry,
): Promise<Answers> {
  const translated = translate(golden);
  const { parameters, updated } = translated;
  const regulariser =
    translated.regulariser === null ? null : registry.findRegulariser(translated.regulariser);
  const loss = translated.loss === null ? null : registry.compose(translated.loss, translated.regulariser);
  const owner = loss ?? regulariser!;
  const values = resolveParameters(owner, parameters);
  const name = loss === null ? 'centres' : centresName(loss);
  const tensors = tf.tidy(() => {
    const batch = batchOf(
      tf,
      input,
      translated,
      name,
      owner.state?.(input.W.length, input.W[0]!.length, values),
    );
    const evaluation =
      loss === null ? alone(tf, regulariser!, batch, values) : loss.evaluate(tf, batch, values);
    const { values: terms, counted } = evaluation.terms();
    const gradients = evaluation.trainables;
    const found: Record<string, Tensor> = {
      value: evaluation.value,
      terms,
      features: evaluation.embeddings,
      ...(counted && { counted }),
      ...(name !== null && { centres: gradients[name]! }),
      ...(gradients.bias && { bias: gradients.bias }),
      ...(evaluation.cosines && { cosines: evaluation.cosines }),
      ...prefixed(evaluation.state),
    };
    return found;
  });
  const numbers: Record<string, number[]> = {};
  for (const [key, tensor] of Object.entries(tensors)) numbers[key] = Array.from(await tensor.data());
  tf.dispose(tensors);
  const { counted } = numbers;
  return {
    value: numbers.value![0]!,
    terms: counted ? numbers.terms!.filter((_, i) => counted[i]! > 0) : numbers.terms!,
    features: numbers.features!,
    centres: numbers.centres ?? null,
    bias: numbers.bias ?? null,
    cosines: numbers.cosines ?? null,
    state: Object.fromEntries(
      Object.entries(numbers).flatMap(([key, value]) =>
        key.startsWith(statePrefix) ? [[key.slice(statePrefix.length), value]] : [],
      ),
    ),
    expectedState: updated,
  };
}

const statePrefix = 'state/';

const prefixed = (state: Record<string, Tensor>) =>
  Object.fromEntries(Object.entries(state).map(([name, tensor]) => [statePrefix + name, tensor]));

/** A regulariser by itself, as if it were a loss. */
function alone(
  tf: Tf,
  regulariser: Regulariser,
  batch: Batch,
  values: Parameters<Loss['evaluate']>[2],
): Evaluation {
  const { value, centres, embeddings, state = {} } = regulariser.evaluate(tf, batch, values);
  const raw = batch.trainables.centres as Tensor2D;
  return {
    value,
    terms: () => ({ values: value }),
    embeddings: embeddings ?? (tf.zerosLike(batch.embeddings) as Tensor2D),
    trainables: { centres: centres ?? tf.zerosLike(raw) },
    cosines: null,
    state,
  };
}

/** @param first the state that a loss begins with, for what the file leaves out. */
function batchOf(
  tf: Tf,
  input: GoldenInput,
  translated: Translated,
  name: string | null,
  first: Readonly<Record<string, InitialTensor>> | undefined,
): Batch {
  const tensors = (values: Translated['state']) =>
    Object.fromEntries(
      Object.entries(values).map(([key, value]) => [key, tf.tensor(value as number[], undefined, 'float32')]),
    );
  return {
    embeddings: tf.tensor2d(input.X),
    labels: tf.tensor1d(input.y, 'int32') as Tensor1D,
    trainables: { ...tensors(translated.trainables), ...(name !== null && { [name]: tf.tensor2d(input.W) }) },
    state: { ...initialTensors(tf, first), ...tensors(translated.state) },
    draws: tensors(translated.draws),
  };
}

function compare(golden: GoldenCase, input: GoldenInput, answers: Answers): CaseErrors['errors'] {
  const errors: CaseErrors['errors'] = { value: errorOf([answers.value], [golden.loss]) };
  // Mining hangs on comparisons closer than rounding: only that the value is near means anything.
  if (golden.extra?.tieSensitive) return { value: Math.max(0, errors.value! - looseValue) };
  const note = (name: Quantity, actual: number[] | null, expected: (number | null)[] | undefined) => {
    if (expected === undefined) return;
    const error = actual === null ? Number.POSITIVE_INFINITY : errorOf(actual, expected);
    errors[name] = Math.max(errors[name] ?? 0, error);
  };
  if (golden.perSample !== undefined) note('perSample', answers.terms, golden.perSample);
  if (golden.dX !== undefined) {
    const skipped = rowsBeyondFloat32(input, golden.params);
    const kept = golden.dX.map((_, i) => i).filter((i) => !skipped.has(i));
    const alongCentre = exactRows(input);
    const exact = kept.filter((i) => alongCentre.has(i));
    const others = kept.filter((i) => !alongCentre.has(i));
    const width = input.X[0]!.length;
    const rowsOf = (rows: number[]) =>
      rows.flatMap((i) => answers.features.slice(i * width, (i + 1) * width));
    const largest = Math.max(1, ...golden.dX.flat().map((value) => Math.abs(value ?? 0)));
    note(
      'features',
      rowsOf(others),
      others.flatMap((i) => golden.dX![i]!),
    );
    // At a target angle of exactly 0 or pi the gradient has no direction: compared absolutely.
    const exactError = errorOf(
      rowsOf(exact),
      exact.flatMap((i) => golden.dX![i]!),
      largest,
    );
    errors.features = Math.max(errors.features ?? 0, exactError);
  }
  if (answers.centres !== null) {
    // A missing gradient of W is zero.
    note('centres', answers.centres, golden.dW?.flat() ?? answers.centres.map(() => 0));
  }
  if (golden.dB !== undefined) note('centres', answers.bias, golden.dB);
  if (golden.dBias !== undefined) note('centres', answers.bias, [golden.dBias]);
  if (golden.dCos !== undefined) note('cosines', answers.cosines, golden.dCos.flat());
  for (const [name, expected] of Object.entries(answers.expectedState)) {
    note('state', answers.state[name] ?? null, [expected].flat(2));
  }
  return errors;
}

/** How far a value may be off, in parts of itself, if ties decide what is mined. */
const looseValue = 0.25;

/** Largest difference over the largest expected number; where that is 0, the largest difference. */
function errorOf(actual: readonly number[], expected: readonly (number | null)[], size?: number): number {
  if (actual.length !== expected.length) return Number.POSITIVE_INFINITY;
  const largest = size ?? Math.max(0, ...expected.map((value) => Math.abs(value ?? 0)));
  let worst = 0;
  for (const [i, value] of expected.entries()) {
    if (value === null) continue;
    const difference = Math.abs(actual[i]! - value) / (largest || 1);
    if (!(difference <= worst)) worst = Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference;
  }
  return worst;
}

/** Samples that lie exactly on a class centre's direction or opposite to it. */
function exactRows({ X, W }: GoldenInput): Set<number> {
  const isExact = (x: number[]) => {
    const length = Math.hypot(...x);
    return W.some((w) => {
      const product = x.reduce((sum, value, i) => sum + value * w[i]!, 0);
      return length > 0 && 1 - (product / length / Math.hypot(...w)) ** 2 < 1e-14;
    });
  };
  return new Set(X.flatMap((x, i) => (isExact(x) ? [i] : [])));
}

/** Directions and lengths closer than this, in parts of one, are the same in float32. */
const resolution = 1e-6;

/** Lengths between which nothing is lost to the ends of float32's range. */
const moderate = { least: 0.1, most: 100 };

/** Whether all vectors have a moderate length, and no two of them the same or the opposite direction in float32. */
function isWellConditioned({ X, W }: GoldenInput): boolean {
  const vectors = [...X, ...W].map((vector) => ({ vector, length: Math.hypot(...vector) }));
  if (vectors.some(({ length }) => length < moderate.least || length > moderate.most)) return false;
  const units = vectors.map(({ vector, length }) => vector.map((value) => value / length));
  const distance = (a: number[], b: number[], sign: 1 | -1) =>
    Math.hypot(...a.map((value, k) => value - sign * b[k]!));
  return units.every((a, i) =>
    units.slice(0, i).every((b) => Math.min(distance(a, b, 1), distance(a, b, -1)) > resolution),
  );
}

/**
 * Samples whose gradient hangs on a difference that float32 does not hold: another sample in all but the same
 * direction, or a length on a bound at which the loss clamps it.
 */
function rowsBeyondFloat32({ X }: GoldenInput, params: GoldenCase['params']): Set<number> {
  const lengths = X.map((x) => Math.hypot(...x));
  const units = X.map((x, i) => x.map((value) => value / (lengths[i] || 1)));
  const isTwin = (a: number[], b: number[]) => {
    const distance = Math.hypot(...a.map((value, k) => value - b[k]!));
    return distance > 0 && distance < resolution;
  };
  const bounds = [params.la, params.ua].filter((value) => typeof value === 'number');
  return new Set(
    X.flatMap((_, i) => {
      const onBound = bounds.some((bound) => Math.abs(lengths[i]! / bound - 1) < resolution);
      return onBound || units.some((other) => isTwin(units[i]!, other)) ? [i] : [];
    }),
  );
}
