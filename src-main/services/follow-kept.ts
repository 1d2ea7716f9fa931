/** What a library has kept of a shared gallery stays as the gallery has it, as long as the library shares it. */
import { eraseBareFaces, hasBareFaces, writeBareFaces } from '../store/bare-faces.ts';
import { transaction } from '../store/database.ts';
import { eraseRemoved } from '../store/erase.ts';
import { change } from '../store/journal.ts';
import { removeKeptIndexes } from '../store/kept-index.ts';
import { readOutbox } from '../store/share-outbox.ts';
import type { SharedPeople } from '../store/shared-people.ts';
import type { Store } from '../store/store.ts';

/**
 * Has what the library has kept be as the gallery has it: faces that are gone there go here, for good; others follow with whose they are,
 * and with the embeddings of a new head, as a change that can be undone. People of whom a correction waits stay as they are.
 * @param gone faces, by their numbers there.
 * @returns how many faces went.
 */
export function followKept(store: Store, taken: SharedPeople, gone: readonly string[]): number {
  const { db, folder } = store;
  const erased = gone.length === 0 ? 0 : transaction(db, () => eraseBareFaces(db, gone));
  if (gone.length > 0) {
    removeKeptIndexes(folder);
    eraseRemoved(db);
  }
  if (!hasBareFaces(db, taken.gallery)) return erased;
  const became = new Map(taken.merged);
  const waited = new Set(readOutbox(db).waiting.map(({ person }) => became.get(person) ?? person));
  const except = new Set(taken.known.flatMap(({ id, name }) => (waited.has(id) ? [name] : [])));
  change(
    db,
    () => writeBareFaces(db, taken, { isNewWanted: false, except }),
    ({ changed }) => ({ action: 'follow-gallery', parameters: { faces: changed } }),
  );
  return erased;
}
