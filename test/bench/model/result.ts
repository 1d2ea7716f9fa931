/** What `bench model` finds, as it is kept. */
import { z } from 'zod';
import { headerSchema } from '../results.ts';

const fold = z.object({ fold: z.int(), right: z.int(), of: z.int() });
export type Fold = z.infer<typeof fold>;

const contestant = z.object({
  name: z.string(),
  /** The largest difference of a number from ours; null: they are ours. */
  largest: z.number().nullable(),
  folds: z.array(fold),
});
export type Contestant = z.infer<typeof contestant>;

export const modelResult = z.object({
  header: headerSchema,
  set: z.string(),
  faces: z.int(),
  people: z.int(),
  pairs: z.object({ same: z.int(), different: z.int() }),
  contestants: z.array(contestant),
});
export type ModelResult = z.infer<typeof modelResult>;
