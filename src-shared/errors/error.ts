/** Errors that a person can act on, and the form in which they cross between processes and lie in a library. */
import { z } from 'zod';
import {
  type ErrorCode,
  errorCodes,
  type Failure,
  type ParametersOf,
  type Problem,
  problems,
} from './problems.ts';
import { wordingOf } from './wording.ts';

/** A failure that comes from elsewhere. */
export const failureSchema = z.discriminatedUnion(
  'problem',
  Object.entries(problems).map(([name, { parameters }]) =>
    z.object({ code: z.enum(errorCodes), problem: z.literal(name), parameters }),
  ) as unknown as [z.ZodObject<{ problem: z.ZodLiteral<string> }>],
) as unknown as z.ZodType<Failure>;

/** An error that a person can act on: its sentences are made where it is shown, in the reader's language. */
export class TammesError<P extends Problem = Problem> extends Error {
  readonly code: ErrorCode;
  readonly problem: P;
  readonly parameters: ParametersOf<P>;
  /** In English, as `message` is: for logs and for output that programs read. */
  readonly remedy: string;

  constructor(problem: P, parameters: ParametersOf<P>, options?: { cause?: unknown }) {
    const failure = failureOf(problem, parameters);
    const { message, remedy } = wordingOf(failure, 'en');
    super(message, options);
    this.name = 'TammesError';
    this.code = failure.code;
    this.problem = problem;
    this.parameters = parameters;
    this.remedy = remedy;
  }
}

/** A problem as plain data. */
export function failureOf<P extends Problem>(problem: P, parameters: ParametersOf<P>): Failure {
  const kept = problem === 'earlier-version' ? (parameters as ParametersOf<'earlier-version'>).code : null;
  return { code: kept ?? problems[problem].code, problem, parameters };
}

/** What systems say if there is no space left, on the disk or for the account. */
const fullDisk: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT']);

/** Any thrown value as plain data; one that nobody foresaw becomes `unexpected`. */
export function toFailure(error: unknown): Failure {
  if (error instanceof TammesError) {
    const { code, problem, parameters } = error;
    return { code, problem, parameters };
  }
  const cause = (error ?? {}) as { code?: unknown; errcode?: unknown };
  if (fullDisk.has(cause.code)) return failureOf('disk-full', {});
  if (cause.code === 'ERR_SQLITE_ERROR') {
    // The low byte is the kind: SQLITE_FULL, SQLITE_CORRUPT, SQLITE_NOTADB.
    const kind = Number(cause.errcode) & 0xff;
    if (kind === 13) return failureOf('disk-full', {});
    if (kind === 11 || kind === 26) return failureOf('database-damaged', {});
  }
  return failureOf('unexpected', { message: error instanceof Error ? error.message : String(error) });
}

/** A failure that came from elsewhere, to be thrown here. */
export function toError({ problem, parameters }: Failure): TammesError {
  return new TammesError(problem, parameters);
}

/** A failure in English, as output for programs has it. */
export const englishFailure = z.object({ code: z.enum(errorCodes), message: z.string(), remedy: z.string() });
export type EnglishFailure = z.infer<typeof englishFailure>;

export function toEnglish(failure: Failure): EnglishFailure {
  return { code: failure.code, ...wordingOf(failure, 'en') };
}
