/** Corrections of who is on photos. Call within `change` of journal.ts, so that they can be undone. */
import type { Consent } from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import { photoName } from './folder.ts';
import { labelFace, nameOf, personNamed } from './people.ts';
import type { Database } from './sql.ts';

/** Who faces are given to; null: nobody. */
export type Receiver = { personId: number } | { name: string } | null;

/** What a correction may do. */
export interface Permission {
  /** One person may have two faces on a photo. */
  allowTwice: boolean;
}

/** Of several faces the one person who they were; null: nobody, or several people. */
export function commonName(db: Database, faceIds: readonly number[]): string | null {
  const rows = db
    .prepare(
      `SELECT DISTINCT p.name FROM json_each(?) j LEFT JOIN labels l ON l.face_id = j.value
       LEFT JOIN people p ON p.id = l.person_id LIMIT 2`,
    )
    .all(JSON.stringify(faceIds));
  return rows.length === 1 ? (rows[0]!.name as string | null) : null;
}

/**
 * Gives faces to somebody, or takes their names away, for good: scans do not change that. That a face is not who it was before is
 * remembered. Whoever is left without a face goes.
 *
 * @returns whose they are now.
 * @throws TammesError 'face-unknown', 'person-gone', or 'person-twice' unless that is allowed.
 */
export function moveFaces(
  db: Database,
  faceIds: readonly number[],
  to: Receiver,
  permission: Permission,
): number | null {
  const before = faceIds.map((faceId) => ({ faceId, personId: personOf(db, faceId) }));
  const personId = receiverOf(db, to);
  for (const { faceId, personId: old } of before) {
    if (old !== null && old !== personId) refuse(db, faceId, old);
    if (personId === null) db.prepare('DELETE FROM labels WHERE face_id = ?').run(faceId);
    else {
      db.prepare('DELETE FROM refusals WHERE face_id = ? AND person_id = ?').run(faceId, personId);
      db.prepare('UPDATE faces SET ignored = 0 WHERE id = ? AND ignored = 1').run(faceId);
      labelFace(db, faceId, personId, 'hand');
      settlePhoto(db, faceId, personId);
    }
  }
  if (personId !== null) refuseTwice(db, personId, faceIds, permission);
  deleteEmptied(
    db,
    before.flatMap(({ personId: old }) => (old === null ? [] : [old])),
  );
  return personId;
}

function receiverOf(db: Database, to: Receiver): number | null {
  if (to === null) return null;
  if ('name' in to) return personNamed(db, to.name);
  nameOf(db, to.personId);
  return to.personId;
}

/** Who a face is; null: nobody knows. @throws TammesError 'face-unknown' */
function personOf(db: Database, faceId: number): number | null {
  const row = db
    .prepare('SELECT l.person_id FROM faces f LEFT JOIN labels l ON l.face_id = f.id WHERE f.id = ?')
    .get(faceId);
  if (row === undefined) throw new TammesError('face-unknown', { faceId });
  return row.person_id as number | null;
}

function refuse(db: Database, faceId: number, personId: number): void {
  db.prepare('INSERT INTO refusals VALUES (?, ?) ON CONFLICT DO NOTHING').run(faceId, personId);
}

/** Somebody has said which face of a photo is meant: what was guessed for others there is void. */
function settlePhoto(db: Database, faceId: number, personId: number): void {
  const photo = db
    .prepare('SELECT p.id FROM photos p JOIN faces f ON f.photo_id = p.id WHERE f.id = ? AND p.ambiguous = 1')
    .get(faceId);
  if (photo === undefined) return;
  const guessed = db
    .prepare(
      `DELETE FROM labels WHERE person_id = ? AND face_id <> ? AND source IN ('folder', 'file-name')
         AND face_id IN (SELECT id FROM faces WHERE photo_id = ?)`,
    )
    .run(personId, faceId, photo.id!);
  const rest = db
    .prepare(
      `SELECT 1 FROM labels l JOIN faces f ON f.id = l.face_id
       WHERE f.photo_id = ? AND l.source IN ('folder', 'file-name')`,
    )
    .get(photo.id!);
  if (guessed.changes > 0 || rest === undefined)
    db.prepare('UPDATE photos SET ambiguous = 0, undecided = 0 WHERE id = ?').run(photo.id!);
}

/** @param faceIds null: of all photos of the person. */
function refuseTwice(
  db: Database,
  personId: number,
  faceIds: readonly number[] | null,
  { allowTwice }: Permission,
): void {
  const photos = db
    .prepare(
      `SELECT f.photo_id, p.path FROM labels l JOIN faces f ON f.id = l.face_id JOIN photos p ON p.id = f.photo_id
       WHERE l.person_id = :person
         AND (:faces IS NULL OR f.photo_id IN (SELECT photo_id FROM faces WHERE id IN (SELECT value FROM json_each(:faces))))
         AND NOT EXISTS (SELECT 1 FROM allowed_twice a WHERE a.photo_id = f.photo_id AND a.person_id = l.person_id)
       GROUP BY f.photo_id HAVING count(*) > 1`,
    )
    .all({ person: personId, faces: faceIds === null ? null : JSON.stringify(faceIds) });
  if (photos.length === 0) return;
  if (!allowTwice) {
    const photo = photoName(String(photos[0]!.path));
    throw new TammesError('person-twice', { name: nameOf(db, personId), photos: photos.length, photo });
  }
  for (const { photo_id } of photos) setAllowedTwice(db, Number(photo_id), personId, true);
}

/** Whether a person is meant to have several faces on a photo. */
export function setAllowedTwice(db: Database, photoId: number, personId: number, allowed: boolean): void {
  db.prepare(
    allowed
      ? 'INSERT INTO allowed_twice VALUES (?, ?) ON CONFLICT DO NOTHING'
      : 'DELETE FROM allowed_twice WHERE photo_id = ? AND person_id = ?',
  ).run(photoId, personId);
}

/** Forgets those of some people who are left without a face, and of whom no face is known not to be theirs. */
export function deleteEmptied(db: Database, personIds: readonly number[]): void {
  db.prepare(
    `DELETE FROM people WHERE id IN (SELECT value FROM json_each(?))
       AND NOT EXISTS (SELECT 1 FROM labels WHERE person_id = people.id)
       AND NOT EXISTS (SELECT 1 FROM bare_faces WHERE person_id = people.id)
       AND NOT EXISTS (SELECT 1 FROM refusals WHERE person_id = people.id)`,
  ).run(JSON.stringify(personIds));
}

/** "Not this person": the faces lose that name if they have it, and are never taken for that person again. */
export function rejectPerson(db: Database, faceIds: readonly number[], personId: number): void {
  nameOf(db, personId);
  for (const faceId of faceIds) {
    if (personOf(db, faceId) === personId) db.prepare('DELETE FROM labels WHERE face_id = ?').run(faceId);
    refuse(db, faceId, personId);
  }
  deleteEmptied(db, [personId]);
}

/** Faces of strangers, who are not asked about; or again. Faces with a name are passed over. */
export function setIgnored(db: Database, faceIds: readonly number[], ignored: boolean): void {
  db.prepare(
    `UPDATE faces SET ignored = ? WHERE ignored <> ? AND id IN (SELECT value FROM json_each(?))
       AND NOT EXISTS (SELECT 1 FROM labels WHERE face_id = faces.id)`,
  ).run(Number(ignored), Number(ignored), JSON.stringify(faceIds));
}

/** @throws TammesError 'person-exists' for a name that somebody else has. */
export function renamePerson(db: Database, personId: number, name: string): void {
  const old = nameOf(db, personId);
  if (old === name) return;
  const other = db
    .prepare(
      `SELECT id, EXISTS (SELECT 1 FROM labels l WHERE l.person_id = p.id)
         OR EXISTS (SELECT 1 FROM bare_faces b WHERE b.person_id = p.id) AS known FROM people p WHERE name = ?`,
    )
    .get(name);
  if (other?.known === 1) throw new TammesError('person-exists', { name });
  // Only known as somebody whom some faces are not.
  if (other !== undefined) db.prepare('DELETE FROM people WHERE id = ?').run(other.id!);
  db.prepare('DELETE FROM aliases WHERE name = ? AND person_id = ?').run(name, personId);
  db.prepare('UPDATE people SET name = ? WHERE id = ?').run(name, personId);
  addAlias(db, old, personId);
}

function addAlias(db: Database, name: string, personId: number): void {
  db.prepare(
    'INSERT INTO aliases VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET person_id = excluded.person_id',
  ).run(name, personId);
}

/**
 * Gives everything of some people to another, who keeps name, portrait and the choice of faces; files that give their names mean that
 * one. @throws TammesError 'person-gone', or 'person-twice' unless that is allowed.
 */
export function mergePeople(
  db: Database,
  personIds: readonly number[],
  into: number,
  permission: Permission,
): void {
  const name = nameOf(db, into);
  const isChosen = hasChoice(db, into);
  // The best of all faces would be another one afterwards.
  db.prepare(
    `UPDATE people SET portrait = (SELECT f.id FROM labels l JOIN faces f ON f.id = l.face_id
       WHERE l.person_id = people.id ORDER BY f.rating DESC LIMIT 1) WHERE id = ? AND portrait IS NULL`,
  ).run(into);
  for (const personId of new Set(personIds)) {
    if (personId === into) continue;
    const old = nameOf(db, personId);
    if (!isChosen)
      db.prepare('UPDATE labels SET chosen = 0 WHERE person_id = ? AND chosen = 1').run(personId);
    db.prepare('UPDATE labels SET person_id = ? WHERE person_id = ?').run(into, personId);
    for (const table of ['aliases', 'refusals', 'allowed_twice', 'kept_labels', 'tags', 'bare_faces'])
      db.prepare(`UPDATE OR IGNORE ${table} SET person_id = ? WHERE person_id = ?`).run(into, personId);
    db.prepare(
      `UPDATE people SET birth_year = coalesce(people.birth_year, other.birth_year), note = iif(people.note = '', other.note, people.note)
       FROM people other WHERE people.id = ? AND other.id = ?`,
    ).run(into, personId);
    takeConsent(db, personId, into);
    db.prepare('DELETE FROM people WHERE id = ?').run(personId);
    if (old !== name) addAlias(db, old, into);
  }
  db.prepare(
    'DELETE FROM refusals WHERE person_id = ? AND face_id IN (SELECT face_id FROM labels WHERE person_id = ?)',
  ).run(into, into);
  refuseTwice(db, into, null, permission);
}

/** Who has none noted gets that of another, as a whole: parts of two would say what nobody has said. */
function takeConsent(db: Database, from: number, into: number): void {
  db.prepare(
    `UPDATE people SET consent = other.consent, consent_given = other.consent_given, consent_until = other.consent_until
     FROM people other WHERE people.id = ? AND other.id = ?
       AND people.consent = '' AND people.consent_given IS NULL AND people.consent_until IS NULL`,
  ).run(into, from);
}

/** Whether somebody chose which faces stand for a person. */
export function hasChoice(db: Database, personId: number): boolean {
  return db.prepare('SELECT 1 FROM labels WHERE person_id = ? AND chosen = 1').get(personId) !== undefined;
}

/** Chooses exactly these of a person's faces; none: all that can be seen well enough stand for the person. */
export function chooseFaces(db: Database, personId: number, faceIds: readonly number[]): void {
  for (const faceId of faceIds) refuseForeign(db, faceId, personId);
  const [person, faces] = [personId, JSON.stringify(faceIds)];
  db.prepare(
    'UPDATE labels SET chosen = 1 WHERE person_id = ? AND chosen = 0 AND face_id IN (SELECT value FROM json_each(?))',
  ).run(person, faces);
  db.prepare(
    'UPDATE labels SET chosen = 0 WHERE person_id = ? AND chosen = 1 AND face_id NOT IN (SELECT value FROM json_each(?))',
  ).run(person, faces);
}

/** @throws TammesError 'face-of-another' for a face that is not a person's. */
export function refuseForeign(db: Database, faceId: number, personId: number): void {
  if (personOf(db, faceId) !== personId)
    throw new TammesError('face-of-another', { faceId, name: nameOf(db, personId) });
}

/** What is kept of a person beside the name; what is absent stays. */
export interface PersonDetails {
  /** null: the best face. */
  portrait?: number | null | undefined;
  hidden?: boolean | undefined;
  ignored?: boolean | undefined;
  birthYear?: number | null | undefined;
  note?: string | undefined;
  consent?: Consent | undefined;
}

/** @throws TammesError 'person-gone', or 'face-of-another' for a portrait of somebody else. */
export function updatePerson(db: Database, personId: number, details: PersonDetails): void {
  const { portrait, hidden, ignored, birthYear, note, consent } = details;
  nameOf(db, personId);
  if (typeof portrait === 'number') refuseForeign(db, portrait, personId);
  const set = (column: string, value: number | string | null | undefined) => {
    if (value !== undefined) db.prepare(`UPDATE people SET ${column} = ? WHERE id = ?`).run(value, personId);
  };
  set('portrait', portrait);
  set('hidden', hidden === undefined ? undefined : Number(hidden));
  set('ignored', ignored === undefined ? undefined : Number(ignored));
  set('birth_year', birthYear);
  set('note', note);
  set('consent', consent?.note);
  set('consent_given', consent?.given);
  set('consent_until', consent?.until);
}
