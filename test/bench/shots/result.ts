/** What `bench shots` finds, as it is kept. */
import { z } from 'zod';
import { headerSchema } from '../results.ts';

const shotSet = z.object({
  /** Name of the folder. */
  set: z.string(),
  /** With a face. */
  photos: z.int(),
  copies: z.array(
    z.object({
      kind: z.string(),
      found: z.int(),
      of: z.int(),
      /** Of these those in which no face is found: a library does not hold them. Earlier results do not tell. */
      withoutFace: z.int().optional(),
    }),
  ),
  /** Pairs of different photos that were compared: of one person, and those of others that are nearly equal. */
  pairs: z.int(),
  /** Pairs that were taken for copies, by their names. */
  joined: z.array(z.tuple([z.string(), z.string()])),
  millisecondsPerPair: z.number(),
});
export type ShotSet = z.infer<typeof shotSet>;

export const shotsResult = z.object({ header: headerSchema, sets: z.array(shotSet) });
export type ShotsResult = z.infer<typeof shotsResult>;
