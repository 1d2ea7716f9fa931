/** What `npm run fuzz` finds, as it is kept. */
import { z } from 'zod';
import { memoryCourse } from '../bench/long/result.ts';
import { headerSchema } from '../bench/results.ts';

const common = {
  header: headerSchema,
  seed: z.int(),
  /** What broke a bound; empty if all is well. */
  faults: z.array(z.string()),
};

export const fuzzEditsResult = z.object({
  ...common,
  edits: z.int(),
  kills: z.int(),
});
export type FuzzEditsResult = z.infer<typeof fuzzEditsResult>;

export const fuzzLibraryResult = z.object({
  ...common,
  libraries: z.int(),
  /** By damage and outcome, such as "bits told". */
  outcomes: z.record(z.string(), z.int()),
  /** Of those that were told. */
  salvaged: z.object({ all: z.int(), part: z.int(), nothing: z.int() }),
  /** Share of all rows of those that were told. */
  rowsSaved: z.number(),
});
export type FuzzLibraryResult = z.infer<typeof fuzzLibraryResult>;

export const fuzzUpkeepResult = z.object({
  ...common,
  kills: z.int(),
  /** By what was killed and what was found then. */
  outcomes: z.record(z.string(), z.int()),
});
export type FuzzUpkeepResult = z.infer<typeof fuzzUpkeepResult>;

export const fuzzApiResult = z.object({
  ...common,
  requests: z.int(),
  /** Requests by what was answered. */
  outcomes: z.record(z.string(), z.int()),
});
export type FuzzApiResult = z.infer<typeof fuzzApiResult>;

export const fuzzHttpResult = z.object({
  ...common,
  requests: z.int(),
  /** Addresses with a method that were asked. */
  operations: z.int(),
  seconds: z.number(),
});
export type FuzzHttpResult = z.infer<typeof fuzzHttpResult>;

export const fuzzTablesResult = z.object({
  ...common,
  files: z.int(),
  /** By table, and whether it was read or why not. */
  outcomes: z.record(z.string(), z.int()),
  slowest: z.object({ file: z.string(), milliseconds: z.number() }),
});
export type FuzzTablesResult = z.infer<typeof fuzzTablesResult>;

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
