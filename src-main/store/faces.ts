/** The faces of a library: filtered, ordered and grouped; and their chips. */
import { sep } from 'node:path';
import type {
  FaceCard,
  FaceFilter,
  FaceGrouping,
  FaceSort,
  LabelSource,
  ListedGroup,
} from '../../src-shared/contract/index.ts';
import { poorBecause } from '../../src-shared/quality/index.ts';
import { photoName } from './folder.ts';
import { qualityColumns, toQuality } from './quality.ts';
import type { Database, SqlInput } from './sql.ts';

/** A filter as the store takes it: the faces of a run's side and of a tag are given, as both are found elsewhere. */
export type FacesWanted = Omit<FaceFilter, 'run' | 'tag'> & { among?: readonly number[] | undefined };

export interface FaceOrder {
  sort: FaceSort;
  descending: boolean;
  group: FaceGrouping | null;
}

/** The tables that some SQL speaks of: those that it does not need would cost most of the time. */
function fromFor(sql: string): string {
  const [photos, people] = [sql.includes('p.'), sql.includes('n.')];
  return [
    'FROM faces f',
    photos && 'JOIN photos p ON p.id = f.photo_id',
    (people || sql.includes('l.')) && 'LEFT JOIN labels l ON l.face_id = f.id',
    people && 'LEFT JOIN people n ON n.id = l.person_id',
  ]
    .filter(Boolean)
    .join(' ');
}

const day = "date(p.taken_at / 1000, 'unixepoch')";
/** A face that came without a photo lies in no folder. */
const folder = "iif(p.path LIKE 'enrolled:%', NULL, p.folder)";

const groups: Readonly<Record<FaceGrouping, { key: string; order: string }>> = {
  person: { key: 'l.person_id', order: 'n.name IS NULL, n.name' },
  day: { key: day, order: `${day} IS NULL, ${day} DESC` },
  folder: { key: folder, order: `${folder} IS NULL, ${folder}` },
};

const sorts: Readonly<Record<FaceSort, (direction: string) => string>> = {
  path: (direction) => `p.path ${direction}, f.id ${direction}`,
  taken: (direction) => `p.taken_at IS NULL, p.taken_at ${direction}, p.path, f.id`,
  added: (direction) => `f.id ${direction}`,
  rating: (direction) => `f.rating ${direction}, f.id`,
  size: (direction) => `f.size ${direction}, f.id`,
  person: (direction) => `n.name IS NULL, n.name ${direction}, p.path, f.id`,
};

/** The ids of the faces that are wanted, in order. */
export function faceIds(db: Database, wanted: FacesWanted, { sort, descending, group }: FaceOrder): number[] {
  const { where, values } = conditionsOf(db, wanted);
  const order = sorts[sort](descending ? 'DESC' : 'ASC');
  const columns = wanted.only === null ? 'f.id' : `f.id, ${qualityColumns}`;
  const rest = `WHERE ${where} ORDER BY ${group === null ? order : `${groups[group].order}, ${order}`}`;
  const statement = db.prepare(`SELECT ${columns} ${fromFor(rest)} ${rest}`);
  if (wanted.only === null) {
    // A hundred thousand objects take longer than the search.
    statement.setReturnArrays(true);
    return (statement.all(values) as unknown as [number][]).map(([id]) => id);
  }
  const rows = statement.all(values);
  return rows.filter((row) => isWanted(row, wanted)).map(({ id }) => Number(id));
}

/** A rating by other limits than the default ones is no column. */
function isWanted(row: Record<string, unknown>, { only }: FacesWanted): boolean {
  if (only === null) return true;
  const face = { quality: toQuality(row), score: Number(row.score) };
  return (poorBecause(face, only.limits) !== null) === only.poor;
}

/** The groups of `faceIds`, in its order. */
export function faceGroups(db: Database, wanted: FacesWanted, group: FaceGrouping): ListedGroup[] {
  const { where, values } = conditionsOf(db, wanted);
  const { key, order } = groups[group];
  const columns = wanted.only === null ? 'count(*) AS count' : `f.id, ${qualityColumns}`;
  const rest = `WHERE ${where} ${wanted.only === null ? `GROUP BY ${key}` : ''} ORDER BY ${order}`;
  const rows = db
    .prepare(`SELECT ${key} AS key, ${columns} ${fromFor(`${key} ${rest}`)} ${rest}`)
    .all(values);
  if (wanted.only === null) return rows.map(({ key, count }) => ({ key: toKey(key), count: Number(count) }));
  const kept = rows.filter((row) => isWanted(row, wanted));
  return [...Map.groupBy(kept, ({ key }) => toKey(key))].map(([key, faces]) => ({
    key,
    count: faces.length,
  }));
}

const toKey = (key: unknown) => key as number | string | null;

function conditionsOf(
  db: Database,
  wanted: FacesWanted,
): { where: string; values: Record<string, SqlInput> } {
  const { personId, personIds, rating, folder, taken, source, ignored, hidden, among, text } = wanted;
  const conditions = ['1'];
  const values: Record<string, SqlInput> = {};
  const add = (condition: string, given: Record<string, SqlInput> = {}) => {
    conditions.push(condition);
    Object.assign(values, given);
  };
  if (personId === null) add('l.person_id IS NULL');
  else if (personId !== undefined) add('l.person_id = :person', { person: personId });
  if (personIds !== undefined)
    add('l.person_id IN (SELECT value FROM json_each(:persons))', { persons: JSON.stringify(personIds) });
  if (rating?.from !== undefined) add('f.rating >= :ratingFrom', { ratingFrom: rating.from });
  if (rating?.to !== undefined) add('f.rating < :ratingTo', { ratingTo: rating.to });
  if (taken?.from !== undefined) add('p.taken_at >= :takenFrom', { takenFrom: taken.from });
  if (taken?.to !== undefined) add('p.taken_at < :takenTo', { takenTo: taken.to });
  if (source !== undefined) add('l.source = :source', { source });
  if (ignored !== undefined) add('f.ignored = :ignored', { ignored: Number(ignored) });
  if (hidden !== undefined) add('ifnull(n.hidden, 0) = :hidden', { hidden: Number(hidden) });
  if (among !== undefined)
    add('f.id IN (SELECT value FROM json_each(:among))', { among: JSON.stringify(among) });
  if (folder !== undefined) {
    const top = folder.replace(/[\\/]$/, '');
    // The character behind the separator ends what begins with it.
    add('p.path >= :below AND p.path < :end', {
      below: top + sep,
      end: top + String.fromCharCode(sep.charCodeAt(0) + 1),
    });
  }
  if (text !== undefined && text.trim() !== '') {
    const people = JSON.stringify(peopleLike(db, text.trim()));
    add("(l.person_id IN (SELECT value FROM json_each(:people)) OR p.path LIKE :text ESCAPE '!')", {
      people,
      text: `%${text.trim().normalize('NFC').replace(/[!%_]/g, '!$&')}%`,
    });
  }
  return { where: conditions.join(' AND '), values };
}

/** SQLite's LIKE knows the capitals of ASCII only. */
function peopleLike(db: Database, text: string): number[] {
  const wanted = fold(text);
  return db
    .prepare('SELECT id, name FROM people')
    .all()
    .flatMap(({ id, name }) => (fold(String(name)).includes(wanted) ? [Number(id)] : []));
}

const fold = (text: string) => text.normalize('NFKC').toLowerCase();

/** Faces as they are listed, in the order of their ids here; those that are gone are left out. */
export function faceCards(db: Database, ids: readonly number[]): FaceCard[] {
  const rows = db
    .prepare(
      `SELECT f.id, f.photo_id, f.x, f.y, f.width, f.height, f.rating, f.ignored, p.path, p.taken_at, l.person_id, l.source,
         EXISTS (SELECT 1 FROM gallery g WHERE g.face_id = f.id) AS enrolled, ${qualityColumns}
       FROM json_each(?) j CROSS JOIN faces f ON f.id = j.value JOIN photos p ON p.id = f.photo_id
       LEFT JOIN labels l ON l.face_id = f.id ORDER BY j.key`,
    )
    .all(JSON.stringify(ids));
  return rows.map(toCard);
}

/** @param row with the columns that `faceCards` selects. */
export function toCard(row: Record<string, unknown>): FaceCard {
  return {
    id: Number(row.id),
    photoId: Number(row.photo_id),
    photoName: photoName(String(row.path)),
    personId: row.person_id === null ? null : Number(row.person_id),
    source: row.source as LabelSource | null,
    enrolled: row.enrolled === 1,
    ignored: row.ignored === 1,
    box: { x: Number(row.x), y: Number(row.y), width: Number(row.width), height: Number(row.height) },
    score: Number(row.score),
    quality: toQuality(row),
    rating: Number(row.rating),
    takenAt: row.taken_at === null ? null : Number(row.taken_at),
  };
}

/** Whether there is such a face; one of which only a feature was imported has no chip. */
export function hasFace(db: Database, faceId: number): boolean {
  return db.prepare('SELECT 1 FROM faces WHERE id = ?').get(faceId) !== undefined;
}

/** The chip's WebP bytes; null when there is none. */
export function chipOf(db: Database, faceId: number): Uint8Array | null {
  const row = db.prepare('SELECT webp FROM chips WHERE face_id = ?').get(faceId);
  return row === undefined ? null : (row.webp as Uint8Array);
}
