import type { EngineName } from '../../src-shared/contract/index.ts';
import { toError } from '../../src-shared/errors/index.ts';
import { whyNotEngine } from '../gallery/engines/index.ts';
import type { Galleries } from '../gallery/galleries.ts';
import { libraryEngine, setLibraryEngine } from '../store/gallery-engine.ts';
import { change } from '../store/journal.ts';
import { removeKeptIndexes } from '../store/kept-index.ts';
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
