/** Verification of the pairs of a list, perhaps group by group, as the window's: the command line waits for it. */
import type { PairsEvaluation } from '../../src-shared/contract/index.ts';
import type { Head } from '../../src-shared/training/index.ts';
import { evaluatePairs } from './evaluation.ts';
import { shownGroups } from './groups-of-photos.ts';
import { judge } from './judge-heads.ts';
import { describePairs, findListed, type ListedPairs } from './listed-pairs.ts';
import type { OutsideWatch, Readers } from './outside-photos.ts';

export interface ListToEvaluate {
  listed: ListedPairs;
  head: { id: number; name: string; head: Head };
  /** Under which it is kept; null: it is not. */
  name: string | null;
}

/**
 * Tells the pairs of a list apart, as Labeled Faces in the Wild prescribes; what is kept and groups are the window's.
 * @throws TammesError as `findListed`, or if it is stopped.
 */
export async function evaluateList(
  readers: Readers,
  { listed, head, name }: ListToEvaluate,
  watch: OutsideWatch,
): Promise<PairsEvaluation> {
  const { store, pool, options } = readers;
  // A wrong table is told before any photo is read.
  await findListed(listed);
  const result = await evaluatePairs(store, pool, { ...listed, head, options }, watch);
  if (name === null && listed.grouping.by === null) return { ...result, groups: null };
  const task = await describePairs(readers, listed, watch);
  const { signal } = watch;
  const judged = await judge(store, { headIds: [head.id], ...task }, name, { signal });
  return { ...result, groups: shownGroups(judged.result.groups, task.photos) };
}
