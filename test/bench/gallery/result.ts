/** What `bench gallery` finds, as it is kept. */
import { z } from 'zod';
import { headerSchema } from '../results.ts';

const search = z.object({
  vectors: z.int(),
  /** Milliseconds of a query: the median of all, and the smallest median of a block. */
  ours: z.object({ median: z.number(), best: z.number() }),
  faiss: z.object({ median: z.number(), best: z.number() }),
  numpy: z.object({ median: z.number(), best: z.number() }),
});
export type SearchTimes = z.infer<typeof search>;

export const libraryTimes = z.object({
  faces: z.int(),
  people: z.int(),
  /** False: the embeddings were made in memory, without a library. */
  isRead: z.boolean(),
  /** Milliseconds of the first match after opening, of the next ones (median), and of storing an enrolment. */
  first: z.number(),
  /** Processor time of the first match, on all threads. */
  firstProcessor: z.number(),
  next: z.number(),
  enrol: z.number(),
  /** Of the match after that. */
  afterEnrol: z.number(),
  /** Bytes by which the process grew, and what embeddings and features take. */
  memory: z.number(),
  data: z.number(),
  /** Milliseconds until the process that asks answered a ping meanwhile: median and longest. Null if it was not asked. */
  ping: z.object({ median: z.number(), longest: z.number() }).nullable(),
  /** The longest that it worked without a pause, milliseconds of processor time. */
  heldUp: z.number().nullable(),
});
export type LibraryTimes = z.infer<typeof libraryTimes>;

export const galleryResult = z.object({
  header: headerSchema,
  load: z.object({ before: z.number(), after: z.number() }),
  threads: z.int(),
  libraries: z.array(libraryTimes),
  searches: z.array(search),
});
export type GalleryResult = z.infer<typeof galleryResult>;
