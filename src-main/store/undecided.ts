/** Photos of a person's folder with several faces, any of which could be the person. */
import { isOutdated } from './outdated.ts';
import { labelFace } from './people.ts';
import { featureReader } from './sound-feature.ts';
import type { Database } from './sql.ts';

/** A photo that somebody's name was given to, and the faces that could be meant. */
export interface UndecidedPhoto {
  photoId: number;
  personId: number;
  /** The one that has the name by its size and sharpness. */
  named: number;
  faces: { faceId: number; feature: Float32Array }[];
}

/** Whether there are such photos whose faces can be compared: not while features of an older version wait. */
export function hasUndecided(db: Database): boolean {
  const isThere = (from: string) => db.prepare(`SELECT 1 FROM ${from} LIMIT 1`).get() !== undefined;
  return isThere('photos WHERE undecided = 1') && !isThere(`faces WHERE ${isOutdated(db)}`);
}

/** Those photos, by number. */
export function undecidedPhotos(db: Database): UndecidedPhoto[] {
  const photos = db
    .prepare(
      `SELECT p.id, l.person_id, l.face_id FROM photos p JOIN faces f ON f.photo_id = p.id JOIN labels l ON l.face_id = f.id
       WHERE p.undecided = 1 AND l.source IN ('folder', 'file-name') GROUP BY p.id ORDER BY p.id`,
    )
    .all();
  // Somebody said of the others who they are, or that they are not the person.
  const candidates = db.prepare(
    `SELECT f.id, f.feature FROM faces f LEFT JOIN labels l ON l.face_id = f.id
     WHERE f.photo_id = :photo AND f.feature_version > 0 AND (l.face_id IS NULL OR l.face_id = :named)
       AND NOT EXISTS (SELECT 1 FROM refusals r WHERE r.face_id = f.id AND r.person_id = :person) ORDER BY f.id`,
  );
  const read = featureReader(db);
  return photos.map(({ id, person_id, face_id }) => ({
    photoId: Number(id),
    personId: Number(person_id),
    named: Number(face_id),
    faces: candidates.all({ photo: id!, named: face_id!, person: person_id! }).map((face) => ({
      faceId: Number(face.id),
      feature: read(Number(face.id), face.feature as Uint8Array),
    })),
  }));
}

/** All faces of such photos: they do not tell how somebody looks. */
export function facesOfUndecided(db: Database): ReadonlySet<number> {
  const rows = db
    .prepare('SELECT f.id FROM photos p JOIN faces f ON f.photo_id = p.id WHERE p.undecided = 1')
    .all();
  return new Set(rows.map(({ id }) => Number(id)));
}

/**
 * Gives the name to the face that is meant. Call within a transaction.
 * @param isSure whether nothing is left to ask.
 */
export function decidePhoto(
  db: Database,
  { photoId, personId, named }: UndecidedPhoto,
  faceId: number,
  isSure: boolean,
): void {
  if (faceId !== named) {
    const { source } = db.prepare('SELECT source FROM labels WHERE face_id = ?').get(named)!;
    db.prepare('DELETE FROM labels WHERE face_id = ?').run(named);
    labelFace(db, faceId, personId, source as 'folder' | 'file-name');
  }
  db.prepare('UPDATE photos SET undecided = ?, ambiguous = ? WHERE id = ?').run(
    Number(!isSure),
    Number(!isSure),
    photoId,
  );
}
