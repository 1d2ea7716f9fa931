/** Faces that people draw, move and take away. Call within `change` of journal.ts. */
import { TammesError } from '../../src-shared/errors/index.ts';
import { deleteEmptied } from './corrections.ts';
import { photoName } from './folder.ts';
import { describeAnew, type FaceRecord, insertFace, photoPath } from './photos.ts';
import type { Database } from './sql.ts';

/** Adds a face to a photo. @returns the face. @throws TammesError 'photo-unknown' */
export function addFace(db: Database, photoId: number, face: FaceRecord): number {
  if (photoPath(db, photoId) === null) throw new TammesError('photo-unknown', { photoId });
  const faceId = insertFace(db, photoId, face);
  markByHand(db, faceId);
  return faceId;
}

/** Gives a face another box and what is described in it; name and id stay. @throws TammesError 'face-unknown' */
export function moveFace(db: Database, faceId: number, face: FaceRecord): void {
  nameOfPhoto(db, faceId);
  describeAnew(db, faceId, face);
  markByHand(db, faceId);
}

/** The name of a face's photo. @throws TammesError 'face-unknown' */
export function nameOfPhoto(db: Database, faceId: number): string {
  const row = db
    .prepare('SELECT p.path FROM photos p JOIN faces f ON f.photo_id = p.id WHERE f.id = ?')
    .get(faceId);
  if (row === undefined) throw new TammesError('face-unknown', { faceId });
  return photoName(String(row.path));
}

function markByHand(db: Database, faceId: number): void {
  db.prepare('UPDATE faces SET by_hand = 1 WHERE id = ?').run(faceId);
}

/** Takes faces away, and people who have no other; what a detector found there is not found again. @throws TammesError 'face-unknown' */
export function removeFaces(db: Database, faceIds: readonly number[]): void {
  const people: number[] = [];
  for (const faceId of faceIds) {
    const face = db
      .prepare(
        `SELECT f.photo_id, f.x, f.y, f.width, f.height, l.person_id
         FROM faces f LEFT JOIN labels l ON l.face_id = f.id WHERE f.id = ?`,
      )
      .get(faceId);
    if (face === undefined) throw new TammesError('face-unknown', { faceId });
    const { photo_id, x, y, width, height, person_id } = face;
    db.prepare('INSERT INTO removed_boxes (photo_id, x, y, width, height) VALUES (?, ?, ?, ?, ?)').run(
      photo_id!,
      x!,
      y!,
      width!,
      height!,
    );
    db.prepare('DELETE FROM faces WHERE id = ?').run(faceId);
    // There is nothing to choose from any more.
    db.prepare(
      `UPDATE photos SET ambiguous = 0, undecided = 0 WHERE id = ?
         AND (SELECT count(*) FROM faces WHERE photo_id = photos.id) < 2`,
    ).run(photo_id!);
    if (person_id !== null) people.push(Number(person_id));
  }
  deleteEmptied(db, people);
}
