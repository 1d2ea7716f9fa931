/** Removes missing photos, and puts them back. */
import { randomInt } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { Removal } from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import { transaction } from './database.ts';
import { eraseRemoved, noteErasure } from './erase.ts';

/** What belongs to a photo, in the order in which it can be put back; each has a `removed_` table while it can be. */
const tables = ['people', 'photos', 'places', 'faces', 'chips', 'thumbnails', 'labels'] as const;

const nobody = 'id NOT IN (SELECT person_id FROM labels) AND id NOT IN (SELECT person_id FROM gallery)';

/**
 * Removes the records of missing photos: faces, features, chips and names, and people who are left without a face.
 * Photos that somebody is enrolled with stay, and so do those that are back. It can be undone until photos are added or others
 * are removed.
 *
 * @param photoIds ids that are not those of missing photos count as kept.
 */
export function removeMissing(db: DatabaseSync, photoIds: readonly number[]): Removal {
  const removal = transaction(db, () => {
    forgetRemoval(db);
    for (const table of tables) db.exec(`CREATE TABLE removed_${table} AS SELECT * FROM ${table} WHERE 0`);
    const counts = { photos: 0, faces: 0, people: 0 };
    const keep = (table: (typeof tables)[number], where: string, ...values: string[]) =>
      Number(
        db.prepare(`INSERT INTO removed_${table} SELECT * FROM ${table} WHERE ${where}`).run(...values)
          .changes,
      );
    counts.photos = keep(
      'photos',
      `id IN (SELECT value FROM json_each(?))
         AND EXISTS (SELECT 1 FROM places WHERE photo_id = photos.id)
         AND NOT EXISTS (SELECT 1 FROM places WHERE photo_id = photos.id AND missing_since IS NULL)
         AND NOT EXISTS (SELECT 1 FROM gallery g JOIN faces f ON f.id = g.face_id WHERE f.photo_id = photos.id)`,
      JSON.stringify(photoIds),
    );
    const ofPhotos = 'photo_id IN (SELECT id FROM removed_photos)';
    keep('places', ofPhotos);
    counts.faces = keep('faces', ofPhotos);
    for (const table of ['chips', 'thumbnails', 'labels'] as const)
      keep(table, 'face_id IN (SELECT id FROM removed_faces)');
    db.exec('DELETE FROM photos WHERE id IN (SELECT id FROM removed_photos)');
    counts.people = keep('people', nobody);
    db.exec('DELETE FROM people WHERE id IN (SELECT id FROM removed_people)');
    const id = randomInt(2 ** 47);
    db.exec(`CREATE TABLE removed_by (id INTEGER NOT NULL) STRICT; INSERT INTO removed_by VALUES (${id});`);
    return { id, ...counts, kept: photoIds.length - counts.photos };
  });
  eraseRemoved(db);
  return removal;
}

/**
 * Takes the last removal back.
 * @param id of the removal that is meant; absent: whichever was the last.
 * @throws TammesError 'unknown-id' if there is none, or photos were added since.
 */
export function undoRemoval(db: DatabaseSync, id?: number): { photos: number } {
  return transaction(db, () => {
    const known = columnsOf(db, 'removed_by').length > 0;
    const last = known ? Number(db.prepare('SELECT id FROM removed_by').get()!.id) : null;
    if (last === null || last !== (id ?? last)) {
      throw new TammesError('photos-removal-final', {});
    }
    const photos = Number(db.prepare('SELECT count(*) AS n FROM removed_photos').get()!.n);
    // Somebody of the same name may have come meanwhile.
    db.exec(`UPDATE removed_labels SET person_id = (
      SELECT p.id FROM removed_people r JOIN people p ON p.name = r.name WHERE r.id = removed_labels.person_id
    ) WHERE person_id IN (SELECT r.id FROM removed_people r JOIN people p ON p.name = r.name)`);
    db.exec('DELETE FROM removed_people WHERE name IN (SELECT name FROM people)');
    for (const table of tables) {
      // A column that a newer version has added takes its default.
      const columns = columnsOf(db, `removed_${table}`).join(', ');
      db.exec(`INSERT OR REPLACE INTO ${table} (${columns}) SELECT ${columns} FROM removed_${table}`);
    }
    dropRemoved(db);
    return { photos };
  });
}

/** Makes the last removal final. `eraseRemoved` clears the file of it afterwards. Call within a transaction. */
export function forgetRemoval(db: DatabaseSync): void {
  if (columnsOf(db, 'removed_by').length === 0) return;
  dropRemoved(db);
  noteErasure(db);
}

function dropRemoved(db: DatabaseSync): void {
  for (const table of [...tables, 'by']) db.exec(`DROP TABLE IF EXISTS removed_${table}`);
}

function columnsOf(db: DatabaseSync, table: string): string[] {
  return db
    .prepare('SELECT name FROM pragma_table_info(?)')
    .all(table)
    .map(({ name }) => String(name));
}
