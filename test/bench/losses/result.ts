/** What `bench losses` finds, as it is kept. */
import { z } from 'zod';
import { headerSchema } from '../results.ts';

const score = z.object({
  seed: z.int(),
  right: z.int(),
  rightOfOne: z.int(),
  of: z.int(),
  smallestAngle: z.number(),
});
export type SeedScore = z.infer<typeof score>;

const head = z.object({
  /** `pretrained`, or the loss. */
  name: z.string(),
  /** What the recipe changes. */
  recipe: z.record(z.string(), z.unknown()),
  scores: z.array(score),
  /** Seeds with which training failed, and why. */
  failed: z.array(z.object({ seed: z.int(), why: z.string() })),
  /** Of all seeds together. */
  seconds: z.number(),
});
export type HeadScores = z.infer<typeof head>;

export const lossesResult = z.object({
  header: headerSchema,
  backend: z.string(),
  people: z.int(),
  faces: z.int(),
  withoutFace: z.int(),
  /** Part of each person's photos that is held out. */
  heldOut: z.number(),
  /** `pretrained` first, then every loss with its recipe for small folders. */
  heads: z.array(head),
  /** The losses that have such a recipe, without it: the losses' and the contract's defaults. */
  plain: z.array(head),
});
export type LossesResult = z.infer<typeof lossesResult>;
