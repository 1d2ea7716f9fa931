export { flaws as flawsInEnglish } from './en.ts';
export {
  type EnglishFailure,
  englishFailure,
  failureOf,
  failureSchema,
  TammesError,
  toEnglish,
  toError,
  toFailure,
} from './error.ts';
export type { ErrorCode, Failure, ParametersOf } from './problems.ts';
export { type Language, wordingOf } from './wording.ts';
