import { z } from 'zod';
import { failureSchema } from '../errors/index.ts';
import { backendId } from './app.ts';
import { method } from './method.ts';
import { qualityLimits } from './quality.ts';

export const embeddingSizes = [2, 3, 64, 128, 256, 512] as const;

/** Everything that decides a training run: same spec, data and backend give the same weights. */
export const trainSpec = z.object({
  loss: z.string(),
  /** Values for the loss's own parameters; what is absent takes the loss's default. */
  parameters: z.record(z.string(), z.union([z.number(), z.string()])).default({}),
  /** Something that spreads the class centres, beside the loss; its parameters are among `parameters`. */
  regulariser: z.string().nullable().default(null),
  /**
   * The loss's class centres: `learned` with the head, or `spread`: fixed as far apart as the solver of the Tammes
   * problem brings them, while the head alone is trained.
   */
  centres: z.enum(['learned', 'spread']).default('learned'),
  head: z
    .object({
      kind: z.enum(['linear', 'mlp']).default('linear'),
      dim: z.literal([...embeddingSizes]).default(128),
      /** `pretrained` starts from the backbone's own last layer; an MLP always starts at random. */
      init: z.enum(['pretrained', 'random']).default('pretrained'),
      /** Width of the MLP's hidden layer. */
      hidden: z.int().min(8).max(2048).default(256),
      /** MLP only: batch normalisation of the hidden layer. */
      batchNorm: z.boolean().default(false),
      /** MLP only: share of the hidden layer that is dropped in training. */
      dropout: z.number().min(0).max(0.9).default(0),
    })
    .prefault({}),
  optimiser: z
    .object({
      kind: z.enum(['sgd', 'adam']).default('adam'),
      learningRate: z.number().positive().max(10).default(0.001),
      /** Used by SGD only. */
      momentum: z.number().min(0).lt(1).default(0.9),
      weightDecay: z.number().min(0).max(1).default(0.0005),
      /** All gradients together are made no longer than this; null: never. */
      clip: z.number().positive().nullable().default(null),
      /** Decay of the moving average of the weights that the head takes in the end; null: the last weights. */
      averageDecay: z.number().min(0).lt(1).nullable().default(null),
    })
    .prefault({}),
  schedule: z
    .object({
      kind: z.enum(['constant', 'step', 'cosine']).default('cosine'),
      /** Step schedule: the rate is multiplied by `factor` after each `every` epochs. */
      every: z.int().min(1).default(10),
      factor: z.number().positive().max(1).default(0.1),
      /** Epochs over which the rate rises from nothing. */
      warmupEpochs: z.number().min(0).max(1000).default(0),
    })
    .prefault({}),
  sampler: z
    .object({
      /** `auto`: `identities` for losses that compare samples, `uniform` for others. */
      kind: z.enum(['auto', 'uniform', 'identities', 'balanced']).default('auto'),
      /** `identities`: photos of each person in a batch. */
      perPerson: z.int().min(2).max(64).default(4),
    })
    .prefault({}),
  epochs: z.int().min(1).max(10_000).default(30),
  batchSize: z.int().min(1).max(8192).default(64),
  /** Part of each person's photos that is kept for validation. */
  validation: z.number().min(0).max(0.9).default(0.2),
  /** Epochs without a better validation after which training ends with the best weights; null: never. */
  patience: z.int().min(1).max(10_000).nullable().default(null),
  /** Train on people with a single photo, too; otherwise they are kept for the gallery alone. */
  trainSingles: z.boolean().default(false),
  /** Faces that do not keep to these are left out; null, as in all older runs: none is. */
  limits: qualityLimits.nullable().default(null),
  seed: z.int().min(0).default(1),
  backend: z.enum(['auto', ...backendId.options]).default('auto'),
});
export type TrainSpec = z.infer<typeof trainSpec>;

export const epochMetrics = z.object({
  epoch: z.int(),
  epochs: z.int(),
  learningRate: z.number(),
  /** Mean loss over the epoch's training samples. */
  loss: z.number(),
  /** Mean angle between an embedding and its own class centre, degrees, training samples. */
  ownAngle: z.number(),
  /** Mean angle between an embedding and the nearest other class centre, degrees. */
  nearestOtherAngle: z.number(),
  /** Training samples by the angle to their own class centre, in bins of five degrees. */
  ownAngles: z.array(z.int()).default([]),
  /** Validation samples whose nearest class centre is their own; null without validation samples. */
  validation: z.object({ correct: z.int(), total: z.int() }).nullable(),
  remainingSeconds: z.number(),
});
export type EpochMetrics = z.infer<typeof epochMetrics>;

export const trainEvent = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('started'),
    backend: z.string(),
    device: z.string(),
    people: z.int(),
    /** People with a single photo who were left out. */
    leftOut: z.int(),
    trainSamples: z.int(),
    validationSamples: z.int(),
    /** First epoch of this process: above 1 when resumed from a checkpoint. */
    firstEpoch: z.int(),
  }),
  /** Class centres are being spread before the first step. `share`: of that work, from 0 to 1. */
  z.object({ type: z.literal('spreading'), share: z.number(), remainingSeconds: z.number() }),
  /** The run's timeline has one more frame; or it `begins`, with those that are kept of it. */
  z.object({ type: z.literal('frame'), frames: z.int(), begins: z.boolean() }),
  z.object({ type: z.literal('step'), step: z.int(), steps: z.int(), loss: z.number() }),
  z.object({ type: z.literal('epoch'), metrics: epochMetrics }),
  z.object({ type: z.literal('checkpoint'), epoch: z.int() }),
  /** `hash`: SHA-256 of the head's weights as stored. */
  z.object({ type: z.literal('finished'), headId: z.int(), hash: z.string() }),
  /** Whole epochs done; the run goes on from the very step at which it was stopped. */
  z.object({ type: z.literal('cancelled'), epoch: z.int() }),
  z.object({ type: z.literal('failed'), failure: failureSchema }),
]);
export type TrainEvent = z.infer<typeof trainEvent>;

export const runStatus = z.enum(['running', 'finished', 'cancelled', 'failed', 'interrupted']);

export const run = z.object({
  id: z.int(),
  spec: trainSpec,
  status: runStatus,
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
  headId: z.int().nullable(),
  lastEpoch: epochMetrics.nullable(),
});
export type Run = z.infer<typeof run>;

/** What a run is called, and its head: the loss and the run's number. */
export function runName({ id, spec }: Pick<Run, 'id' | 'spec'>): string {
  return `${spec.loss}-${id}`;
}

export const head = z.object({
  id: z.int(),
  /** `pretrained`, or `runName`. */
  name: z.string(),
  kind: z.enum(['linear', 'mlp']),
  dim: z.int(),
  loss: z.string().nullable(),
  runId: z.int().nullable(),
  /** Whether it stores learned class centres. */
  hasCentres: z.boolean(),
  hash: z.string(),
  createdAt: z.string(),
});
export type HeadInfo = z.infer<typeof head>;

export const trainingMethods = {
  'training.start': method(trainSpec, run),
  'training.cancel': method(z.object({ runId: z.int() }), z.undefined()),
  /** Goes on from the last checkpoint of a cancelled, failed or interrupted run. */
  'training.resume': method(z.object({ runId: z.int() }), run),
  'training.runs': method(z.undefined(), z.array(run)),
  /** Removes a run that is not being trained, and its head. It can be undone until another one is removed. */
  'training.remove': method(z.object({ runId: z.int() }), z.undefined()),
  'training.undoRemoval': method(z.object({ runId: z.int() }), z.undefined()),
  'training.history': method(z.object({ runId: z.int() }), z.array(epochMetrics)),
  /** All heads, `pretrained` first. */
  'training.heads': method(z.undefined(), z.array(head)),
};
