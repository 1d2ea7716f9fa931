/**
 * Entry of the thread that reviews a library: it reads the database by itself, so that neither comparing nor grouping faces keeps
 * the process that asks from anything else.
 */
import { constants, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import type { Output, ParsedInput } from '../../src-shared/contract/index.ts';
import { type Failure, toFailure } from '../../src-shared/errors/index.ts';
import { openReader } from '../store/database.ts';
import { unlockLibrary } from '../store/encryption/keyring.ts';
import type { LibraryKey } from '../store/encryption/keys.ts';
import type { ReviewMethod } from './answers.ts';
import { Review } from './review.ts';

/** A question, answered with the same number. */
export interface ReviewTask<M extends ReviewMethod = ReviewMethod> {
  id: number;
  method: M;
  input: ParsedInput<M>;
  /** See `Review`. */
  patience: number | null;
}

/** An answer, or how far the work has come. */
export type ReviewMessage =
  | { id: number; result: Output<ReviewMethod> }
  | { id: number; failure: Failure }
  | { progress: number | null };

/** Milliseconds between two words about progress. */
const pace = 250;

// A review of many faces keeps a core busy for half a minute, in which a window is opened. On Linux the priority is this thread's alone.
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_LOW);

const { folder, key } = workerData as { folder: string; key: LibraryKey | null };
unlockLibrary(folder, key);
let toldAt = Number.NEGATIVE_INFINITY;
const review = new Review(openReader(folder), folder, (progress) => {
  if (progress !== null && performance.now() < toldAt + pace) return;
  toldAt = performance.now();
  post({ progress });
});

function post(message: ReviewMessage): void {
  parentPort!.postMessage(message);
}

parentPort!.on('message', ({ id, method, input, patience }: ReviewTask) => {
  review.answer(method, input, patience).then(
    (result) => post({ id, result }),
    (error: unknown) => post({ id, failure: toFailure(error) }),
  );
});
