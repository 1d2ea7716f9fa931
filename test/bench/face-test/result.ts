/** What `bench face-test` finds, as it is kept. */
import { z } from 'zod';
import { headerSchema } from '../results.ts';

/** How features lie on the direction that were not fitted on. */
const heldOut = z.object({
  /** Name of the folder. */
  set: z.string(),
  /** Features that the direction was fitted on: each face's or thing's own and its mirror image's. */
  fitted: z.int(),
  /** Faces or things of the other half. */
  others: z.int(),
  /** Of these those on the wrong side of the limit. */
  wrong: z.int(),
  /** The score of the one that comes nearest to the other side, or lies deepest in it. */
  nearest: z.number(),
});
export type HeldOut = z.infer<typeof heldOut>;

export const faceTestResult = z.object({
  header: headerSchema,
  direction: z.array(z.number()),
  offset: z.number(),
  /** The score that is a face's at least. */
  limit: z.number(),
  faces: z.array(heldOut),
  things: heldOut,
});
export type FaceTestResult = z.infer<typeof faceTestResult>;
