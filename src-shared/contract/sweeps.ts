/** Sweeps: losses × settings × seeds as one plan, every candidate judged by people kept out, the chosen one by people nobody saw. */
import { z } from 'zod';
import { failureSchema } from '../errors/index.ts';
import { job } from './jobs.ts';
import { changed } from './journal.ts';
import { method } from './method.ts';
import { qualityLimits } from './quality.ts';
import { tagCondition } from './tags.ts';
import { runStatus } from './training.ts';
import { openSetMeasures } from './verdict.ts';

/** What candidates are measured by: the right person first, and that over the threshold which a share of the strangers reaches. */
export const sweepMeasures = ['top1', 'dir@10%', 'dir@1%', 'dir@0.1%'] as const;
export type SweepMeasure = (typeof sweepMeasures)[number];

const settingValue = z.union([z.number(), z.string(), z.boolean(), z.null()]);
export type SettingValue = z.infer<typeof settingValue>;

const settingRange = z
  .union([
    settingValue,
    z.array(settingValue).min(1).max(100),
    z.strictObject({
      from: z.number(),
      to: z.number(),
      scale: z.enum(['linear', 'log']).default('linear').describe('Where values are drawn evenly.'),
    }),
  ])
  .describe('One value, a list of values, or a range to draw from (methods random and halving).');
export type SettingRange = z.infer<typeof settingRange>;

/** Everything that decides a sweep: the same plan, faces and backend give the same table. */
export const sweepPlan = z.strictObject({
  losses: z
    .union([z.literal('all'), z.array(z.string()).min(1)])
    .default('all')
    .describe('Names of losses, or all. Settings that are not given come from the recipe of each loss.'),
  settings: z
    .record(z.string(), settingRange)
    .default({})
    .describe(
      'Settings of training by their path, such as optimiser.learningRate, and parameters of losses, such as parameters.margin.',
    ),
  seeds: z
    .int()
    .min(1)
    .max(100)
    .default(3)
    .describe('How often each candidate is trained, each time with another seed.'),
  method: z
    .enum(['grid', 'random', 'halving'])
    .default('grid')
    .describe(
      'grid: every combination. random: some drawn at random. halving: all begin with few seeds, and the better half goes on.',
    ),
  candidates: z
    .int()
    .min(2)
    .max(2000)
    .nullable()
    .default(null)
    .describe(
      'random and halving: how many combinations are drawn; halving without it takes every combination.',
    ),
  hidden: z
    .number()
    .min(0.1)
    .max(0.5)
    .default(0.25)
    .describe('Share of the people whom no candidate sees or is chosen by: they judge the chosen one.'),
  seed: z
    .int()
    .min(0)
    .default(1)
    .describe('Decides who is hidden, who is kept out in which fold, and what is drawn.'),
  limits: qualityLimits.nullable().default(null).describe('Faces that do not keep to these are left out.'),
  without: tagCondition.nullable().default(null).describe('Faces that have this tag are left out.'),
});
export type SweepPlan = z.infer<typeof sweepPlan>;

/** A difference to the pretrained head, with its standard error over people. */
const gain = z.object({ gain: z.number(), error: z.number() });
export type Gain = z.infer<typeof gain>;

/** What a fold says of a head: at each share of the way, in the order of `sweepMeasures`. */
export const trialFold = z.object({
  /** Of the pretrained head. */
  base: z.array(z.number()),
  shares: z.array(z.object({ share: z.number(), gains: z.array(gain) })).min(1),
});
export type TrialFold = z.infer<typeof trialFold>;

/** One candidate trained with one seed. */
export const trialResult = z.object({
  /** Empty if it failed. */
  folds: z.array(trialFold),
  /** Why it could not be trained: a result, too. */
  failure: failureSchema.nullable(),
  /** Of a processor core. */
  seconds: z.number(),
});
export type TrialResult = z.infer<typeof trialResult>;

const people = z.object({ people: z.int(), photos: z.int() });

/** What a sweep is made on. */
export const sweepFacts = z.object({
  /** SHA-256 of the samples, as of a run. */
  data: z.string(),
  /** Candidates see these, and not those. */
  given: people,
  hidden: people,
  folds: z.int(),
  backend: z.string(),
  /** Processes that train at the same time. */
  processes: z.int(),
});
export type SweepFacts = z.infer<typeof sweepFacts>;

/** What is known before a sweep starts. */
export const sweepCost = sweepFacts.pick({ given: true, hidden: true, folds: true, processes: true }).extend({
  candidates: z.int(),
  trials: z.int(),
  /** Heads to train: one in each fold of each trial. */
  heads: z.int(),
  /** By a short trial of each loss on this machine as it is busy now. */
  seconds: z.number(),
});
export type SweepCost = z.infer<typeof sweepCost>;

/** The chosen candidate on the hidden people. */
export const hiddenResult = z.object({ candidate: z.int(), share: z.number(), measures: openSetMeasures });
export type HiddenResult = z.infer<typeof hiddenResult>;

const sweepRow = z.object({
  /** Number of the candidate, from 0. */
  candidate: z.int(),
  loss: z.string(),
  /** Those that differ between candidates, by path; without those that the loss does not have. */
  settings: z.record(z.string(), settingValue),
  /** Seeds trained so far. */
  seeds: z.int(),
  /** Successive halving stopped it: others were better. */
  stopped: z.boolean(),
  /** Of the way, as the folds chose it. */
  share: z.number(),
  /** There, in the order of `sweepMeasures`; empty if all its trials failed. */
  gains: z.array(gain),
  /** All the way, or as far as it was tried. */
  furthest: z.array(gain),
  failure: failureSchema.nullable(),
  seconds: z.number(),
});
export type SweepRow = z.infer<typeof sweepRow>;

export const sweepInfo = z.object({
  id: z.int(),
  plan: sweepPlan,
  status: runStatus,
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
  /** Worked on it, without the time between a stop and a resumption. */
  seconds: z.number(),
  facts: sweepFacts,
  trials: z.object({ done: z.int(), total: z.int() }),
});
export type SweepInfo = z.infer<typeof sweepInfo>;

/** The chosen one's gain in the measure that is selected by, told three ways. */
export const sweepChoice = z.object({
  candidate: z.int(),
  share: z.number(),
  /** As it was chosen: the best of many promises too much. */
  chosen: gain,
  /** Each fold's gain of what the other folds would have chosen: without that excess. Null with one fold. */
  nested: gain.nullable(),
  /** On people whom no candidate saw and by whom none was chosen; null as long as the sweep is not at its end. */
  hidden: openSetMeasures.nullable(),
});
export type SweepChoice = z.infer<typeof sweepChoice>;

export const sweepReport = sweepInfo.extend({
  /** The best first. */
  rows: z.array(sweepRow),
  /** Of the pretrained head, in the order of `sweepMeasures`; null before the first trial. */
  base: z.array(z.number()).nullable(),
  measure: z.enum(sweepMeasures),
  choice: sweepChoice.nullable(),
  /** The share of the candidates' differences that each setting explains, the largest first. */
  importance: z.array(z.object({ setting: z.string(), share: z.number() })),
});
export type SweepReport = z.infer<typeof sweepReport>;

const sweepId = z.object({ sweepId: z.int() });

export const sweepMethods = {
  /** What a plan costs; trains each loss for a moment to say so. */
  'sweeps.cost': method(sweepPlan, sweepCost),
  'sweeps.start': method(sweepPlan, z.object({ sweepId: z.int(), job })),
  /** Goes on with one that was stopped. */
  'sweeps.resume': method(sweepId, job),
  /** Stops one, in whichever process it runs; the trials that are done stay. */
  'sweeps.cancel': method(sweepId, z.undefined()),
  /** Newest first. */
  'sweeps.list': method(z.undefined(), z.array(sweepInfo)),
  'sweeps.get': method(sweepId, sweepReport),
  'sweeps.remove': method(sweepId, changed),
};
