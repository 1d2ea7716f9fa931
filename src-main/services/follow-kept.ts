/** What a library has kept of a shared gallery stays as the gallery has it, as long as the library shares it. */
import { eraseBareFaces, hasBareFaces } from '../store/bare-faces.ts';
import { transaction } from '../store/database.ts';
import { eraseRemoved } from '../store/erase.ts';
import { removeKeptIndexes } from '../store/kept-index.ts';
import type { Store } from '../store/store.ts';
import { doUpkeep } from './upkeep-thread.ts';

/**
 * Has what the library has kept be as the gallery has it: faces that are gone there go here, for good; others follow in a thread, as
 * `followTaken`.
 * @param gallery its number. @param gone faces, by their numbers there.
 * @returns how many faces went.
 */
export async function followKept(
  { db, folder }: Store,
  gallery: string,
  gone: readonly string[],
): Promise<number> {
  const erased = gone.length === 0 ? 0 : transaction(db, () => eraseBareFaces(db, gone));
  if (gone.length > 0) {
    removeKeptIndexes(folder);
    eraseRemoved(db);
  }
  if (hasBareFaces(db, gallery)) await doUpkeep({ kind: 'follow', folder });
  return erased;
}
