/** Reference values of losses from a file (schema `loss-golden/1`), and its names as ours. */
import { z } from 'zod';
import { TammesError } from '../../errors/index.ts';
import type { Loss, ParameterValues } from '../parts/loss.ts';

const vector = z.array(z.number().nullable());
const matrix = z.array(vector);
const tensor = z.union([z.number(), vector, matrix]);
const parameter = z.union([z.number(), z.string(), z.boolean()]);
const base = z.object({ loss: z.string(), params: z.record(z.string(), parameter) });

const rows = z.array(z.array(z.number()).min(1)).min(1);

const goldenInput = z
  .object({
    X: rows,
    /** Row = class. */
    W: rows,
    y: z.array(z.int().min(0)),
  })
  .refine(({ X, W }) => [...X, ...W].every(({ length }) => length === X[0]?.length), {
    message: 'all rows of X and W must have one length',
  })
  .refine(({ X, y }) => y.length === X.length, { message: 'y needs one label for each row of X' })
  .refine(({ W, y }) => y.every((label) => label < W.length), { message: 'y names a class that W lacks' });

const goldenCase = z.object({
  id: z.string(),
  loss_name: z.string(),
  input: z.string(),
  params: z.record(z.string(), z.union([parameter, base])),
  state: z.record(z.string(), tensor).optional(),
  loss: z.number(),
  perSample: vector.optional(),
  dX: matrix.optional(),
  dW: matrix.optional(),
  dCos: matrix.optional(),
  dB: vector.optional(),
  dBias: z.number().optional(),
  extra: z.looseObject({ tieSensitive: z.boolean().optional() }).optional(),
  updated: z.record(z.string(), tensor).optional(),
});

/** A file of reference values. `null` stands for "not defined, do not compare". */
export const goldenFile = z.object({
  schema: z.literal('loss-golden/1'),
  inputs: z.record(z.string(), goldenInput),
  cases: z.array(goldenCase).min(1),
});
export type GoldenFile = z.infer<typeof goldenFile>;
export type GoldenInput = z.infer<typeof goldenInput>;
export type GoldenCase = z.infer<typeof goldenCase>;
type Values = z.infer<typeof tensor>;

/** A case in our words. */
export interface Translated {
  /** A loss's id, or null: the regulariser alone. */
  loss: string | null;
  regulariser: string | null;
  parameters: ParameterValues;
  trainables: Record<string, Values>;
  state: Record<string, Values>;
  draws: Record<string, Values>;
  /** The state after the call, as far as the file has it. */
  updated: Record<string, Values>;
}

/** Short names of the file, if one name means the same in every loss. */
const common: Record<string, string> = { s: 'scale', m: 'margin', gamma: 'scale', K: 'subcentres' };

/** Names that differ from loss to loss, and names of no use to us (''). */
const byLoss: Record<string, Record<string, string>> = {
  combined_margin: { m1: 'multiplier', m2: 'angularMargin', m3: 'cosineMargin' },
  sphereface: { iteration: '', schedule: '' },
  uniformface: { lambda: 'uniformWeight', alpha: 'uniformAlpha', centersMode: 'uniformCentres', base: '' },
  contrastive: { posMargin: 'positiveMargin', negMargin: 'margin', normalize: 'normalise' },
  triplet: { normalize: 'normalise', squared: 'distance' },
  sphereface2: { alpha: 'balance', r: 'scale', t: 'power', lw: 'weight' },
  magface: {
    la: 'lowerNorm',
    ua: 'upperNorm',
    lm: 'lowerMargin',
    um: 'upperMargin',
    lambdaG: 'lengthWeight',
    easy: 'mode',
  },
  adaface: { h: 'spread', tAlpha: 'share' },
  proxy_anchor: { alpha: 'scale' },
  mhe: { power: 'mhePower', half: 'mheHalf' },
};

const stateNames: Record<string, string> = {
  centers: 'means',
  s: 'scale',
  t: 'meanCosine',
  std: 'deviation',
  queue: 'stored',
};

/** @throws TammesError 'bad-input' that names the case and what is unknown in it. */
export function translate({ id, loss_name, params, state = {}, updated = {} }: GoldenCase): Translated {
  const parameters: Record<string, number | string> = {};
  const take = (name: string, loss: string, value: z.infer<typeof parameter>) => {
    const ours = byLoss[loss]?.[name] ?? common[name] ?? name;
    if (ours !== '') parameters[ours] = parameterOf(ours, value);
  };
  let loss: string | null = loss_name;
  let regulariser: string | null = null;
  for (const [name, value] of Object.entries(params)) {
    if (typeof value !== 'object') take(name, loss_name, value);
    else if (name === 'base') {
      loss = value.loss;
      for (const [inner, number] of Object.entries(value.params)) take(inner, value.loss, number);
    } else throw new TammesError('golden-parameter-wrong', { case: id, name });
  }
  if (loss_name === 'uniformface') regulariser = 'uniform';
  if (loss_name === 'mhe') [loss, regulariser] = [null, 'mhe'];
  if (loss_name.startsWith('adacos_')) {
    loss = 'adacos';
    parameters.variant = loss_name.slice('adacos_'.length);
  }
  if (loss === 'sphereface') parameters.annealing = 'fixed';
  const renamed = (values: Record<string, Values>) =>
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => {
        if (loss_name === 'uniformface' && name === 'centers') return ['uniformMeans', value];
        return [stateNames[name] ?? name, value];
      }),
    );
  const { b, bias, margins, lambdaPerClass, ...rest } = renamed(state);
  const trainables: Record<string, Values> = {};
  if (b !== undefined) trainables.bias = b;
  if (bias !== undefined) trainables.bias = bias;
  const remembered = lambdaPerClass === undefined ? rest : { ...rest, ...mixtureOf(lambdaPerClass) };
  if (Array.isArray(lambdaPerClass)) parameters.lambda = Math.max(...lambdaPerClass.map(Number)) || 0.15;
  return {
    loss,
    regulariser,
    parameters,
    trainables,
    state: remembered,
    draws: margins === undefined ? {} : { margins },
    updated: renamed(updated),
  };
}

function parameterOf(name: string, value: number | string | boolean): number | string {
  if (typeof value !== 'boolean') return value;
  if (name === 'distance') return value ? 'squared' : 'euclidean';
  if (name === 'mode') return value ? 'easy' : 'linear';
  return value ? 'yes' : 'no';
}

/** VPL's share of each class as the steps that lead to it: stored just now, or never. */
function mixtureOf(shares: Values): Record<string, Values> {
  const steps = 10_000;
  const storedAt = (shares as number[]).map((share) => (share > 0 ? steps : -1e9));
  return { steps, storedAt };
}

/** The name under which a loss keeps the rows of W. */
export function centresName(loss: Loss): string | null {
  const names = Object.keys(loss.trainables(2, 2, { subcentres: 1 }));
  return names.find((name) => name === 'centres' || name === 'subCentres') ?? null;
}
