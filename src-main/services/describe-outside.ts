/** Reads the photos beside the library that heads are evaluated on: three folders, those of a list of pairs, or those of templates. */
import { resolve } from 'node:path';
import type { OutsideSettings } from '../../src-shared/contract/index.ts';
import type { TemplatesTask } from './judge-templates.ts';
import { describePairs, readList } from './listed-pairs.ts';
import { describeTemplates } from './listed-templates.ts';
import { describeFolders } from './open-set-folders.ts';
import type { Outside, OutsideWatch, Readers } from './outside-photos.ts';

/**
 * Describes the photos that the settings name, and says which are compared.
 * @throws TammesError for a folder or list that cannot be used or is not whole, or 'describing-cancelled'.
 */
export async function describeOutside(
  readers: Readers,
  settings: OutsideSettings,
  watch: OutsideWatch,
): Promise<Outside | Omit<TemplatesTask, 'headIds'>> {
  if (settings.protocol === 'folders') return describeFolders(readers, settings, watch);
  if (settings.protocol === 'templates') {
    const { failures: _, ...task } = await describeTemplates(readers, settings, watch);
    return task;
  }
  const set = await readList(resolve(settings.list), settings.images, settings);
  try {
    return await describePairs(readers, set, watch);
  } finally {
    await set.remove();
  }
}
