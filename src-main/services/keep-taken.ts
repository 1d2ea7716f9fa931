/** What a library has taken of a shared gallery becomes its own: the part of keeping that is done in a thread. */
import { TammesError } from '../../src-shared/errors/index.ts';
import { sumOfBareFaces, writeBareFaces } from '../store/bare-faces.ts';
import { change } from '../store/journal.ts';
import { readOutbox } from '../store/share-outbox.ts';
import { markOfSharedPeople, readSharedPeople } from '../store/shared-people.ts';
import type { Store } from '../store/store.ts';
import { followCorrections, noteCorrections } from './share-corrections.ts';

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
 * Keeps what has come from the gallery, as one change.
 * @throws TammesError 'share-nothing-taken', 'share-corrections-wait', or 'share-differs' if the library would not have what the gallery
 * has; then nothing has changed.
 */
export async function keepTaken(store: Store): Promise<KeptPeople> {
  let kept: KeptPeople | null = null;
  while (kept === null) kept = await keepUnlessNewer(store);
  return kept;
}

/** @returns null: another process has taken what is newer meanwhile, and nothing has changed: who is forgotten there must not come back. */
async function keepUnlessNewer(store: Store): Promise<KeptPeople | null> {
  const { db, folder } = store;
  const mark = markOfSharedPeople(folder);
  const taken = await readSharedPeople(folder);
  if (taken === null) throw new TammesError('share-nothing-taken', {});
  noteCorrections(store, taken);
  const waiting = readOutbox(db).waiting.length;
  // Those people are called otherwise here, or are somebody else.
  if (waiting > 0) throw new TammesError('share-corrections-wait', { waiting });
  const { result } = change(
    db,
    () => {
      if (markOfSharedPeople(folder) !== mark) return null;
      const { added } = writeBareFaces(db, taken, { isNewWanted: true, except: new Set() });
      const { sum, ...has } = sumOfBareFaces(db, taken);
      if (has.faces !== taken.faces.length || sum !== taken.sum)
        throw new TammesError('share-differs', { server: taken.server });
      return { ...has, added };
    },
    (kept) => ({ action: 'keep-people', parameters: { people: kept!.people, faces: kept!.faces } }),
  );
  if (result === null) return null;
  // From now on, whoever of them is renamed here is corrected for all desks. It may have been left by now, or something newer was taken.
  const now = markOfSharedPeople(folder) === mark ? taken : await readSharedPeople(folder);
  if (now !== null) followCorrections(store, now);
  return { ...result, unsound: taken.unsound, head: taken.head.name };
}
