/** The namespace `people`: enrolment, with undo. */
import { randomUUID } from 'node:crypto';
import type { Enrolment, Enrolments, QualityLimits } from '../../src-shared/contract/index.ts';
import { withinLimits } from '../../src-shared/quality/index.ts';
import { transaction } from '../store/database.ts';
import { eraseRemoved } from '../store/erase.ts';
import { namedFaces } from '../store/labelled-faces.ts';
import { enrolFaces, listPeople, undoEnrolment } from '../store/people.ts';
import { type FaceRecord, insertLooseFace } from '../store/photos.ts';
import type { Store } from '../store/store.ts';
import { toRecords } from './described-faces.ts';
import type { Handlers } from './handlers.ts';

/**
 * Enrols every person of the library with the labelled faces within the limits, in one transaction.
 * @param limits null: with all labelled faces.
 */
export function enrolEveryone({ db }: Store, limits: QualityLimits | null): Enrolments {
  const faces = namedFaces(db);
  const { kept, count } = withinLimits(faces, limits);
  const byPerson = Map.groupBy(kept, (face) => face.name);
  const enrolments = transaction(db, () =>
    [...byPerson].map(([name, facesOfPerson]) =>
      enrolFaces(
        db,
        name,
        facesOfPerson.map(({ faceId }) => ({ faceId, madePhotoId: null })),
      ),
    ),
  );
  const names = new Set(faces.map(({ name }) => name));
  return { enrolments, leftOut: count, notEnrolled: [...names].filter((name) => !byPerson.has(name)) };
}

/** A face that does not come from a photo of the library. */
export interface LooseFace {
  /** The photo's name. */
  source: string;
  face: FaceRecord;
}

/** Enrols faces that do not come from a photo of the library; they are kept, the photo is not. */
export function enrolLoose({ db }: Store, name: string, faces: readonly LooseFace[]): Enrolment {
  const enrolment = transaction(db, () => {
    const inserted = faces.map(({ source, face }) =>
      insertLooseFace(db, `enrolled:${randomUUID()}/${source}`, face),
    );
    return enrolFaces(
      db,
      name,
      inserted.map(({ faceId, photoId }) => ({ faceId, madePhotoId: photoId })),
    );
  });
  eraseRemoved(db);
  return enrolment;
}

/** The namespace `people`. */
export function peopleHandlers(store: Store): Handlers<'people'> {
  const { db } = store;
  return {
    'people.list': async () => listPeople(db),

    'people.enrol': async ({ name, faceIds }) =>
      transaction(db, () =>
        enrolFaces(
          db,
          name,
          faceIds.map((faceId) => ({ faceId, madePhotoId: null })),
        ),
      ),

    'people.enrolAll': async ({ limits }) => enrolEveryone(store, limits),

    'people.enrolNew': async ({ name, source, face }) => {
      const [record] = await toRecords([face]);
      return enrolLoose(store, name, [{ source, face: record! }]);
    },

    'people.undoEnrol': async ({ enrolmentIds }) => {
      for (const id of enrolmentIds) undoEnrolment(db, id);
      return listPeople(db);
    },
  };
}
