/** What `bench sweep` finds, as it is kept. */
import { z } from 'zod';
import { headerSchema } from '../results.ts';

const gain = z.object({ gain: z.number(), error: z.number() });

export const sweepResult = z.object({
  header: headerSchema,
  /** Programs that wanted to run in the minute before, before and after. */
  load: z.object({ before: z.number(), after: z.number() }),
  set: z.string(),
  given: z.object({ people: z.int(), photos: z.int() }),
  hidden: z.object({ people: z.int(), photos: z.int() }),
  candidates: z.int(),
  seeds: z.int(),
  trials: z.int(),
  /** Heads that were trained by each of both sweeps. */
  heads: z.int(),
  seconds: z.object({
    /** As `tammes sweep` said before it began. */
    told: z.number(),
    /** From the start of the command to its end. */
    undisturbed: z.number(),
    /** Of all three commands together. */
    killed: z.number(),
  }),
  /** Trials that were done, as the process said last, when it was killed. */
  kills: z.array(z.int()),
  /** Lines of the table, all of them the same. */
  rows: z.int(),
  choice: z.object({
    loss: z.string(),
    share: z.number(),
    measure: z.string(),
    /** Of the pretrained head on the people by whom was chosen. */
    base: z.number(),
    chosen: gain,
    nested: gain,
    /** On people whom nobody has seen. */
    unseen: z.object({
      base: z.number(),
      value: z.number(),
      difference: z.number(),
      interval: z.tuple([z.number(), z.number()]).nullable(),
    }),
  }),
});
export type SweepResult = z.infer<typeof sweepResult>;
