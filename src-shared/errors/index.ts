export {
  type EnglishFailure,
  failureOf,
  failureSchema,
  TammesError,
  toEnglish,
  toError,
  toFailure,
} from './error.ts';
export { type ErrorCode, errorCodes, type Failure, type ParametersOf } from './problems.ts';
export { type Language, wordingOf } from './wording.ts';
