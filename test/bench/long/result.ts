/** What `bench long` finds, as it is kept. */
import { z } from 'zod';
import { headerSchema } from '../results.ts';

/** The course of an ingest's memory, bytes: the most in each part, up to a number of files; of the workers, the largest's. */
export const memoryCourse = z.array(z.object({ files: z.int(), main: z.int(), worker: z.int() }));
export type MemoryCourse = z.infer<typeof memoryCourse>;

export const longResult = z.object({
  header: headerSchema,
  photos: z.int(),
  added: z.int(),
  faces: z.int(),
  /** Photos by the code of why they could not be read. */
  failures: z.record(z.string(), z.int()),
  seconds: z.number(),
  memory: memoryCourse,
});
export type LongResult = z.infer<typeof longResult>;
