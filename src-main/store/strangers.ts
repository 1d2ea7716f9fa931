/** Faces without a name that have been kept for long. */

import { noteErasure } from './erase.ts';
import { eraseInEvaluations, evaluationsWith } from './evaluations.ts';
import { eraseJournal, journalTraces } from './forget-journal.ts';
import type { Database } from './sql.ts';

/** Faces without a name on photos that were read before a day, the oldest first. */
export function strangersBefore(db: Database, day: string): { faceId: number; photoId: number }[] {
  return db
    .prepare(
      `SELECT f.id, f.photo_id FROM photos p JOIN faces f ON f.photo_id = p.id
       WHERE p.read_at < ? AND NOT EXISTS (SELECT 1 FROM labels l WHERE l.face_id = f.id) ORDER BY p.read_at, f.id`,
    )
    .all(day)
    .map(({ id, photo_id }) => ({ faceId: Number(id), photoId: Number(photo_id) }));
}

/** Nobody's name: of strangers only faces can be found. */
const nobody = { isName: () => false, isInPath: () => false, isInText: () => false };

/**
 * Removes faces without a name for good, also from the journal, and notes that the file has to be cleared of them. Their boxes stay as
 * those that were taken away, so that reading the photos again does not find them. Call within a transaction.
 */
export function eraseStrangers(db: Database, faceIds: readonly number[]): void {
  const faces = JSON.stringify(faceIds);
  noteErasure(db);
  eraseJournal(db, journalTraces(db, { personId: null, faces: faceIds, photos: [], names: nobody }));
  // They may have had a name when they were evaluated.
  eraseInEvaluations(db, evaluationsWith(db, new Set(faceIds), nobody));
  db.prepare(
    `INSERT INTO removed_boxes (photo_id, x, y, width, height) SELECT photo_id, x, y, width, height FROM faces
     WHERE id IN (SELECT value FROM json_each(?))`,
  ).run(faces);
  const photos = db
    .prepare('SELECT DISTINCT photo_id FROM faces WHERE id IN (SELECT value FROM json_each(?))')
    .all(faces)
    .map(({ photo_id }) => Number(photo_id));
  db.prepare('DELETE FROM faces WHERE id IN (SELECT value FROM json_each(?))').run(faces);
  // There is nothing to choose from any more.
  db.prepare(
    `UPDATE photos SET ambiguous = 0, undecided = 0 WHERE id IN (SELECT value FROM json_each(?))
       AND (SELECT count(*) FROM faces WHERE photo_id = photos.id) < 2`,
  ).run(JSON.stringify(photos));
}

export function countStrangers(db: Database): number {
  const row = db
    .prepare(
      'SELECT count(*) AS n FROM faces f WHERE NOT EXISTS (SELECT 1 FROM labels l WHERE l.face_id = f.id)',
    )
    .get()!;
  return Number(row.n);
}

/** When the first photo that is there was read; null: there is none. */
export function oldestReading(db: Database): Date | null {
  const { at } = db.prepare('SELECT min(read_at) AS at FROM photos').get()!;
  const date = new Date(String(at));
  return Number.isNaN(date.getTime()) ? null : date;
}
