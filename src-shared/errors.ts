/**
 * The closed set of things that can go wrong, made in one place and shown the same
 * in the interface, on the command line and in a library's list of failures.
 */

export const errorCodes = [
  'file-missing',
  'file-unreadable',
  'file-empty',
  'not-an-image',
  'image-damaged',
  'image-too-large',
  'folder-missing',
  'folder-unreadable',
  'no-face',
  'too-few-people',
  'diverged',
  'unknown-id',
  'bad-input',
  'backend-missing',
  'busy',
  'cancelled',
  'internal',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** An error as it crosses a process border: plain data. */
export interface Failure {
  code: ErrorCode;
  /** What happened, and to which file. */
  message: string;
  /** What to do about it. */
  remedy: string;
}

/** An error that a person can act on: what happened, to what, and what to do. */
export class TammesError extends Error {
  readonly code: ErrorCode;
  readonly remedy: string;

  constructor(code: ErrorCode, message: string, remedy: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'TammesError';
    this.code = code;
    this.remedy = remedy;
  }
}

/** Any thrown value as plain data; an unexpected one is marked `internal`. */
export function toFailure(error: unknown): Failure {
  if (error instanceof TammesError) {
    return { code: error.code, message: error.message, remedy: error.remedy };
  }
  const message = error instanceof Error ? error.message : String(error);
  return {
    code: 'internal',
    message,
    remedy: 'This is a fault in Tammes. Please report it with the steps that led here.',
  };
}

/** The failure of a photo on which no face was found. */
export function noFace(path: string): TammesError {
  return new TammesError(
    'no-face',
    `${path} shows no face that was found.`,
    'Use a photo on which the face is larger, sharper or less turned away.',
  );
}
