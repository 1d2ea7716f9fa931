import type { EngineName, GalleryServerInfo } from '../../src-shared/contract/index.ts';
import { TammesError, toError } from '../../src-shared/errors/index.ts';
import { whyNotEngine } from '../gallery/engines/index.ts';
import type { Galleries } from '../gallery/galleries.ts';
import { prepareServer, removeFromServer, removePersonFromServer } from '../gallery/server.ts';
import { libraryEngine, setLibraryEngine } from '../store/gallery-engine.ts';
import {
  dropServer,
  infoOfServer,
  isSameDatabase,
  keepServer,
  nameOfServer,
  newGallery,
  parseServer,
  serverOf,
} from '../store/gallery-server.ts';
import { change } from '../store/journal.ts';
import { removeKeptIndexes } from '../store/kept-index.ts';
import { shareOf } from '../store/shared-server.ts';
import type { Store } from '../store/store.ts';
import type { Handlers } from './handlers.ts';

/** Chooses what finds the people nearest to a face from now on. An index that is not used any more is removed. @throws TammesError if it does not run here. */
export function setEngine({ db, folder }: Store, engine: EngineName): void {
  const failure = whyNotEngine(engine, folder);
  if (failure !== null) throw toError(failure);
  if (libraryEngine(db) === engine) return;
  change(
    db,
    () => setLibraryEngine(db, engine),
    () => ({ action: 'set-gallery-engine', parameters: { engine } }),
  );
  if (engine !== 'usearch') removeKeptIndexes(folder);
}

/**
 * Sends people's embeddings to a database from now on, and searches there.
 * @param address such as postgres://user@host/database.
 * @throws TammesError if it is not one, or the server lacks something or does not answer: then nothing is changed.
 */
export async function connectGallery(store: Store, address: string): Promise<void> {
  const to = parseServer(address);
  const share = shareOf(store.folder);
  if (share !== null) throw new TammesError('share-and-connect', { server: nameOfServer(share) });
  const before = serverOf(store.folder);
  const isSame = before !== null && isSameDatabase(before, to);
  const server = isSame ? { ...to, gallery: before.gallery } : newGallery(to);
  await prepareServer(server);
  // What the one before has is not to stay there unseen.
  if (before !== null && !isSame) await removeFromServer(before);
  keepServer(store.folder, server);
  setEngine(store, 'postgres');
}

/**
 * Removes what the database has of the library, and compares all people again.
 * @param isForced without removing anything, as from a server that is gone for good.
 * @returns where it was connected to; null: nowhere. @throws TammesError if the server does not answer: then it stays connected.
 */
export async function disconnectGallery(store: Store, isForced: boolean): Promise<GalleryServerInfo | null> {
  const server = serverOf(store.folder);
  if (libraryEngine(store.db) === 'postgres') setEngine(store, 'exact');
  if (server === null) return null;
  if (!isForced) await removeFromServer(server);
  dropServer(store.folder);
  return infoOfServer(server);
}

/** Removes somebody from the database that a library is connected to. @returns the database if it still has the person: it was not reached. */
export async function forgetOnServer(folder: string, personId: number): Promise<string | null> {
  const server = serverOf(folder);
  if (server === null) return null;
  try {
    await removePersonFromServer(server, personId);
    return null;
  } catch {
    return nameOfServer(server);
  }
}

/** The namespace `gallery`. */
export function galleryHandlers(store: Store, galleries: Galleries): Handlers<'gallery'> {
  return {
    'gallery.state': ({ headId }) => galleries.state(headId),
    'gallery.setEngine': async ({ engine }) => {
      setEngine(store, engine);
      return engine;
    },
  };
}
