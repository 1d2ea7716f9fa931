import type { Output } from '../../src-shared/contract/index.ts';
import { decodeHead, type Head } from '../../src-shared/training/index.ts';
import type { Galleries } from '../gallery/galleries.ts';
import { decodePhoto } from '../photos/photo.ts';
import { libraryFalseAccept, setLibraryFalseAccept } from '../store/false-accept.ts';
import { headData } from '../store/runs.ts';
import type { Store } from '../store/store.ts';
import type { Handlers } from './handlers.ts';

/** A stored head, decoded. @throws TammesError 'unknown-id' */
export function loadHead({ db }: Store, headId: number): Head {
  return decodeHead(headData(db, headId), `Head ${headId}`);
}

/** Matches features against everyone who is enrolled, at the threshold that the library's settings ask for. */
export function matchFeatures(
  { db }: Store,
  galleries: Galleries,
  headId: number,
  features: readonly ArrayLike<number>[],
  limit: number,
): Promise<Output<'matching.match'>> {
  return galleries.match(headId, { features, limit, falseAccept: libraryFalseAccept(db) });
}

/** Chooses the rate of strangers taken for somebody from now on. */
export function setFalseAccept({ db }: Store, rate: number): void {
  setLibraryFalseAccept(db, rate);
}

/** The namespace `matching`. */
export function matchingHandlers(store: Store, galleries: Galleries): Handlers<'matching'> {
  return {
    'matching.match': ({ headId, features, limit }) =>
      matchFeatures(store, galleries, headId, features, limit),
    'matching.falseAccept': async () => libraryFalseAccept(store.db),
    'matching.setFalseAccept': async ({ rate }) => {
      setFalseAccept(store, rate);
      return rate;
    },
    'matching.decode': async ({ name, bytes }) => (await decodePhoto(name, bytes)).pixels,
  };
}
