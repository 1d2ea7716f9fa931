/** Removes missing photos. Until photos are added that can be undone as any other change. */
import type { Removal } from '../../src-shared/contract/index.ts';
import { noteErasure } from './erase.ts';
import { change } from './journal.ts';
import { deletePeopleWithoutFaces } from './people.ts';
import type { Database } from './sql.ts';

/**
 * Removes the records of missing photos: faces, features, chips and names, and people who are left without a face.
 * Photos with a face that somebody chose for a person stay, and so do those that are back.
 *
 * @param photoIds ids that are not those of missing photos count as kept.
 */
export function removeMissing(db: Database, photoIds: readonly number[]): Removal {
  const count = (table: string) => Number(db.prepare(`SELECT count(*) AS n FROM ${table}`).get()!.n);
  const counts = () => ({ photos: count('photos'), faces: count('faces'), people: count('people') });
  const { entryId, result } = change(
    db,
    () => {
      const before = counts();
      db.prepare(
        `DELETE FROM photos WHERE id IN (SELECT value FROM json_each(?))
           AND EXISTS (SELECT 1 FROM places WHERE photo_id = photos.id)
           AND NOT EXISTS (SELECT 1 FROM places WHERE photo_id = photos.id AND missing_since IS NULL)
           AND NOT EXISTS (SELECT 1 FROM labels l JOIN faces f ON f.id = l.face_id WHERE f.photo_id = photos.id AND l.chosen = 1)`,
      ).run(JSON.stringify(photoIds));
      deletePeopleWithoutFaces(db);
      const after = counts();
      return {
        photos: before.photos - after.photos,
        faces: before.faces - after.faces,
        people: before.people - after.people,
      };
    },
    ({ photos, faces }) => ({ action: 'remove-photos', parameters: { photos, faces } }),
  );
  return { entryId, ...result, kept: photoIds.length - result.photos };
}

/**
 * Makes removals final: the journal forgets them, and all before them, as that may name who was removed. `eraseRemoved` clears the
 * file of it afterwards. Call within a transaction.
 */
export function forgetRemovals(db: Database): void {
  const forgotten = db
    .prepare(
      `DELETE FROM journal WHERE id <=
         (SELECT max(id) FROM journal WHERE action = 'remove-photos' AND undone = 0)`,
    )
    .run();
  if (forgotten.changes > 0) noteErasure(db);
}
