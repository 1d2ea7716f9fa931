/** People of the library and their enrolment. */
import type { DatabaseSync } from 'node:sqlite';
import type { Enrolment, FaceChoice, Person } from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import { transaction } from './database.ts';

export function listPeople(db: DatabaseSync): Person[] {
  const rows = db
    .prepare(
      `SELECT p.id, p.name, count(DISTINCT f.photo_id) AS photos, count(l.face_id) AS faces,
         (SELECT count(*) FROM gallery g WHERE g.person_id = p.id) AS enrolled
       FROM people p LEFT JOIN labels l ON l.person_id = p.id LEFT JOIN faces f ON f.id = l.face_id
       GROUP BY p.id ORDER BY p.name`,
    )
    .all();
  return rows.map((row) => ({
    id: Number(row.id),
    name: String(row.name),
    photos: Number(row.photos),
    faces: Number(row.faces),
    enrolled: Number(row.enrolled),
  }));
}

/** Forgets people without a face. Call within a transaction. */
export function deletePeopleWithoutFaces(db: DatabaseSync): void {
  db.prepare(
    'DELETE FROM people WHERE id NOT IN (SELECT person_id FROM labels) AND id NOT IN (SELECT person_id FROM gallery)',
  ).run();
}

/** The person of that name, made when there is none. */
export function personNamed(db: DatabaseSync, name: string): { id: number; made: boolean } {
  const row = db.prepare('SELECT id FROM people WHERE name = ?').get(name);
  if (row !== undefined) return { id: Number(row.id), made: false };
  const made = db.prepare('INSERT INTO people (name) VALUES (?)').run(name);
  return { id: Number(made.lastInsertRowid), made: true };
}

/** Where a label comes from: what a file says, or what people did. */
export type LabelSource = FaceChoice['source'];

export function labelFace(db: DatabaseSync, faceId: number, personId: number, source: LabelSource): void {
  db.prepare('INSERT OR REPLACE INTO labels (face_id, person_id, source) VALUES (?, ?, ?)').run(
    faceId,
    personId,
    source,
  );
}

/** A face to enrol, and the photo that came with it where the enrolment brought it in. */
export interface FaceToEnrol {
  faceId: number;
  madePhotoId: number | null;
}

/**
 * Adds faces to a person's gallery and labels them as hers or his. Faces that are there already are
 * passed over. Call within a transaction.
 *
 * @throws TammesError 'bad-input' for a face that another person is enrolled with, 'unknown-id' for none.
 */
export function enrolFaces(db: DatabaseSync, name: string, faces: readonly FaceToEnrol[]): Enrolment {
  const person = personNamed(db, name);
  const enrolment = db
    .prepare('INSERT INTO enrolments (person_id, made_person, enrolled_at) VALUES (?, ?, ?)')
    .run(person.id, person.made ? 1 : 0, new Date().toISOString());
  const enrolmentId = Number(enrolment.lastInsertRowid);
  let added = 0;
  for (const { faceId, madePhotoId } of faces) {
    if (db.prepare('SELECT 1 FROM faces WHERE id = ?').get(faceId) === undefined) {
      throw new TammesError('face-unknown', { faceId });
    }
    const there = db.prepare('SELECT person_id FROM gallery WHERE face_id = ?').get(faceId);
    if (there?.person_id === person.id) continue;
    if (there !== undefined) {
      throw new TammesError('face-of-another', { faceId });
    }
    const label = db.prepare('SELECT person_id, source FROM labels WHERE face_id = ?').get(faceId);
    db.prepare(
      `INSERT INTO gallery (face_id, person_id, enrolment_id, previous_person_id, previous_source, made_photo_id)
       VALUES (?, ?, ?, ?, ?, ?)`,
    ).run(faceId, person.id, enrolmentId, label?.person_id ?? null, label?.source ?? null, madePhotoId);
    if (label?.person_id !== person.id) labelFace(db, faceId, person.id, 'enrolment');
    added++;
  }
  return { enrolmentId, personId: person.id, name, added };
}

/** Takes back what an enrolment did: gallery entries, labels, and the person and photos that it made. */
export function undoEnrolment(db: DatabaseSync, enrolmentId: number): void {
  transaction(db, () => {
    const enrolment = db
      .prepare('SELECT person_id, made_person FROM enrolments WHERE id = ?')
      .get(enrolmentId);
    if (enrolment === undefined) {
      throw new TammesError('enrolment-unknown', { enrolmentId });
    }
    const entries = db.prepare('SELECT * FROM gallery WHERE enrolment_id = ?').all(enrolmentId);
    for (const entry of entries) {
      const faceId = Number(entry.face_id);
      if (entry.made_photo_id !== null) {
        db.prepare('DELETE FROM photos WHERE id = ?').run(Number(entry.made_photo_id));
      } else if (entry.previous_person_id === null) {
        db.prepare('DELETE FROM labels WHERE face_id = ?').run(faceId);
      } else {
        const source = entry.previous_source as LabelSource;
        labelFace(db, faceId, Number(entry.previous_person_id), source);
      }
    }
    db.prepare('DELETE FROM enrolments WHERE id = ?').run(enrolmentId);
    if (enrolment.made_person === 1) {
      const unused = 'id NOT IN (SELECT person_id FROM labels) AND id NOT IN (SELECT person_id FROM gallery)';
      db.prepare(`DELETE FROM people WHERE id = ? AND ${unused}`).run(Number(enrolment.person_id));
    }
  });
}
