/** What `bench sphere` finds, as it is kept. */
import { z } from 'zod';
import { headerSchema } from '../results.ts';

export const work = z.object({
  /** `picture`: the projection. `blocks`: nearest neighbours by blocks. `plain`: from one matrix of all products. */
  kind: z.enum(['picture', 'blocks', 'plain']),
  count: z.int(),
  dim: z.int(),
  backend: z.enum(['wasm', 'tensorflow']),
});
export type Work = z.infer<typeof work>;

export const measure = z.object({
  /** Until the first picture, or all nearest neighbours. */
  ms: z.number(),
  /** Of the pairs that were compared in that time, if the rest was left out to save it: 1 is all. */
  share: z.number().default(1),
  /** Until each of the next pictures; null of the others. */
  nextMs: z.number().nullable(),
  /** Largest resident size while it ran, less what it was before the vectors were there, bytes. */
  peak: z.int(),
  /** Time that this process had a processor for, milliseconds, all threads together. */
  cpuMs: z.number(),
});
export type Measure = z.infer<typeof measure>;

export const sphereResult = z.object({
  header: headerSchema,
  /** Processes that wanted a processor, on average over the minute before and after. */
  load: z.tuple([z.number(), z.number()]),
  cases: z.array(z.object({ work, measure })),
});
export type SphereResult = z.infer<typeof sphereResult>;
