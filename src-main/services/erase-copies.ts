/** What repeats a library's content beside its database: whoever is erased may be in it. */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { removeBackups } from '../store/backup.ts';
import { removeFeatureCache } from '../store/feature-cache.ts';
import { asidePrefix } from '../store/restore.ts';

/** Removes the report of the demo, the cache of evaluations, all backups, and what restores have put aside. */
export async function eraseCopies(folder: string): Promise<void> {
  await rm(join(folder, 'report.html'), { force: true });
  removeFeatureCache(folder);
  removeBackups(folder);
  for (const name of await readdir(folder))
    if (name.startsWith(asidePrefix)) await rm(join(folder, name), { recursive: true, force: true });
}
