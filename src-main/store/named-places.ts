/** Files of the library with the people on them, for other programs. */
import type { Box } from '../../src-shared/contract/index.ts';
import { placesUnder } from './places.ts';
import type { Database } from './sql.ts';

/** A file that holds a photo with people who have names. */
export interface NamedPlace {
  path: string;
  /** Bytes and time when it was read. */
  size: number;
  modified: number;
  /** The upright photo's size. */
  original: { width: number; height: number };
  /** EXIF orientation, 1 to 8. */
  orientation: number;
  /** Boxes in shares of the upright photo's sides. */
  people: { name: string; box: Box }[];
}

/** Faces of people; a stranger's name is for this library alone. */
const namedFaces = `faces f JOIN labels l ON l.face_id = f.id JOIN people n ON n.id = l.person_id AND n.ignored = 0`;
/** Places that are read at once. */
const page = 200;

/** Files that were there when they were last seen, by path. @param folder absolute; absent: all. */
export function* namedPlaces(db: Database, folder?: string): Generator<NamedPlace> {
  const { where, values } = folder === undefined ? { where: '1', values: [] } : placesUnder(folder);
  const next = db.prepare(
    `SELECT pl.path, pl.size, pl.modified, p.id, p.width, p.height, p.original_width, p.original_height, p.orientation
     FROM (SELECT * FROM places WHERE ${where}) pl JOIN photos p ON p.id = pl.photo_id
     WHERE pl.missing_since IS NULL AND pl.path > ?
       AND EXISTS (SELECT 1 FROM ${namedFaces} WHERE f.photo_id = p.id)
     ORDER BY pl.path LIMIT ${page}`,
  );
  for (let lastPath = ''; ; ) {
    const rows = next.all(...values, lastPath);
    for (const row of rows) {
      yield {
        path: String(row.path),
        size: Number(row.size),
        modified: Number(row.modified),
        original: { width: Number(row.original_width), height: Number(row.original_height) },
        orientation: Number(row.orientation),
        people: peopleOn(db, Number(row.id), { width: Number(row.width), height: Number(row.height) }),
      };
    }
    if (rows.length < page) return;
    lastPath = String(rows.at(-1)!.path);
  }
}

/** How many `namedPlaces` are. */
export function countNamedPlaces(db: Database, folder?: string): number {
  const { where, values } = folder === undefined ? { where: '1', values: [] } : placesUnder(folder);
  const row = db
    .prepare(
      `SELECT count(*) AS n FROM (SELECT * FROM places WHERE ${where}) pl WHERE pl.missing_since IS NULL AND EXISTS
         (SELECT 1 FROM ${namedFaces} WHERE f.photo_id = pl.photo_id)`,
    )
    .get(...values)!;
  return Number(row.n);
}

function peopleOn(
  db: Database,
  photoId: number,
  { width, height }: { width: number; height: number },
): NamedPlace['people'] {
  return db
    .prepare(
      `SELECT n.name, f.x, f.y, f.width, f.height FROM ${namedFaces} WHERE f.photo_id = ? ORDER BY f.x, f.id`,
    )
    .all(photoId)
    .map((row) => ({
      name: String(row.name),
      box: {
        x: Number(row.x) / width,
        y: Number(row.y) / height,
        width: Number(row.width) / width,
        height: Number(row.height) / height,
      },
    }));
}
