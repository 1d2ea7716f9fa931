import { z } from 'zod';
import { failureSchema } from '../errors/index.ts';
import { settingSchemas } from '../training-settings/index.ts';
import { changed } from './journal.ts';
import { method } from './method.ts';
import { qualityLimits } from './quality.ts';
import { tagCondition } from './tags.ts';
import { headVerdict, openSetMeasures } from './verdict.ts';

/**
 * Everything that decides a training run: same spec, data and backend give the same weights. Settings and their bounds
 * are entries of `training-settings`.
 */
export const trainSpec = z.object({
  loss: z.string(),
  /** Values for the loss's own parameters; what is absent takes the loss's default. */
  parameters: z.record(z.string(), z.union([z.number(), z.string()])).default({}),
  /** Something that spreads the class centres, beside the loss; its parameters are among `parameters`. */
  regulariser: z.string().nullable().default(null),
  ...settingSchemas,
  /** Faces that do not keep to these are left out; null, as in all older runs: none is. */
  limits: qualityLimits.nullable().default(null),
  /** Faces with this tag when the run is started are left out, too. */
  without: tagCondition.nullable().default(null),
});
export type TrainSpec = z.infer<typeof trainSpec>;

export const epochMetrics = z.object({
  /** Counted through all folds and the last stage; a stage that ends early leaves numbers out. */
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
  /** The fold, from 0, in which people are kept out; null: the head itself is trained, on everybody. */
  fold: z.int().nullable().default(null),
  /** The head so far on those who are kept out, beside the pretrained one. */
  openSet: openSetMeasures.nullable().default(null),
  remainingSeconds: z.number(),
  /**
   * Seconds of training up to its end, without the time between a stop and a resumption. It is noted when the epoch is written down;
   * older versions noted none.
   */
  seconds: z.number().optional(),
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
    /** How often training is repeated with other people kept out; 0: nobody is. */
    folds: z.int(),
    /** Faces that are known not to be somebody, and are kept away from that person. */
    refusals: z.int().default(0),
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
  /** After the last step: places on the way from the pretrained head are being judged. `share`: of that work, from 0 to 1. */
  z.object({ type: z.literal('judging'), share: z.number(), remainingSeconds: z.number() }),
  /** `hash`: SHA-256 of the head's weights as stored. `verdict`: null if nobody was to be kept out. */
  z.object({
    type: z.literal('finished'),
    headId: z.int(),
    hash: z.string(),
    verdict: headVerdict.nullable(),
  }),
  /** Whole epochs done; the run goes on from the very step at which it was stopped. */
  z.object({ type: z.literal('cancelled'), epoch: z.int() }),
  z.object({ type: z.literal('failed'), failure: failureSchema }),
]);
export type TrainEvent = z.infer<typeof trainEvent>;

export const runStatus = z.enum(['running', 'finished', 'cancelled', 'failed', 'interrupted']);

/** A word by which runs are found and grouped. A comma parts it from the next. */
const runTag = z
  .string()
  .trim()
  .min(1)
  .max(50)
  .regex(/^[^,\n]*$/, 'a tag has no comma')
  .meta({ titles: { en: 'Tag', ja: 'タグ' } });

/** What people note of a run. */
const runNotes = z.object({
  tags: z
    .array(runTag)
    .max(50)
    .transform((tags) => [...new Set(tags)])
    .meta({ titles: { en: 'Tags', ja: 'タグ' } }),
  note: z
    .string()
    .max(10_000)
    .meta({ titles: { en: 'Note', ja: 'メモ' } }),
});
export type RunNotes = z.infer<typeof runNotes>;

export const run = z.object({
  id: z.int(),
  spec: trainSpec,
  status: runStatus,
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
  headId: z.int().nullable(),
  lastEpoch: epochMetrics.nullable(),
  /** SHA-256 of the samples that it was last trained on, see `provenance`; null: not known. */
  data: z.string().nullable(),
  tags: z.array(z.string()),
  note: z.string(),
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
  /** Whether it was trained on features of an older version: it works on those of this one, too, and better once it is trained again. */
  outdated: z.boolean(),
  /** Beside the pretrained head; null: no verdict, as nobody was kept out, or an older version trained it. */
  verdict: headVerdict.nullable(),
  /** Whether it is the one that recognises, unless another is named. */
  active: z.boolean(),
});
export type HeadInfo = z.infer<typeof head>;

/** What a run was trained with beside its settings: from an epoch on, as it may be stopped and go on elsewhere. */
export const provenance = z.object({
  firstEpoch: z.int(),
  /** Of Tammes; the commit is null in a packaged app. */
  version: z.string(),
  commit: z.string().nullable(),
  backend: z.string(),
  device: z.string(),
  /** System, processor and its cores. */
  machine: z.string(),
  /** SHA-256 of the samples: features, shots and numbers of people, in the run's order. */
  data: z.string(),
});
export type Provenance = z.infer<typeof provenance>;

/** What the labelled faces hold for training, and from how many on that is enough. */
export const trainingOutlook = z.object({
  /** With photos of several shots: only they show what stays the same from photo to photo. */
  people: z.int(),
  /** With a single one. */
  singles: z.int(),
  /** Of all of them; near-duplicates count once. */
  photos: z.int(),
  /** `people` from whom on a head was measured to be worth training, beside so many with a single photo. */
  needed: z.int(),
  /** Whether enough people can be kept out to judge a head by. */
  canJudge: z.boolean(),
  /** Faces that a tag leaves out. */
  withoutTag: z.int(),
  /** Faces that are known not to be one of the people, as often as there are people whom they are not. */
  refusals: z.int(),
});
export type TrainingOutlook = z.infer<typeof trainingOutlook>;

export const trainingMethods = {
  /** To be asked before a run is started. `limits` and `without`: as in its spec. */
  'training.outlook': method(trainSpec.pick({ limits: true, without: true }), trainingOutlook),
  'training.start': method(trainSpec, run),
  'training.cancel': method(z.object({ runId: z.int() }), z.undefined()),
  /** Goes on from the last checkpoint of a cancelled, failed or interrupted run. */
  'training.resume': method(z.object({ runId: z.int() }), run),
  'training.runs': method(z.undefined(), z.array(run)),
  /** What is absent stays as it is. */
  'training.annotate': method(runNotes.partial().extend({ runId: z.int() }), changed),
  /** Removes a run that is not being trained, and its head. It can be undone until another one is removed. */
  'training.remove': method(z.object({ runId: z.int() }), z.undefined()),
  'training.undoRemoval': method(z.object({ runId: z.int() }), z.undefined()),
  /** Earliest first; empty for runs of older versions. */
  'training.provenance': method(z.object({ runId: z.int() }), z.array(provenance)),
  'training.history': method(z.object({ runId: z.int() }), z.array(epochMetrics)),
  /** All heads, `pretrained` first. */
  'training.heads': method(z.undefined(), z.array(head)),
  /** Makes a head the active one. */
  'training.useHead': method(z.object({ headId: z.int() }), z.undefined()),
};
