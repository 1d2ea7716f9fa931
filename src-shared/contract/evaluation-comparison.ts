/** Two evaluations that were made on the same faces. */
import { z } from 'zod';
import { figure } from './figure.ts';

/** A mean over folds says how far these scatter, too. */
const shown = figure.extend({ standardDeviation: z.number().optional() });

/** A figure of two evaluations on the same faces; `at`: the share of strangers, or of pairs of two people, who are accepted. */
const comparedFigure = z.object({
  figure: z.enum(['top1', 'top5', 'auc', 'eer', 'accuracy', 'DIR', 'TAR']),
  at: z.number().nullable(),
  first: shown,
  second: shown,
  /** The second less the first, with the interval of the paired difference over people. */
  difference: figure,
});
export type ComparedFigure = z.infer<typeof comparedFigure>;

const keptName = z.object({ id: z.int(), name: z.string() });

export const evaluationComparison = z.object({
  first: keptName,
  second: keptName,
  /** Each head of the second with each of the first; null: not measured, or not on the same. */
  heads: z.array(
    z.object({
      head: z.string(),
      to: z.string(),
      search: z.array(comparedFigure).nullable(),
      pairs: z.array(comparedFigure).nullable(),
    }),
  ),
});
export type EvaluationComparison = z.infer<typeof evaluationComparison>;
