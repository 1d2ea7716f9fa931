/** What `bench curves` finds, as it is kept. */
import { z } from 'zod';
import { headerSchema } from '../results.ts';

const coverage = z.object({
  figure: z.string(),
  truth: z.number(),
  libraries: z.int(),
  /** Intervals that hold the truth, that end below it, and that begin above it. */
  held: z.int(),
  below: z.int(),
  above: z.int(),
});
export type Coverage = z.infer<typeof coverage>;

const comparison = z.object({
  figure: z.string(),
  /** Numbers compared, and the largest difference among them. */
  numbers: z.int(),
  largest: z.number(),
});
export type Comparison = z.infer<typeof comparison>;

export const curvesResult = z.object({
  header: headerSchema,
  set: z.string(),
  faces: z.int(),
  people: z.int(),
  pairs: z.object({ same: z.int(), different: z.int() }),
  searches: z.object({ enrolled: z.int(), probes: z.int(), strangers: z.int() }),
  comparisons: z.array(comparison),
  coverage: z.array(coverage),
});
export type CurvesResult = z.infer<typeof curvesResult>;
