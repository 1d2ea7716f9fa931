/** What `bench tammes` finds, as it is kept. */
import { z } from 'zod';
import { headerSchema } from '../results.ts';

const entry = z.object({
  count: z.int(),
  /** Smallest angle found, degrees. */
  angle: z.number(),
  /** `search`, or the name of the proven optimum that the solver writes down. */
  source: z.string(),
  /** Pairs at that angle. */
  kissing: z.int(),
  /** Starts. */
  restarts: z.int(),
  seconds: z.number(),
  /** The commit that solved it; absent of those that the header's commit solved. */
  commit: z.string().nullable().optional(),
});
export type TammesEntry = z.infer<typeof entry>;

export const tammesResult = z.object({
  header: headerSchema,
  seed: z.int(),
  /** By the number of points. */
  entries: z.array(entry),
});
export type TammesResult = z.infer<typeof tammesResult>;
