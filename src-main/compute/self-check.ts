import { readFile } from 'node:fs/promises';
import {
  checkLosses,
  composeLoss,
  findRegulariser,
  goldenFile,
  isRight,
} from '../../src-shared/losses/index.ts';
import { selfCheckFile } from '../app-files.ts';
import { type Backend, missing } from './backend-types.ts';

/** Results of this process, by backend. */
const results = new Map<string, Promise<void>>();

/**
 * Has a backend compute losses whose values and gradients are known: a broken driver gives wrong numbers, not
 * errors, and training on them would only look strange. Once a process and backend; well under a second.
 * @throws TammesError 'backend-missing' that names the first loss that is wrong.
 */
export function selfCheck(backend: Backend): Promise<void> {
  const result = results.get(backend.id) ?? checkBackend(backend);
  results.set(backend.id, result);
  return result;
}

/** The check itself, whatever has been found before. */
export async function checkBackend({ tf, id, check }: Backend): Promise<void> {
  const file = goldenFile.parse(JSON.parse(await readFile(selfCheckFile, 'utf8')));
  try {
    for await (const result of checkLosses(tf, file, { compose: composeLoss, findRegulariser })) {
      if (!isRight(result)) throw new Error(`it computes ${result.lossName} wrongly`);
    }
    check();
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.replace(/\.$/, '') : String(cause);
    throw missing(id, why, 'Update the driver of the GPU, or use another backend.', cause);
  }
}
