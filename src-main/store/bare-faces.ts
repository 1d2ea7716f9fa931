/**
 * Faces of which a library has an embedding alone, neither photo nor feature: of people of a shared gallery whom it keeps as its own. One
 * head recognises them, and none is trained on them.
 */
import { createHash } from 'node:crypto';
import { deleteEmptied } from './corrections.ts';
import { fromBlob, toBlob } from './database.ts';
import { noteErasure } from './erase.ts';
import { firstBare } from './face-numbers.ts';
import { eraseTraces, tracesOfPerson } from './forget.ts';
import { personNamed } from './people.ts';
import type { SharedHead, SharedPeople } from './shared-people.ts';
import type { Database } from './sql.ts';

/** As a gallery takes it. */
export interface BareFace {
  /** Its number in a gallery. */
  faceId: number;
  personId: number;
  /** Its number in the database that it comes from. */
  face: string;
  trainedOn: boolean;
  embedding: Float32Array;
}

type HeadOfFaces = Pick<SharedHead, 'hash' | 'featureVersion'>;

/** Those that a head recognises, by number. */
export function bareFaces(db: Database, { hash, featureVersion }: HeadOfFaces): BareFace[] {
  const rows = db
    .prepare(
      `SELECT b.* FROM bare_faces b JOIN people p ON p.id = b.person_id
       WHERE b.head = ? AND b.feature_version = ? AND p.ignored = 0 ORDER BY b.id`,
    )
    .all(hash, featureVersion);
  return rows.map((row) => ({
    faceId: firstBare + Number(row.id),
    personId: Number(row.person_id),
    face: String(row.face),
    trainedOn: row.trained_on === 1,
    embedding: fromBlob(row.embedding as Uint8Array),
  }));
}

/** How many a library has, of how many people, and how many of them a head does not recognise. */
export interface BareCounts {
  people: number;
  faces: number;
  unrecognised: number;
}

/** Null: it has none. */
export function countBareFaces(db: Database, { hash, featureVersion }: HeadOfFaces): BareCounts | null {
  const row = db
    .prepare(
      `SELECT count(DISTINCT person_id) AS people, count(*) AS faces,
         count(*) FILTER (WHERE head <> ? OR feature_version <> ?) AS unrecognised FROM bare_faces`,
    )
    .get(hash, featureVersion)!;
  if (row.faces === 0) return null;
  return { people: Number(row.people), faces: Number(row.faces), unrecognised: Number(row.unrecognised) };
}

/** Whether a library has faces of a gallery. */
export function hasBareFaces(db: Database, gallery: string): boolean {
  return db.prepare('SELECT 1 FROM bare_faces WHERE gallery = ? LIMIT 1').get(gallery) !== undefined;
}

/** Which faces of what has come from a gallery are written. */
interface Which {
  /** Also those that the library has not kept yet. */
  isNewWanted: boolean;
  /** People by their names there, who stay as they are here. */
  except: ReadonlySet<string>;
}

/**
 * Has the library's faces be as the gallery has them: whose they are, and their embeddings. Call within `change` of journal.ts.
 * @returns how many faces are new, and how many are others than before.
 */
export function writeBareFaces(
  db: Database,
  taken: SharedPeople,
  { isNewWanted, except }: Which,
): { added: number; changed: number } {
  const { faces, people, persons, trainedOn, embeddings, gallery, head } = taken;
  const find = db.prepare('SELECT * FROM bare_faces WHERE face = ?');
  const columns = 'person_id = :person, head = :head, feature_version = :version, trained_on = :trained';
  const update = db.prepare(
    `UPDATE bare_faces SET ${columns}, gallery = :gallery, embedding = :embedding WHERE face = :face`,
  );
  const insert = db.prepare(
    `INSERT INTO bare_faces (person_id, face, gallery, head, feature_version, trained_on, embedding)
     VALUES (:person, :face, :gallery, :head, :version, :trained, :embedding)`,
  );
  const counts = { added: 0, changed: 0 };
  const left = new Set<number>();
  const numbers = new Map<string, number>();
  for (const [i, face] of faces.entries()) {
    const name = people[persons[i]!]!;
    const known = find.get(face);
    if (except.has(name) || (known === undefined && !isNewWanted)) continue;
    const person = numbers.get(name) ?? personNamed(db, name);
    numbers.set(name, person);
    const embedding = toBlob(embeddings.subarray(i * head.dim, (i + 1) * head.dim));
    const values = { person, face, gallery, head: head.hash, version: head.featureVersion };
    const trained = trainedOn[i]!;
    if (known === undefined) counts.added++;
    else {
      const isSame =
        known.person_id === person &&
        known.head === head.hash &&
        known.trained_on === trained &&
        Buffer.compare(known.embedding as Uint8Array, embedding) === 0;
      if (isSame) continue;
      if (known.person_id !== person) left.add(Number(known.person_id));
      counts.changed++;
    }
    (known === undefined ? insert : update).run({ ...values, trained, embedding });
  }
  deleteEmptied(db, [...left]);
  return counts;
}

/** Faces and people that a library has of a gallery by its head, with the checksum of `SharedPeople`. */
export function sumOfBareFaces(
  db: Database,
  { gallery, head }: Pick<SharedPeople, 'gallery' | 'head'>,
): { faces: number; people: number; sum: string } {
  const hash = createHash('md5');
  const people = new Set<number>();
  let faces = 0;
  for (const { id, face, embedding, name } of db
    .prepare(
      `SELECT p.id, b.face, b.embedding, p.name FROM bare_faces b JOIN people p ON p.id = b.person_id
       WHERE b.gallery = ? AND b.head = ? ORDER BY b.face`,
    )
    .iterate(gallery, head.hash)) {
    addToSum(hash, String(face), embedding as Uint8Array, String(name));
    people.add(Number(id));
    faces++;
  }
  return { faces, people: people.size, sum: hash.digest('hex') };
}

/** As the database counts it: what a face is, in the order of their numbers. */
export function addToSum(
  hash: ReturnType<typeof createHash>,
  face: string,
  embedding: Uint8Array,
  name: string,
): void {
  hash.update(face).update(createHash('md5').update(embedding).digest('hex')).update(name);
}

/** The numbers that faces of a gallery have there, of all that the library and its journal have. */
export function bareFacesKnown(db: Database, gallery: string): string[] {
  return db
    .prepare(
      `SELECT face FROM bare_faces WHERE gallery = :gallery UNION
       SELECT json_extract(coalesce(after, before), '$.face') AS face FROM journal_rows
       WHERE of_table = 'bare_faces' AND json_extract(coalesce(after, before), '$.gallery') = :gallery AND face IS NOT NULL`,
    )
    .all({ gallery })
    .map(({ face }) => String(face));
}

/**
 * Removes faces for good, with what the journal has of them; whoever is left with nothing is forgotten. Call within a transaction, and
 * `eraseRemoved` afterwards.
 * @param faces numbers in the gallery. @returns how many the library had.
 */
export function eraseBareFaces(db: Database, faces: readonly string[]): number {
  const these = JSON.stringify(faces);
  const isOne = `(SELECT value FROM json_each(:these))`;
  const people = db
    .prepare(`SELECT DISTINCT person_id FROM bare_faces WHERE face IN ${isOne}`)
    .all({ these })
    .map(({ person_id }) => Number(person_id));
  noteErasure(db);
  // What was undone would come back with its names.
  db.exec('DELETE FROM journal WHERE undone = 1');
  db.prepare(
    `DELETE FROM journal_rows WHERE of_table = 'bare_faces' AND json_extract(coalesce(after, before), '$.id') IN (
       SELECT id FROM bare_faces WHERE face IN ${isOne} UNION
       SELECT json_extract(coalesce(after, before), '$.id') FROM journal_rows
       WHERE of_table = 'bare_faces' AND json_extract(coalesce(after, before), '$.face') IN ${isOne})`,
  ).run({ these });
  const { changes } = db.prepare(`DELETE FROM bare_faces WHERE face IN ${isOne}`).run({ these });
  for (const personId of people)
    if (isWithoutFaces(db, personId)) eraseTraces(db, tracesOfPerson(db, personId));
  db.prepare(
    `UPDATE journal SET action = 'erase', parameters = '{}'
     WHERE NOT EXISTS (SELECT 1 FROM journal_rows WHERE entry_id = journal.id)`,
  ).run();
  return Number(changes);
}

function isWithoutFaces(db: Database, personId: number): boolean {
  return (
    db
      .prepare(
        `SELECT 1 FROM people WHERE id = :id AND NOT EXISTS (SELECT 1 FROM labels WHERE person_id = :id)
         AND NOT EXISTS (SELECT 1 FROM bare_faces WHERE person_id = :id)`,
      )
      .get({ id: personId }) !== undefined
  );
}
