/** Values that people and photos have beside names, by hand or from tables: see migration-tags.ts. */
import type { GivenTag } from '../../src-shared/contract/index.ts';
import type { Database } from './sql.ts';

/** Of whom or what a value is: a person on a photo, or one of both alone. */
export interface Tagged {
  photoId: number | null;
  personId: number | null;
}

export interface Tag extends Tagged {
  name: string;
  /** Empty: none any more. */
  value: string;
}

/** Sets values, each in the place of the one before. Call within a transaction. */
export function setTags(db: Database, tags: readonly Tag[]): void {
  const remove = db.prepare(
    'DELETE FROM tags WHERE name = ? AND photo_id IS ? AND person_id IS ? AND value <> ?',
  );
  const add = db.prepare(
    'INSERT INTO tags (name, photo_id, person_id, value) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  for (const { photoId, personId, name, value } of tags) {
    remove.run(name, photoId, personId, value);
    if (value !== '') add.run(name, photoId, personId, value);
  }
}

/** Whom on which photo named faces show, one for each of them; faces without a name are left out. */
export function taggedByFaces(db: Database, faceIds: readonly number[]): Tagged[] {
  return db
    .prepare(
      `SELECT f.photo_id, l.person_id FROM labels l JOIN faces f ON f.id = l.face_id
       WHERE l.face_id IN (SELECT value FROM json_each(?))`,
    )
    .all(JSON.stringify(faceIds))
    .map((row) => ({ photoId: Number(row.photo_id), personId: Number(row.person_id) }));
}

/** People on all photos; those who are gone are left out. */
export function taggedPeople(db: Database, personIds: readonly number[]): Tagged[] {
  return db
    .prepare('SELECT id FROM people WHERE id IN (SELECT value FROM json_each(?))')
    .all(JSON.stringify(personIds))
    .map(({ id }) => ({ photoId: null, personId: Number(id) }));
}

/** The columns that there are, by name. */
export function tagNames(db: Database): string[] {
  return db
    .prepare('SELECT DISTINCT name FROM tags ORDER BY name')
    .all()
    .map(({ name }) => String(name));
}

/** Tags that are said of a named face, in SQL, and how much each counts: of the person on the photo most, then of the photo, then of the person. */
const saidOfFaces = `labels l JOIN faces f ON f.id = l.face_id JOIN tags t
  ON (t.photo_id IS NULL OR t.photo_id = f.photo_id) AND (t.person_id IS NULL OR t.person_id = l.person_id)`;
const weightOfTag = '2 * (t.photo_id IS NOT NULL) + (t.person_id IS NOT NULL)';
/** Whose a tag is, by its weight. */
const owners = [null, 'person', 'photo', 'face'] as const;

/** The value of each named face: that of the tag which counts most. */
export function tagOfFaces(db: Database, name: string): Map<number, string> {
  const rows = db
    .prepare(
      `SELECT l.face_id, t.value, max(${weightOfTag}) AS weight FROM ${saidOfFaces} AND t.name = ?
       GROUP BY l.face_id`,
    )
    .all(name);
  return new Map(rows.map(({ face_id, value }) => [Number(face_id), String(value)]));
}

/** What counts for one named face, as in `tagOfFaces`, by the tags' names. */
export function tagsOfFace(db: Database, faceId: number): GivenTag[] {
  return db
    .prepare(
      `SELECT t.name, t.value, max(${weightOfTag}) AS weight FROM ${saidOfFaces}
       WHERE l.face_id = ? GROUP BY t.name ORDER BY t.name`,
    )
    .all(faceId)
    .map((row) => ({
      name: String(row.name),
      value: String(row.value),
      of: owners[Number(row.weight)]!,
    }));
}

/** What is said of a person on all photos, by the tags' names. */
export function tagsOfPerson(db: Database, personId: number): GivenTag[] {
  return db
    .prepare('SELECT name, value FROM tags WHERE person_id = ? AND photo_id IS NULL ORDER BY name')
    .all(personId)
    .map((row) => ({ name: String(row.name), value: String(row.value), of: 'person' }));
}

/** The value of each person, by name, for photos of which nothing else is known. */
export function tagOfPeople(db: Database, name: string): Map<string, string> {
  const rows = db
    .prepare(
      'SELECT n.name, t.value FROM tags t JOIN people n ON n.id = t.person_id WHERE t.name = ? AND t.photo_id IS NULL',
    )
    .all(name);
  return new Map(rows.map((row) => [String(row.name), String(row.value)]));
}

/** Somebody's age on a photo, in SQL: the year alone is known of a birth, so that somebody may be a year younger. */
export const ageAtPhoto = "CAST(strftime('%Y', p.taken_at / 1000, 'unixepoch') AS INTEGER) - n.birth_year";

/** The age of the person of each named face, as far as it is known. */
export function agesOfFaces(db: Database): Map<number, number> {
  const rows = db
    .prepare(
      `SELECT l.face_id, ${ageAtPhoto} AS age FROM labels l JOIN faces f ON f.id = l.face_id
       JOIN photos p ON p.id = f.photo_id JOIN people n ON n.id = l.person_id
       WHERE p.taken_at IS NOT NULL AND n.birth_year IS NOT NULL`,
    )
    .all();
  return new Map(rows.map((row) => [Number(row.face_id), Number(row.age)]));
}

/** Files on which no face was found, and the folders that were read. */
export function filesWithoutFace(db: Database): { paths: string[]; folders: string[] } {
  const texts = (query: string) =>
    db
      .prepare(query)
      .all()
      .map(({ text }) => String(text));
  return {
    paths: texts("SELECT path AS text FROM places WHERE photo_id IS NULL AND code = 'no-face' ORDER BY path"),
    folders: texts('SELECT DISTINCT folder AS text FROM scans'),
  };
}
