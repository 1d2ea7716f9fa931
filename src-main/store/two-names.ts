/** Photos whose files lie under the names of several people. As equal files are one photo, only one of these names counts. */
import type { TwoNames } from '../../src-shared/contract/index.ts';
import type { Naming } from '../labels/naming.ts';
import type { Database } from './sql.ts';

type Row = Record<string, unknown>;

/** A name that files give a photo, and where these lie. */
interface FileName {
  name: string;
  /** Null: nobody is called so. */
  personId: number | null;
  paths: string[];
}

/** By the path of their first file. What somebody named by hand, or said is right, is decided. */
export function twoNamedPhotos(db: Database): TwoNames[] {
  const rows = db
    .prepare(
      `SELECT f.id AS face_id, f.photo_id, l.person_id FROM labels l JOIN faces f ON f.id = l.face_id
       WHERE l.source NOT IN ('hand', 'enrolment') AND l.face_id NOT IN (SELECT face_id FROM kept_labels)
         AND f.photo_id IN (SELECT photo_id FROM places WHERE naming IS NOT NULL AND missing_since IS NULL
           GROUP BY photo_id HAVING count(DISTINCT naming) > 1)
       ORDER BY (SELECT path FROM photos WHERE id = f.photo_id), f.id`,
    )
    .all();
  return rows.flatMap((row) => twoNamesOf(db, row));
}

function twoNamesOf(db: Database, row: Row): TwoNames[] {
  const [faceId, personId] = [Number(row.face_id), Number(row.person_id)];
  const found = namesOf(db, Number(row.photo_id));
  const own = found.find((one) => one.personId === personId);
  const others = found.filter((one) => one !== own);
  if (own === undefined || others.length === 0) return [];
  const withFace = (one: FileName) => ({ ...one, faceId: anotherFace(db, one.personId, faceId) });
  return [{ faceId, own: { ...withFace(own), personId }, others: others.map(withFace) }];
}

/** The names by which the files of a photo say who is on it, where each names one person; two names of one person are one. */
function namesOf(db: Database, photoId: number): FileName[] {
  const places = db
    .prepare(
      'SELECT path, naming FROM places WHERE photo_id = ? AND naming IS NOT NULL AND missing_since IS NULL ORDER BY path',
    )
    .all(photoId);
  const found = new Map<number | string, FileName>();
  for (const { path, naming } of places) {
    const { faces } = JSON.parse(String(naming)) as Naming;
    const [only] = faces;
    if (only === undefined || faces.length > 1) continue;
    const person = personOf(db, only.name);
    const key = person?.id ?? only.name;
    const known = found.get(key) ?? {
      name: person?.name ?? only.name,
      personId: person?.id ?? null,
      paths: [],
    };
    known.paths.push(String(path));
    found.set(key, known);
  }
  return [...found.values()];
}

/** Whom a name in files means. */
function personOf(db: Database, name: string): { id: number; name: string } | null {
  const row = db
    .prepare(
      `SELECT id, name FROM people WHERE id = coalesce((SELECT person_id FROM aliases WHERE name = :name),
         (SELECT id FROM people WHERE name = :name))`,
    )
    .get({ name });
  return row === undefined ? null : { id: Number(row.id), name: String(row.name) };
}

/** A face by which one sees who a person is. */
function anotherFace(db: Database, personId: number | null, faceId: number): number | null {
  const row = db
    .prepare('SELECT min(face_id) AS id FROM labels WHERE person_id = ? AND face_id <> ?')
    .get(personId, faceId);
  return row?.id == null ? null : Number(row.id);
}
