/** What `bench recipes` finds, as it is kept. */
import { z } from 'zod';
import { headerSchema } from '../results.ts';

export const taskNames = ['own', 'lfw-dev', 'orl', 'caltech-faces'] as const;
export type TaskName = (typeof taskNames)[number];

/** Differences to the pretrained head; `interval` is over the people judged by, all draws together. */
export const figure = z.object({
  value: z.number(),
  base: z.number(),
  difference: z.number(),
  interval: z.tuple([z.number(), z.number()]).nullable(),
});

export const standing = z.enum(['better', 'asGood', 'worse', 'unknown']);

const taskResult = z.object({
  task: z.enum(taskNames),
  /** Share of the way that was chosen in each draw. */
  shares: z.array(z.number()),
  /** In the order of `comparedFalseAlarms`. */
  detection: z.array(figure),
  /** What each draw's verdict says of the people that the task judges, and the difference at FAR 1 % on the hidden test set with its error. */
  verdicts: z.array(z.object({ standing, difference: z.number(), error: z.number() })),
  seconds: z.number(),
});
export type TaskResult = z.infer<typeof taskResult>;

export const recipesResult = z.object({
  header: headerSchema,
  /** First seed; the draws have this and those that follow. */
  seed: z.int(),
  /** Of the way; null: chosen in each draw. */
  share: z.number().nullable(),
  losses: z.array(
    z.object({
      loss: z.string(),
      tasks: z.array(taskResult),
      failed: z.array(z.object({ task: z.enum(taskNames), why: z.string() })),
    }),
  ),
});
export type RecipesResult = z.infer<typeof recipesResult>;
