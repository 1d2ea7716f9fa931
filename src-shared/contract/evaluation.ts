import { z } from 'zod';
import { errorCodes } from '../errors.ts';
import { describeOptions } from './vision.ts';

/** A 95 % interval, from the lower end to the upper. */
const interval = z.tuple([z.number(), z.number()]);

/** A share, with its 95 % interval by drawing people anew; null where the data say too little. */
const figure = z.object({ value: z.number(), interval: interval.nullable() });
export type Figure = z.infer<typeof figure>;

/** What photos of a list gave besides features. */
const photoTrouble = z.object({
  photo: z.string(),
  /** Pairs of the list that it is in. */
  pairs: z.int(),
});

/** Pairs of faces told apart, as Labeled Faces in the Wild prescribes. */
export const pairsEvaluation = z.object({
  protocol: z.literal('pairs'),
  head: z.string(),
  options: describeOptions,
  people: z.int(),
  photos: z.int(),
  /** Photos whose features were known from an earlier evaluation. */
  cached: z.int(),
  pairs: z.object({ same: z.int(), different: z.int() }),
  /** Mean over folds, each judged by the threshold that is best on the others. */
  accuracy: figure.extend({
    standardError: z.number(),
    folds: z.array(z.object({ fold: z.int(), threshold: z.number(), right: z.int(), of: z.int() })),
  }),
  /** Area under the ROC curve. */
  auc: figure,
  /** Equal error rate. */
  eer: figure,
  /** Share of same-person pairs accepted where so many different-person pairs are. */
  trueAccept: z.array(figure.extend({ falseAccept: z.number(), threshold: z.number().nullable() })),
  /** Photos without a usable face. Their pairs count as rejected: wrong if of the same person. */
  failures: z.array(
    photoTrouble.extend({ code: z.enum(errorCodes), message: z.string(), remedy: z.string() }),
  ),
  failedPairs: z.object({ same: z.int(), different: z.int() }),
  /** Photos with several faces about as near to the centre: which one is meant is not sure. */
  ambiguous: z.array(photoTrouble.extend({ faces: z.int() })),
  seconds: z.number(),
});
export type PairsEvaluation = z.infer<typeof pairsEvaluation>;
