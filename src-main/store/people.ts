/** People of the library: listed, found by name, and labels. */
import type { Consent, LabelSource, Person } from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import { currentVersion } from './backbones.ts';
import type { Database } from './sql.ts';

/** Everybody who has a face, by name; without the spread, which takes features. */
export function listPeople(db: Database): Omit<Person, 'spread'>[] {
  const bare = bareCounts(db);
  const rows = db
    .prepare(
      `SELECT p.*, count(DISTINCT f.photo_id) AS photos, count(l.face_id) AS faces,
         (SELECT count(*) FROM labels c WHERE c.person_id = p.id AND c.chosen = 1) AS chosen,
         -- One that was given to somebody else is no portrait of this person.
         (SELECT o.face_id FROM labels o WHERE o.face_id = p.portrait AND o.person_id = p.id) AS own_portrait,
         sum(l.source IN ('hand', 'enrolment') OR f.flaw = '' AND NOT EXISTS
           (SELECT 1 FROM photos o WHERE o.id = f.photo_id AND o.ambiguous = 1)) AS good,
         -- A bare column beside max() is that of the row with the maximum.
         f.id AS best, max(f.rating)
       -- Read by its index, which holds all that is asked.
       FROM faces f INDEXED BY faces_photo CROSS JOIN labels l ON l.face_id = f.id CROSS JOIN people p ON p.id = l.person_id
       GROUP BY p.id ORDER BY p.name`,
    )
    .all();
  const withPhotos = new Set(rows.map(({ id }) => Number(id)));
  const people = rows.map((row) => toPerson(row, bare.get(Number(row.id)) ?? 0));
  const others = [...bare].filter(([id]) => !withPhotos.has(id));
  if (others.length === 0) return people;
  const find = db.prepare(
    'SELECT *, 0 AS photos, 0 AS faces, 0 AS chosen, 0 AS good FROM people WHERE id = ?',
  );
  people.push(...others.map(([id, count]) => toPerson(find.get(id)!, count)));
  return people.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Of people with faces that have no photo, how many: see bare-faces.ts. */
export function bareCounts(db: Database): Map<number, number> {
  const rows = db.prepare('SELECT person_id, count(*) AS n FROM bare_faces GROUP BY person_id').all();
  return new Map(rows.map(({ person_id, n }) => [Number(person_id), Number(n)]));
}

function toPerson(row: Record<string, unknown>, bare: number): Omit<Person, 'spread'> {
  const chosen = Number(row.chosen);
  const nullable = (value: unknown) => (value == null ? null : Number(value));
  return {
    id: Number(row.id),
    name: String(row.name),
    photos: Number(row.photos),
    faces: Number(row.faces),
    enrolled: row.ignored === 1 ? 0 : (chosen > 0 ? chosen : Number(row.good)) + bare,
    bare,
    chosen: chosen > 0,
    portrait: nullable(row.own_portrait ?? row.best),
    hidden: row.hidden === 1,
    ignored: row.ignored === 1,
    birthYear: nullable(row.birth_year),
    note: String(row.note),
    consent: toConsent(row),
  };
}

/** @param row of `people`. */
export function toConsent({ consent, consent_given, consent_until }: Record<string, unknown>): Consent {
  const day = (value: unknown) => (value === null ? null : String(value));
  return { note: String(consent), given: day(consent_given), until: day(consent_until) };
}

/** The faces of each person that can be compared, by number. */
export function facesByPerson(db: Database): { personId: number; faceIds: number[] }[] {
  const rows = db
    .prepare(
      `SELECT l.person_id, json_group_array(l.face_id ORDER BY l.face_id) AS faces FROM labels l
       WHERE l.face_id NOT IN (SELECT id FROM faces WHERE feature_version <> ?) GROUP BY l.person_id`,
    )
    .all(currentVersion(db));
  return rows.map(({ person_id, faces }) => ({
    personId: Number(person_id),
    faceIds: JSON.parse(String(faces)) as number[],
  }));
}

/** Forgets people without a face, unless it is known of faces that they are not theirs. Call within a transaction. */
export function deletePeopleWithoutFaces(db: Database): void {
  db.prepare(
    `DELETE FROM people WHERE id NOT IN (SELECT person_id FROM labels) AND id NOT IN (SELECT person_id FROM refusals)
       AND id NOT IN (SELECT person_id FROM bare_faces)`,
  ).run();
}

/** The person of that name, made when there is none. */
export function personNamed(db: Database, name: string): number {
  const row = db.prepare('SELECT id FROM people WHERE name = ?').get(name);
  if (row !== undefined) return Number(row.id);
  return Number(db.prepare('INSERT INTO people (name) VALUES (?)').run(name).lastInsertRowid);
}

/** Whom a name in a file means: somebody of another name, if people were renamed or merged. */
export function personInFile(db: Database, name: string): number {
  const alias = db.prepare('SELECT person_id FROM aliases WHERE name = ?').get(name);
  return alias === undefined ? personNamed(db, name) : Number(alias.person_id);
}

/** @throws TammesError 'person-gone' */
export function nameOf(db: Database, personId: number): string {
  const row = db.prepare('SELECT name FROM people WHERE id = ?').get(personId);
  if (row === undefined) throw new TammesError('person-gone', { personId });
  return String(row.name);
}

/** Names a face; whether it was chosen stays if it had that name already. */
export function labelFace(db: Database, faceId: number, personId: number, source: LabelSource): void {
  db.prepare(
    `INSERT INTO labels (face_id, person_id, source) VALUES (?, ?, ?)
     ON CONFLICT (face_id) DO UPDATE SET chosen = iif(person_id = excluded.person_id, chosen, 0),
       person_id = excluded.person_id, source = excluded.source`,
  ).run(faceId, personId, source);
}
