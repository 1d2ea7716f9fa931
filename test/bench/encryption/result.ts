/** What `bench encryption` finds, as it is kept. */
import { z } from 'zod';
import { headerSchema } from '../results.ts';

const encryptionTime = z.object({
  /** See `works`. */
  work: z.string(),
  /** Milliseconds of the processor in each round, in turns with each other. */
  clear: z.array(z.number()),
  encrypted: z.array(z.number()),
});
export type EncryptionTime = z.infer<typeof encryptionTime>;

export const encryptionResult = z.object({
  header: headerSchema,
  /** Processes that wanted to run, before and after. */
  load: z.object({ before: z.number(), after: z.number() }),
  faces: z.int(),
  times: z.array(encryptionTime),
  /** Bytes of the database. */
  size: z.object({ clear: z.int(), encrypted: z.int() }),
  /** Milliseconds of the processor. */
  turnOn: z.array(z.number()),
  turnOff: z.array(z.number()),
  unlock: z.array(z.number()),
});
export type EncryptionResult = z.infer<typeof encryptionResult>;
