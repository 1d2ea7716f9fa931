/** People of a shared gallery become a library's own. */
import { withShare } from '../gallery/share/client.ts';
import type { Store } from '../store/store.ts';
import type { KeptPeople } from './keep-taken.ts';
import { inTurn, joined, refresh } from './share-sync.ts';
import { doUpkeep } from './upkeep-thread.ts';

/**
 * Makes the people of other desks the library's own, by names and embeddings: they stay when it leaves the gallery. It is one change, which
 * can be undone; kept again, nothing comes twice. What has come from the gallery stays if this is broken off, and is not fetched again.
 * @param tell hears how many faces have come, of how many.
 * @throws TammesError 'share-not-joined', as `pullFromShare` and as `keepTaken`; then nothing has changed. 'work-cancelled' if the signal is
 * set off; then all are kept or nobody.
 */
export async function keepPeople(
  store: Store,
  tell: (done: number, total: number) => void,
  signal?: AbortSignal,
): Promise<KeptPeople> {
  const share = joined(store);
  await withShare(share, (client) => refresh(client, share, store, tell));
  const task = { kind: 'keep', folder: store.folder } as const;
  return inTurn(store, async () => (await doUpkeep(task, { signal })) as KeptPeople);
}
