/** A library of made-up faces, some with a name. */
import { transaction } from '../../src-main/store/database.ts';
import { labelFace, personNamed } from '../../src-main/store/people.ts';
import { insertLooseFace } from '../../src-main/store/photos.ts';
import type { Store } from '../../src-main/store/store.ts';
import { featureOf, recordOf } from '../gallery/enrolled.ts';

/** Adds a photo of somebody. @param name null: nobody has said who it is. @returns the face. */
export function addFace({ db }: Store, person: number, photo: number, name: string | null): number {
  return transaction(db, () => {
    const { faceId } = insertLooseFace(db, `enrolled:${person}/${photo}`, recordOf(featureOf(person, photo)));
    if (name !== null) labelFace(db, faceId, personNamed(db, name), 'hand');
    return faceId;
  });
}

/** Names faces. @param name null: takes their name away. */
export function nameFaces({ db }: Store, faceIds: readonly number[], name: string | null): void {
  transaction(db, () => {
    for (const faceId of faceIds) {
      if (name === null) db.prepare('DELETE FROM labels WHERE face_id = ?').run(faceId);
      else labelFace(db, faceId, personNamed(db, name), 'hand');
    }
  });
}
