/** Open-set identification on three folders, as the window's: the command line waits for it. */
import type { FolderOpenSetEvaluation, OutsideSettings } from '../../src-shared/contract/index.ts';
import { tabledRates } from '../../src-shared/recognition/index.ts';
import { shownGroups } from './groups-of-photos.ts';
import { judge } from './judge-heads.ts';
import { describeFolders } from './open-set-folders.ts';
import type { OutsideWatch, Readers } from './outside-photos.ts';

export interface FoldersToEvaluate {
  settings: Extract<OutsideSettings, { protocol: 'folders' }>;
  /** The first is the one that the others are compared with. */
  heads: readonly { id: number; name: string }[];
  /** Under which it is kept; null: it is not. */
  name: string | null;
}

/**
 * Searches a gallery for photos of people in it and of strangers, with each head, and compares the heads photo by photo.
 * Photos without a face count as not found.
 *
 * @throws TammesError if a folder names nobody, a stranger is in the gallery or a probe is not, or if it is stopped.
 */
export async function evaluateFolders(
  readers: Readers,
  { settings, heads, name }: FoldersToEvaluate,
  watch: OutsideWatch,
): Promise<FolderOpenSetEvaluation> {
  const headIds = heads.map(({ id }) => id);
  const { counts, failures, ...task } = await describeFolders(readers, settings, watch);
  const { result } = await judge(readers.store, { headIds, ...task }, name, { signal: watch.signal });
  const search = result.search!;
  const isTabled = ({ rate }: { rate: number }) => tabledRates.some((one) => one === rate);
  return {
    protocol: 'open-set',
    options: readers.options,
    ...counts,
    failures,
    heads: search.heads.map(({ top1, eer, points }, h) => ({
      head: heads[h]!.name,
      top1,
      detection: points
        .filter(isTabled)
        .map(({ rate, value, interval, threshold }) => ({ falseAlarm: rate, value, interval, threshold })),
      // There are strangers.
      eer: eer!,
    })),
    differences: search.differences.flatMap(({ points }, h) =>
      points.filter(isTabled).map(({ rate, ...figure }) => ({
        ...{ head: heads[h + 1]!.name, to: heads[0]!.name },
        falseAlarm: rate,
        ...figure,
      })),
    ),
    groups: shownGroups(result.groups, task.photos),
  };
}
