import { TammesError } from '../errors/index.ts';
import { firstLine } from '../first-line.ts';
import { checkLosses, composeLoss, findRegulariser, goldenFile, isRight } from '../losses/index.ts';
import type { Backend } from './backend.ts';

/**
 * Has a backend compute losses whose values and gradients are known: a broken driver gives wrong numbers, not
 * errors, and training on them would only look strange. Well under a second.
 * @param file what assets/self-check.json holds.
 * @throws TammesError 'backend-missing' that names the first loss that is wrong.
 */
export async function checkBackend({ tf, id, check }: Backend, file: unknown): Promise<void> {
  const cases = goldenFile.parse(file);
  try {
    for await (const result of checkLosses(tf, cases, { compose: composeLoss, findRegulariser })) {
      if (!isRight(result)) throw new Error(`it computes ${result.lossName} wrongly`);
    }
    check();
  } catch (cause) {
    throw new TammesError('backend-check-failed', { backend: id, reason: firstLine(cause) }, { cause });
  }
}
