/** What the engines' part of `bench gallery` finds, as it is kept. */
import { z } from 'zod';
import { headerSchema } from '../results.ts';

const latency = z.object({ inFlight: z.int(), p50: z.number(), p99: z.number() });

export const engineFigures = z.object({
  /** Seconds until it answers by its index, measuring and keeping it included. */
  build: z.number(),
  /** Seconds of processor time that this took, and milliseconds of a search: on a busy machine these say more. */
  buildProcessor: z.number(),
  searchProcessor: z.number(),
  /** Share of the nearest, and of the ten nearest, that it finds. */
  at1: z.number(),
  at10: z.number(),
  /** Vectors that it looks at closely; null: all. */
  expansion: z.int().nullable(),
  /** Milliseconds from question to answer, with so many asked at once. */
  latencies: z.array(latency),
  /** Bytes by which the process grew, and of the file. */
  memory: z.number(),
  disk: z.number(),
});
export type EngineFigures = z.infer<typeof engineFigures>;

export const engineResult = z.object({
  header: headerSchema,
  load: z.object({ before: z.number(), after: z.number() }),
  probes: z.int(),
  sizes: z.array(z.object({ vectors: z.int(), engines: z.record(z.string(), engineFigures) })),
});
export type EngineResult = z.infer<typeof engineResult>;
