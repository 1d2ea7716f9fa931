/** What `npm run fuzz` finds, as it is kept. */
import { z } from 'zod';
import { memoryCourse } from '../bench/long/result.ts';
import { headerSchema } from '../bench/results.ts';

const common = {
  header: headerSchema,
  seed: z.int(),
  /** What broke a bound; empty where all is well. */
  faults: z.array(z.string()),
};

export const fuzzIngestResult = z.object({
  ...common,
  files: z.int(),
  seconds: z.number(),
  /** Files by what became of them: read, a copy of one that was, or the code of why they were refused. */
  outcomes: z.record(z.string(), z.int()),
  faces: z.int(),
  /** The file before which none was done for the longest time. */
  slowest: z.object({ file: z.string(), milliseconds: z.number() }),
  /** Files before which none was done for longer than is allowed, and how long each takes alone. */
  alone: z.array(z.object({ file: z.string(), milliseconds: z.number() })),
  memory: memoryCourse,
});
export type FuzzIngestResult = z.infer<typeof fuzzIngestResult>;

export const fuzzKillResult = z.object({
  ...common,
  /** With the networks. */
  real: z.boolean(),
  kills: z.int(),
  /** Ingests that were killed, resumed as often, and came to their end. */
  finished: z.int(),
});
export type FuzzKillResult = z.infer<typeof fuzzKillResult>;
