/** When a runtime's answer is not ours. */
import type { Contestant } from './result.ts';

/** What an embedding's numbers may differ by. */
const tolerance = 1e-5;

/**
 * @param contestants ours first.
 * @throws if one runtime's embeddings lie elsewhere, or judge another number of pairs rightly in a fold.
 */
export function refuseOthers([own, ...others]: readonly Contestant[]): void {
  if (own === undefined || own.folds.length < 2 || others.length === 0)
    throw new Error('Nothing is compared.');
  for (const { name, largest, folds } of others) {
    // NaN is no small number.
    if (largest === null || !(largest <= tolerance))
      throw new Error(`${name} is ${largest} away from our embeddings.`);
    if (JSON.stringify(folds) !== JSON.stringify(own.folds))
      throw new Error(`${name} has another accuracy than tammes evaluate.`);
  }
}
