/** The part of the namespace `library` that is about faces: listed, of one photo, and corrected by hand. */
import type { FaceFilter } from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import { readPhoto } from '../photos/photo.ts';
import { addFace, moveFace, nameOfPhoto, removeFaces } from '../store/boxes.ts';
import { type FaceOrder, type FacesWanted, faceCards, faceGroups, faceIds } from '../store/faces.ts';
import { photoName } from '../store/folder.ts';
import { change } from '../store/journal.ts';
import { Kept } from '../store/kept.ts';
import { chooseFace } from '../store/labels.ts';
import { listFolders, photoInFull, photoOf } from '../store/photo.ts';
import { photoPath } from '../store/photos.ts';
import type { Store } from '../store/store.ts';
import { toRecords } from './described-faces.ts';
import type { Handlers } from './handlers.ts';
import { facesOfSide } from './run-sides.ts';
import { facesWithTag } from './tags.ts';

type FacesMethod =
  | ('faces' | 'faceIds' | 'faceGroups' | 'photo' | 'folders' | 'chooseFace')
  | ('photoPixels' | 'addFace' | 'moveFace' | 'removeFaces');

function boxHandlers({
  db,
}: Store): Pick<
  Handlers<'library'>,
  'library.photoPixels' | 'library.addFace' | 'library.moveFace' | 'library.removeFaces'
> {
  const pathOf = (photoId: number) => {
    const path = photoPath(db, photoId);
    if (path === null) throw new TammesError('photo-unknown', { photoId });
    return path;
  };
  return {
    'library.photoPixels': async ({ photoId }) => (await readPhoto(pathOf(photoId))).pixels,
    'library.addFace': async ({ photoId, face }) => {
      const [record] = await toRecords([face]);
      const parameters = { photo: photoName(pathOf(photoId)) };
      const { entryId, result: faceId } = change(
        db,
        () => addFace(db, photoId, record!),
        () => ({ action: 'add-face', parameters }),
      );
      return { entryId, faceId };
    },
    'library.moveFace': async ({ faceId, face }) => {
      const [record] = await toRecords([face]);
      const { entryId } = change(
        db,
        () => moveFace(db, faceId, record!),
        () => ({ action: 'move-face', parameters: { photo: nameOfPhoto(db, faceId) } }),
      );
      return { entryId };
    },
    'library.removeFaces': async ({ faceIds }) => {
      const parameters = { photo: nameOfPhoto(db, faceIds[0]!), faces: faceIds.length };
      const { entryId } = change(
        db,
        () => removeFaces(db, faceIds),
        () => ({ action: 'remove-faces', parameters }),
      );
      return { entryId };
    },
  };
}

async function wantedBy(store: Store, { run, tag, ...filter }: FaceFilter): Promise<FacesWanted> {
  const sides = run === undefined ? [] : [new Set(await facesOfSide(store, run.runId, run.side))];
  const sets = tag === undefined ? sides : [...sides, facesWithTag(store.db, tag)];
  const [first, ...others] = sets;
  if (first === undefined) return filter;
  return { ...filter, among: [...others.reduce((kept, set) => kept.intersection(set), first)] };
}

/** The methods of `library` about faces. */
export function facesHandlers(store: Store): Pick<Handlers<'library'>, `library.${FacesMethod}`> {
  const { db } = store;
  const kept = new Kept(db);
  const idsOf = (wanted: FacesWanted, order: FaceOrder) =>
    kept.get(['ids', wanted, order], () => faceIds(db, wanted, order));
  return {
    'library.faces': async ({ offset, limit, sort, descending, group, ...filter }) => {
      const ids = idsOf(await wantedBy(store, filter), { sort, descending, group });
      return { total: ids.length, faces: faceCards(db, ids.slice(offset, offset + limit)) };
    },
    'library.faceIds': async ({ sort, descending, group, ...filter }) => [
      ...idsOf(await wantedBy(store, filter), { sort, descending, group }),
    ],
    'library.faceGroups': async ({ group, sort: _, descending: __, ...filter }) => {
      const wanted = await wantedBy(store, filter);
      return kept.get(['groups', wanted, group], () => faceGroups(db, wanted, group));
    },
    'library.photo': async (wanted) =>
      photoInFull(db, 'faceId' in wanted ? photoOf(db, wanted.faceId) : wanted.photoId),
    'library.folders': async () => kept.get('folders', () => listFolders(db)),
    ...boxHandlers(store),
    'library.chooseFace': async ({ faceId }) => {
      const { entryId } = change(
        db,
        () => chooseFace(db, faceId),
        (parameters) => ({ action: 'choose-face', parameters }),
      );
      return { entryId };
    },
  };
}
