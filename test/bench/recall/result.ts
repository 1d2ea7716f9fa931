/** What `bench recall` finds, as it is kept. */
import { z } from 'zod';
import { detectorId } from '../../../src-shared/contract/index.ts';
import { headerSchema } from '../results.ts';

const variant = z.object({
  detector: detectorId,
  /** Photos side by side in one; 1: the photos as they are. */
  across: z.int(),
  /** Mean longer side of the faces, in pixels of the detector. */
  facePixels: z.number(),
  tiles: z.boolean(),
  found: z.int(),
  of: z.int(),
  /** Found in a place without a known face. */
  others: z.int(),
  secondsPerPhoto: z.number(),
});
export type Variant = z.infer<typeof variant>;

const tightSet = z.object({
  /** Name of the folder. */
  set: z.string(),
  photos: z.int(),
  counts: z.array(
    z.object({
      detector: detectorId,
      /** Photos with a face. */
      found: z.int(),
      /** Of them those with several, or with one that is not in the middle. */
      misplaced: z.int(),
    }),
  ),
});
export type TightSet = z.infer<typeof tightSet>;

const setWithout = z.object({
  /** Name of the folder. */
  set: z.string(),
  pictures: z.int(),
  /** Names of the pictures in which one was found. */
  counts: z.array(z.object({ detector: detectorId, withFace: z.array(z.string()) })),
  /** The same of pictures that were changed, by the library's usual detector. */
  changed: z
    .array(z.object({ how: z.string(), pictures: z.int(), withFace: z.array(z.string()) }))
    .default([]),
});
export type SetWithout = z.infer<typeof setWithout>;

export const recallResult = z.object({
  header: headerSchema,
  photos: z.int(),
  variants: z.array(variant),
  tight: z.array(tightSet),
  /** Earlier results have none. */
  without: z.array(setWithout).default([]),
});
export type RecallResult = z.infer<typeof recallResult>;
