/** What `bench review` finds, as it is kept. */
import { z } from 'zod';
import { headerSchema } from '../results.ts';

const quality = z.object({
  pairs: z.number(),
  precision: z.number(),
  recall: z.number(),
  bcubed: z.number(),
});

export const reviewResult = z.object({
  header: headerSchema,
  /** Processes that wanted the machine's cores, before and after. */
  load: z.object({ before: z.number(), after: z.number() }),
  sets: z.array(
    z.object({
      name: z.string(),
      faces: z.int(),
      people: z.int(),
      rows: z.array(z.object({ method: z.string(), setting: z.string(), chosen: z.boolean(), quality })),
    }),
  ),
  libraries: z.array(
    z.object({
      faces: z.int(),
      named: z.int(),
      groups: z.int(),
      /** Milliseconds: until all is worked out, its processor time, and the longest task of the thread that asks. */
      first: z.number(),
      firstProcessor: z.number(),
      heldUp: z.number(),
      /** Until the answer after a group was named, after 10 faces came, and of the counts meanwhile. */
      named10: z.number(),
      came10: z.number(),
      counts: z.number(),
      memory: z.number(),
    }),
  ),
});
export type ReviewResult = z.infer<typeof reviewResult>;
