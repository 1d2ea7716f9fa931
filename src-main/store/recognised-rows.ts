/** Lines of the table of a recognised folder: filtered, sorted and read. */
import type {
  Box,
  Match,
  Quality,
  RecognisedFilter,
  RecognisedRow,
} from '../../src-shared/contract/index.ts';
import type { Failure } from '../../src-shared/errors/index.ts';
import { fold } from './recognised.ts';
import type { Database } from './sql.ts';

/** A line by its photo and face; null for a photo without one. */
export interface RowKey {
  photo: number;
  face: number | null;
}

/** How lines are ordered before the photo's place in the folder decides; `#` is the direction. */
const orders = {
  path: '',
  person: 'f.id IS NULL, n.name IS NULL, n.name COLLATE NOCASE #,',
  probability: 'f.probability IS NULL, f.probability #,',
  quality: 'f.rating IS NULL, f.rating #,',
};

/** The lines that are meant, in their order. @param page absent: all. */
export function rowKeys(
  db: Database,
  filter: RecognisedFilter,
  page: { offset: number; limit: number } = { offset: 0, limit: -1 },
): RowKey[] {
  const { where, values } = conditionsOf(db, filter);
  const { sort, descending } = filter;
  const direction = descending ? 'DESC' : 'ASC';
  const names = sort === 'person' ? 'LEFT JOIN people n ON n.id = f.person' : '';
  const order = `${orders[sort].replace('#', direction)} p.id ${sort === 'path' ? direction : 'ASC'}, f.id`;
  return db
    .prepare(
      `SELECT p.id AS photo, f.id AS face ${joined} ${names} ${where} ORDER BY ${order} LIMIT ? OFFSET ?`,
    )
    .all(...values, page.limit, page.offset)
    .map(({ photo, face }) => ({ photo: Number(photo), face: face === null ? null : Number(face) }));
}

/** How many lines are meant. */
export function countRows(db: Database, filter: RecognisedFilter): number {
  const { where, values } = conditionsOf(db, filter);
  return Number(db.prepare(`SELECT count(*) AS n ${joined} ${where}`).get(...values)!.n);
}

const joined = 'FROM temp.recognised_photos p LEFT JOIN temp.recognised_faces f ON f.photo = p.id';

function conditionsOf(db: Database, { personId, show, search }: RecognisedFilter) {
  const conditions = ['p.done = 1'];
  const values: (string | number)[] = [];
  if (personId === null) conditions.push('f.id IS NOT NULL AND f.person IS NULL');
  else if (personId !== undefined) {
    conditions.push('f.person = ?');
    values.push(personId);
  }
  if (show !== 'all') conditions.push(`f.id IS ${show === 'faces' ? 'NOT ' : ''}NULL`);
  const words = fold(search.trim());
  if (words !== '') {
    conditions.push('(instr(p.folded, ?) > 0 OR f.person IN (SELECT value FROM json_each(?)))');
    values.push(words, JSON.stringify(peopleCalled(db, words)));
  }
  return { where: `WHERE ${conditions.join(' AND ')}`, values };
}

/** SQLite folds only the letters of English. */
function peopleCalled(db: Database, words: string): number[] {
  return db
    .prepare('SELECT id, name FROM people')
    .all()
    .filter(({ name }) => fold(String(name)).includes(words))
    .map(({ id }) => Number(id));
}

/** The lines of keys, in their order, without those that are no longer there. */
export function readRows(db: Database, keys: readonly RowKey[]): RecognisedRow[] {
  const photo = db.prepare('SELECT * FROM temp.recognised_photos WHERE id = ?');
  const face = db.prepare('SELECT * FROM temp.recognised_faces WHERE id = ?');
  return keys.flatMap((key) => {
    const row = photo.get(key.photo);
    const faceRow = key.face === null ? null : face.get(key.face);
    if (row === undefined || faceRow === undefined) return [];
    const line: RecognisedRow = {
      photoId: key.photo,
      path: String(row.path),
      name: String(row.name),
      width: Number(row.width ?? 0),
      height: Number(row.height ?? 0),
      failure: row.failure === null ? null : (JSON.parse(String(row.failure)) as Failure),
      face: faceRow && toFace(db, faceRow),
    };
    return [line];
  });
}

function toFace(db: Database, row: Record<string, unknown>): NonNullable<RecognisedRow['face']> {
  const match = JSON.parse(String(row.match)) as Match;
  // People may have another name by now.
  const name = db.prepare('SELECT name FROM people WHERE id = ?');
  const candidates = match.candidates.map((one) => ({
    ...one,
    name: String(name.get(one.personId)?.name ?? one.name),
  }));
  return {
    faceId: Number(row.id),
    box: { x: row.x, y: row.y, width: row.width, height: row.height } as Box,
    score: Number(row.score),
    quality: JSON.parse(String(row.quality)) as Quality,
    match: { ...match, candidates },
  };
}
