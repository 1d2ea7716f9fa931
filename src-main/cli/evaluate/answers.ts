/** What `tammes evaluate` prints as JSON. */
import { z } from 'zod';
import {
  evaluationResult,
  folderOpenSetEvaluation,
  holdoutEvaluation,
  openSetEvaluation,
  pairsEvaluation,
  templatesEvaluation,
} from '../../../src-shared/contract/index.ts';

export const libraryAnswer = evaluationResult;

/** By protocol and what is measured on. */
export const answer = z.union([
  pairsEvaluation,
  holdoutEvaluation,
  openSetEvaluation,
  folderOpenSetEvaluation,
  libraryAnswer,
  templatesEvaluation,
]);
