/** People of a shared gallery become a library's own. */
import { TammesError } from '../../src-shared/errors/index.ts';
import { withShare } from '../gallery/share/client.ts';
import { sumOfBareFaces, writeBareFaces } from '../store/bare-faces.ts';
import { nameOfServer } from '../store/gallery-server.ts';
import { change } from '../store/journal.ts';
import { readOutbox } from '../store/share-outbox.ts';
import type { Store } from '../store/store.ts';
import { followCorrections } from './share-corrections.ts';
import { joined, noteChanges, refresh, takenBefore } from './share-sync.ts';

/** What a library has kept. */
export interface KeptPeople {
  /** Of the gallery, by its head. */
  people: number;
  faces: number;
  /** Faces that are new. */
  added: number;
  /** Faces left out: their numbers are no embedding of the head. */
  unsound: number;
  head: string;
}

/**
 * Makes the people of other desks the library's own, by names and embeddings: they stay when it leaves the gallery. It is one change, which
 * can be undone; kept again, nothing comes twice. What has come from the gallery stays if this is broken off, and is not fetched again.
 * @param tell hears how many faces have come, of how many.
 * @throws TammesError 'share-not-joined', 'share-corrections-wait', 'share-differs' if the library has not what the gallery has, and as
 * `pullFromShare`; then nothing has changed.
 */
export function keepPeople(store: Store, tell: (done: number, total: number) => void): Promise<KeptPeople> {
  const { db } = store;
  const share = joined(store);
  return withShare(share, async (client) => {
    await refresh(client, share, store, tell);
    await noteChanges(store);
    const waiting = readOutbox(db).waiting.length;
    // Those people are called otherwise here, or are somebody else.
    if (waiting > 0) throw new TammesError('share-corrections-wait', { waiting });
    const taken = await takenBefore(store);
    const { result } = change(
      db,
      () => {
        const { added } = writeBareFaces(db, taken, { isNewWanted: true, except: new Set() });
        const { sum, ...has } = sumOfBareFaces(db, taken);
        if (has.faces !== taken.faces.length || sum !== taken.sum)
          throw new TammesError('share-differs', { server: nameOfServer(share) });
        return { ...has, added };
      },
      ({ people, faces }) => ({ action: 'keep-people', parameters: { people, faces } }),
    );
    // From now on, whoever of them is renamed here is corrected for all desks.
    followCorrections(store, taken);
    return { ...result, unsound: taken.unsound, head: taken.head.name };
  });
}
