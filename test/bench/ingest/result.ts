/** What `bench ingest` finds, as it is kept. */
import { z } from 'zod';
import { headerSchema } from '../results.ts';

const bytes = z.int();

const timing = z.object({
  name: z.string(),
  /** Photos a second, one number a block. */
  blocks: z.array(z.number()),
  /** Median of the blocks. */
  photosPerSecond: z.number(),
  /** How many of the set's photos have a face for it. */
  withFace: z.int(),
  faces: z.int(),
});
export type Timing = z.infer<typeof timing>;

export const ingestResult = z.object({
  header: headerSchema,
  rounds: z.int(),
  missing: z.array(z.object({ name: z.string(), why: z.string() })),
  sets: z.array(
    z.object({
      id: z.string(),
      photos: z.int(),
      oneFaceEach: z.boolean(),
      timings: z.array(timing),
    }),
  ),
  /** Milliseconds from the start of the process until the faces of a first photo, of 1920x1280 pixels, are stored. */
  cold: z.array(z.object({ name: z.string(), ms: z.array(z.number()) })),
  /** Largest resident size of each program's processes after all sets, and of one of its workers. */
  peaks: z.array(z.object({ name: z.string(), bytes, worker: bytes.nullable() })),
  /** Mean number of programs that wanted to run over the last minute, when the bench began and when it ended. */
  load: z.object({ before: z.number(), after: z.number() }),
});
export type IngestResult = z.infer<typeof ingestResult>;
