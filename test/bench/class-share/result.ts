/** What `bench class-share` and `bench classes` find, as it is kept. */
import { z } from 'zod';
import { figure } from '../recipes/result.ts';
import { headerSchema } from '../results.ts';

/** How well people never seen are found, by the share of the classes that each step sees. */
export const accuracyResult = z.object({
  header: headerSchema,
  /** First seed; the draws have this and those that follow. */
  seed: z.int(),
  draws: z.int(),
  batchSize: z.int(),
  losses: z.array(
    z.object({
      loss: z.string(),
      /** Classes trained on, in the mean. */
      people: z.number(),
      rows: z.array(
        z.object({
          /** 1: all classes, with another seed. */
          share: z.number(),
          /** Of the head after the last step, and half of the way to it, each beside that of all classes: DIR at FAR 1 %. */
          whole: figure,
          half: figure,
        }),
      ),
    }),
  ),
});
export type AccuracyResult = z.infer<typeof accuracyResult>;

/** What a step takes. */
const step = z.object({
  share: z.number(),
  /** Classes that a step sees. */
  seen: z.int(),
  /** Milliseconds, the median of the rounds. */
  milliseconds: z.number(),
  /** The same of all processors together, which others who use the machine change little. */
  processor: z.number(),
  /** Of the processor time of a step with all classes, the median of the rounds; null if that did not fit. */
  ratio: z.number().nullable(),
  /** Bytes held from step to step by all tensors, and the most that the process held over what it held before. */
  held: z.number(),
  peak: z.number(),
});
export type StepFigures = z.infer<typeof step>;

export const stepsResult = z.object({
  header: headerSchema,
  batchSize: z.int(),
  dim: z.int(),
  backends: z.array(
    z.object({
      backend: z.string(),
      device: z.string(),
      sizes: z.array(
        z.object({
          classes: z.int(),
          steps: z.array(step),
          failed: z.array(z.object({ share: z.number(), why: z.string() })),
        }),
      ),
    }),
  ),
});
export type StepsResult = z.infer<typeof stepsResult>;
