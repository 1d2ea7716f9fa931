import { z } from 'zod';
import { errorCodes } from '../errors.ts';
import { backendId } from './app.ts';
import { method } from './method.ts';

export const embeddingSizes = [2, 3, 64, 128, 256, 512] as const;

/** Everything that decides a training run: same spec, data and backend give the same weights. */
export const trainSpec = z.object({
  loss: z.string(),
  /** Values for the loss's own parameters; what is absent takes the loss's default. */
  parameters: z.record(z.string(), z.union([z.number(), z.string()])).default({}),
  head: z
    .object({
      kind: z.enum(['linear', 'mlp']).default('linear'),
      dim: z.literal([...embeddingSizes]).default(128),
      /** `pretrained` starts from the backbone's own last layer; an MLP always starts at random. */
      init: z.enum(['pretrained', 'random']).default('pretrained'),
      /** Width of the MLP's hidden layer. */
      hidden: z.int().min(8).max(2048).default(256),
    })
    .prefault({}),
  optimiser: z
    .object({
      kind: z.enum(['sgd', 'adam']).default('adam'),
      learningRate: z.number().positive().max(10).default(0.001),
      /** Used by SGD only. */
      momentum: z.number().min(0).lt(1).default(0.9),
      weightDecay: z.number().min(0).max(1).default(0.0005),
    })
    .prefault({}),
  schedule: z
    .object({
      kind: z.enum(['constant', 'step', 'cosine']).default('cosine'),
      /** Step schedule: the rate is multiplied by `factor` after each `every` epochs. */
      every: z.int().min(1).default(10),
      factor: z.number().positive().max(1).default(0.1),
    })
    .prefault({}),
  epochs: z.int().min(1).max(10_000).default(30),
  batchSize: z.int().min(1).max(8192).default(64),
  /** Part of each person's photos that is kept for validation. */
  validation: z.number().min(0).max(0.9).default(0.2),
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
    trainSamples: z.int(),
    validationSamples: z.int(),
    /** First epoch of this process: above 1 when resumed from a checkpoint. */
    firstEpoch: z.int(),
  }),
  z.object({ type: z.literal('step'), step: z.int(), steps: z.int(), loss: z.number() }),
  z.object({ type: z.literal('epoch'), metrics: epochMetrics }),
  z.object({ type: z.literal('checkpoint'), epoch: z.int() }),
  /** `hash`: SHA-256 of the head's weights as stored. */
  z.object({ type: z.literal('finished'), headId: z.int(), hash: z.string() }),
  z.object({ type: z.literal('cancelled'), epoch: z.int() }),
  z.object({ type: z.literal('failed'), code: z.enum(errorCodes), message: z.string(), remedy: z.string() }),
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

export const head = z.object({
  id: z.int(),
  /** `pretrained`, or the loss and the run's number. */
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
export type Head = z.infer<typeof head>;

export const trainingMethods = {
  'training.start': method(trainSpec, run),
  'training.cancel': method(z.object({ runId: z.int() }), z.undefined()),
  /** Goes on from the last checkpoint of a cancelled, failed or interrupted run. */
  'training.resume': method(z.object({ runId: z.int() }), run),
  'training.runs': method(z.undefined(), z.array(run)),
  'training.history': method(z.object({ runId: z.int() }), z.array(epochMetrics)),
  /** All heads, `pretrained` first. */
  'training.heads': method(z.undefined(), z.array(head)),
};
