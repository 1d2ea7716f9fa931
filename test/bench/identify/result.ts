/** What `bench identify` finds, as it is kept. */
import { z } from 'zod';
import { holdoutEvaluation, openSetEvaluation } from '../../../src-shared/contract/index.ts';
import { headerSchema } from '../results.ts';

export const identifyResult = z.object({
  header: headerSchema,
  /** Name of the folder. */
  set: z.string(),
  people: z.int(),
  photos: z.int(),
  /** Photos without a face. */
  failures: z.int(),
  draws: z.int(),
  rows: z.array(
    z.object({
      each: z.int(),
      within: holdoutEvaluation.shape.within,
      detection: openSetEvaluation.shape.detection,
      eer: openSetEvaluation.shape.eer,
    }),
  ),
});
export type IdentifyResult = z.infer<typeof identifyResult>;
