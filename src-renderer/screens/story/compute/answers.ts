/** What the story's worker answers at once. */
import type { ParameterValues } from '../../../../src-shared/losses/index.ts';
import {
  type Boundary,
  boundaryOf,
  type LengthCurve,
  lengthsOf,
  type RegionLoss,
} from '../../../../src-shared/story/index.ts';
import type { Tf } from '../../../../src-shared/tf.ts';

export const answers = {
  lengths: (tf: Tf, curves: readonly LengthCurve[]): Float32Array[] =>
    curves.map((curve) => lengthsOf(tf, curve)),
  boundary: (tf: Tf, { loss, parameters }: { loss: RegionLoss; parameters: ParameterValues }): Boundary =>
    boundaryOf(tf, loss, parameters),
};

export type AnswerKind = keyof typeof answers;
export type QuestionOf<K extends AnswerKind> = Parameters<(typeof answers)[K]>[1];
export type AnswerOf<K extends AnswerKind> = ReturnType<(typeof answers)[K]>;
