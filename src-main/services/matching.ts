import type { Output, Verification } from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import { decodeHead, type Head } from '../../src-shared/training/index.ts';
import { featureVersion } from '../../src-shared/vision/index.ts';
import type { Galleries } from '../gallery/galleries.ts';
import { decodePhoto } from '../photos/photo.ts';
import { currentBackbone } from '../store/backbones.ts';
import { libraryFalseAccept, setLibraryFalseAccept } from '../store/false-accept.ts';
import { change } from '../store/journal.ts';
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

/** Whether two faces are the same person's. @param features of both. */
export function verifyFeatures(
  { db }: Store,
  galleries: Galleries,
  headId: number,
  features: readonly ArrayLike<number>[],
): Promise<Verification> {
  return galleries.verify(headId, { features, falseAccept: libraryFalseAccept(db) });
}

/** Chooses the rate of strangers taken for somebody from now on. */
export function setFalseAccept({ db }: Store, rate: number): void {
  change(
    db,
    () => setLibraryFalseAccept(db, rate),
    () => ({ action: 'set-false-accept', parameters: { rate } }),
  );
}

/** @throws TammesError 'features-of-other-backbone': a window may have described faces before another one came into use. */
function refuseOtherFeatures(
  { db }: Store,
  features: readonly ArrayLike<number>[],
  version = featureVersion,
): void {
  const current = currentBackbone(db);
  if (version !== current.version || features.some(({ length }) => length !== current.size))
    throw new TammesError('features-of-other-backbone', {});
}

/** The namespace `matching`. */
export function matchingHandlers(store: Store, galleries: Galleries): Handlers<'matching'> {
  return {
    'matching.match': async ({ headId, features, limit, featureVersion }) => {
      refuseOtherFeatures(store, features, featureVersion);
      return matchFeatures(store, galleries, headId, features, limit);
    },
    'matching.verify': async ({ headId, features, featureVersion }) => {
      refuseOtherFeatures(store, features, featureVersion);
      return verifyFeatures(store, galleries, headId, features);
    },
    'matching.falseAccept': async () => libraryFalseAccept(store.db),
    'matching.setFalseAccept': async ({ rate }) => {
      setFalseAccept(store, rate);
      return rate;
    },
    'matching.decode': async ({ name, bytes }) => (await decodePhoto(name, bytes)).pixels,
  };
}
