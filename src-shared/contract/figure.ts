/** Schemas of figures with their intervals, and of pairs of faces. */
import { z } from 'zod';

/** A 95 % interval, from the lower end to the upper. */
const interval = z.tuple([z.number(), z.number()]);

/** A share, with its 95 % interval over resampled people; null if there are too few data. */
export const figure = z.object({ value: z.number(), interval: interval.nullable() });
export type Estimate = z.infer<typeof figure>;

/** Two faces that were compared. */
export const facePair = z.object({ a: z.int(), b: z.int(), score: z.number() });
export type EvaluatedPair = z.infer<typeof facePair>;
