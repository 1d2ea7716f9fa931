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
  /** Found where no face is known. */
  others: z.int(),
  secondsPerPhoto: z.number(),
});
export type Variant = z.infer<typeof variant>;

export const recallResult = z.object({
  header: headerSchema,
  photos: z.int(),
  variants: z.array(variant),
});
export type RecallResult = z.infer<typeof recallResult>;
