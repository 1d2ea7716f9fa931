/** Heads of backbones that are not in use. */
import { z } from 'zod';

/** A head of a backbone that is not in use. */
export const otherHead = z.object({
  id: z.int(),
  name: z.string(),
  /** Of the backbone; null: the built-in one. */
  backbone: z.string().nullable(),
  /** Faces that the backbone has described: others are left out of an evaluation with the head. */
  faces: z.int(),
});
export type OtherHead = z.infer<typeof otherHead>;
