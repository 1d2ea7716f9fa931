/** What `bench backbone` finds, as it is kept. */
import { z } from 'zod';
import { headerSchema } from '../results.ts';

export const backboneResult = z.object({
  header: headerSchema,
  /** Name of the folder. */
  set: z.string(),
  people: z.int(),
  faces: z.int(),
  /** Seconds for all faces on one core, a number a round: by Tammes, and by ONNX Runtime alone. */
  rounds: z.array(z.object({ ours: z.number(), alone: z.number() })),
  /** Seconds of the other steps. */
  steps: z.object({
    read: z.number(),
    add: z.number(),
    use: z.number(),
    train: z.number(),
    back: z.number(),
    remove: z.number(),
  }),
  /** EER of pairs: of the built-in backbone, and of the one that was brought. */
  eer: z.tuple([z.number(), z.number()]),
  /** Photos that the library had not read: how many there are, and how many it names rightly by the one that was brought. */
  recognised: z.object({ right: z.int(), of: z.int() }),
});
export type BackboneResult = z.infer<typeof backboneResult>;
