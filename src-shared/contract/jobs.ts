import { z } from 'zod';
import { failureSchema } from '../errors/index.ts';
import { method } from './method.ts';

/** What the main process does in the background. */
export const jobKind = z.enum([
  'recognise',
  'match-again',
  'sort',
  'xmp',
  'person',
  'data',
  'evaluate',
  'sweep',
  'backbone',
  'vectors',
  'check',
  'backup',
  'share',
]);
export type JobKind = z.infer<typeof jobKind>;

/** Work that goes on while people do something else, whatever screen they are on. */
export const job = z.object({
  id: z.int(),
  kind: jobKind,
  /** What it works on; empty where it is the library. */
  folder: z.string(),
  status: z.enum(['running', 'done', 'cancelled', 'failed']),
  /** Files done; those found as long as they are still counted. */
  done: z.int(),
  /** Null as long as files are still counted. */
  total: z.int().nullable(),
  /** Files that were passed over, as they are gone, were changed or cannot be written. */
  skipped: z.int(),
  /** Null if nothing can be said yet, and at the end. */
  secondsLeft: z.number().nullable(),
  /** Why it failed. */
  failure: failureSchema.nullable(),
  /** What it wrote outside of the library, for `exports.undo`. */
  exportId: z.int().nullable(),
  /** What an evaluation found, for `evaluations.get`. */
  evaluationId: z.int().nullable(),
});
export type Job = z.infer<typeof job>;

const jobId = z.object({ jobId: z.int() });

export const jobMethods = {
  /** Those that run, and the last one of each kind. */
  'jobs.list': method(z.undefined(), z.array(job)),
  /** Waits until it has ended in order. */
  'jobs.cancel': method(jobId, job),
};
