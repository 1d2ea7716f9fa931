/** What `bench pairs` finds, as it is kept. */
import { z } from 'zod';
import { describeOptions, foldAccuracy, pairsEvaluation } from '../../../src-shared/contract/index.ts';
import { headerSchema } from '../results.ts';

const variant = z.object({
  options: describeOptions,
  verification: pairsEvaluation
    .pick({ auc: true, eer: true, trueAccept: true })
    .extend({ accuracy: foldAccuracy.omit({ standardDeviation: true }) }),
  /** Photos whose most similar other photo is of the same person; those without a face count as wrong. */
  nearest: z.object({ right: z.int(), of: z.int() }),
  /** Photos on which a face was found. */
  found: z.int(),
});
export type Variant = z.infer<typeof variant>;

export const pairsResult = z.object({
  header: headerSchema,
  /** Name of the folder. */
  set: z.string(),
  people: z.int(),
  photos: z.int(),
  pairs: z.object({ same: z.int(), different: z.int() }),
  variants: z.array(variant),
});
export type PairsResult = z.infer<typeof pairsResult>;
