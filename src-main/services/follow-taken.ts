/** What a library has kept of a shared gallery follows what has come from there: the part that is done in a thread. */
import { writeBareFaces } from '../store/bare-faces.ts';
import { change } from '../store/journal.ts';
import { readOutbox } from '../store/share-outbox.ts';
import { readSharedPeople, type SharedPeople } from '../store/shared-people.ts';
import type { Store } from '../store/store.ts';

/**
 * Kept faces follow what was taken last with whose they are, and with the embeddings of a new head, as a change that can be undone. People
 * of whom a correction waits stay as they are.
 */
export async function followTaken({ db, folder }: Store): Promise<void> {
  const taken = await readSharedPeople(folder);
  // The library has left the gallery.
  if (taken === null) return;
  change(
    db,
    () => writeBareFaces(db, taken, { isNewWanted: false, except: namesWaited(db, taken) }),
    ({ changed }) => ({ action: 'follow-gallery', parameters: { faces: changed } }),
  );
}

/** What the gallery calls those of whom a correction waits. */
function namesWaited(db: Store['db'], { known, merged }: SharedPeople): Set<string> {
  const became = new Map(merged);
  const waited = new Set(readOutbox(db).waiting.map(({ person }) => became.get(person) ?? person));
  return new Set(known.flatMap(({ id, name }) => (waited.has(id) ? [name] : [])));
}
