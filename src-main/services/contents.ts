/** What a library holds, as the command line lists it and the interface's methods answer. */
import { resolve } from 'node:path';
import type {
  DetectorId,
  DuplicateGroup,
  FaceCard,
  LeftOut,
  LibrarySummary,
  MissingPhoto,
  PhotoFailure,
  QualityLimits,
  Removal,
} from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import { withinLimits } from '../../src-shared/quality/index.ts';
import { setLibraryDetector } from '../store/detector.ts';
import { faceCards, faceIds } from '../store/faces.ts';
import { change, journalState, undo } from '../store/journal.ts';
import { namedFaces } from '../store/labelled-faces.ts';
import { countOutdated } from '../store/outdated.ts';
import { listPeople } from '../store/people.ts';
import { listFailures, listMissing } from '../store/places.ts';
import { removeMissing } from '../store/removal.ts';
import { listDuplicates } from '../store/shots.ts';
import type { Store } from '../store/store.ts';
import { librarySummary } from '../store/summary.ts';
import { isBelow } from './paths.ts';

/** The library as numbers, and what finds its faces. */
export function summaryOf({ db, folder }: Store): LibrarySummary {
  return librarySummary(db, folder);
}

/** Sets what finds the faces of the photos that are read from now on. */
export function chooseDetector(store: Store, detector: DetectorId): LibrarySummary {
  change(
    store.db,
    () => setLibraryDetector(store.db, detector),
    () => ({ action: 'set-detector', parameters: { detector } }),
  );
  return summaryOf(store);
}

/** Faces with a feature of an older version. */
export function outdatedOf({ db }: Store): number {
  return countOutdated(db);
}

/** Groups of photos that show the same shot. */
export function duplicatesOf({ db }: Store): DuplicateGroup[] {
  return listDuplicates(db);
}

/** Files that could not be read. @param folder only those below it, or the folder itself. */
export function failuresOf({ db }: Store, folder?: string): PhotoFailure[] {
  return listFailures(db).filter(({ path }) => isIn(path, folder));
}

/** Photos whose files are gone. @param folder only those that lay below it. */
export function missingPhotos({ db }: Store, folder?: string): MissingPhoto[] {
  return listMissing(db).filter(({ path }) => isIn(path, folder));
}

/** Removes the faces, features and names of photos whose files are gone. @param folder only of those that lay below it. */
export function removeMissingPhotos(store: Store, folder?: string): Removal {
  return removeMissing(
    store.db,
    missingPhotos(store, folder).map(({ photoId }) => photoId),
  );
}

/** Takes the last removal back. @throws TammesError when there is none, or something else was changed since. */
export function undoLastRemoval({ db }: Store): { photos: number } {
  const last = journalState(db).undo;
  if (last?.action !== 'remove-photos') throw new TammesError('photos-removal-final', {});
  undo(db, last.id);
  return { photos: last.parameters.photos };
}

function isIn(path: string, folder: string | undefined): boolean {
  return folder === undefined || isBelow(path, resolve(folder));
}

/** A face and whose it is; null for nobody's. */
export type NamedFace = Omit<FaceCard, 'rating'> & { person: string | null };

/**
 * All faces of the library, by photo path.
 * @param name only this person's.
 * @throws TammesError 'bad-input' when nobody is called so.
 */
export function facesOf({ db }: Store, name?: string): NamedFace[] {
  const people = listPeople(db);
  const person = people.find((one) => one.name === name);
  if (name !== undefined && person === undefined) {
    throw new TammesError('person-unknown', { name });
  }
  const nameOf = new Map(people.map(({ id, name }) => [id, name]));
  const order = { sort: 'path', descending: false, group: null } as const;
  const faces = faceCards(db, faceIds(db, { personId: person?.id, only: null }, order));
  return faces.map(({ rating: _, ...face }) => ({
    ...face,
    person: face.personId === null ? null : (nameOf.get(face.personId) ?? null),
  }));
}

/** How many labelled faces limits leave out, and why. @param personId only of this person's. */
export function leftOutBy({ db }: Store, limits: QualityLimits | null, personId?: number): LeftOut {
  const isWanted = (face: { personId: number }) => personId === undefined || face.personId === personId;
  return withinLimits(namedFaces(db).filter(isWanted), limits).count;
}
