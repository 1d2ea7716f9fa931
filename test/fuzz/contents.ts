import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';

/** All that a library holds of photos, without numbers and times: equal for equal libraries. */
export function libraryContents(library: string) {
  const db = new DatabaseSync(join(library, 'library.db'));
  const rows = (sql: string) =>
    db
      .prepare(sql)
      .all()
      .map((row) => Object.values(row as Record<string, SQLInputValue>).map(plain));
  const contents = {
    photos: rows(
      'SELECT path, hash, width, height, original_width, original_height, orientation, fingerprint, taken_at, named_faces, ambiguous FROM photos ORDER BY hash, path',
    ),
    places: rows(
      `SELECT l.path, p.hash, l.size, l.modified, l.hash AS own, l.missing_since IS NOT NULL, l.naming, l.code, l.problem, l.parameters
       FROM places l LEFT JOIN photos p ON p.id = l.photo_id ORDER BY l.path`,
    ),
    faces: rows(
      `SELECT p.hash, f.x, f.y, f.width, f.height, f.score, f.landmarks, f.size, f.sharpness, f.brightness, f.shadows, f.highlights, f.yaw, f.pitch, f.roll, f.feature, c.webp, n.name, l.source
       FROM faces f JOIN photos p ON p.id = f.photo_id JOIN chips c ON c.face_id = f.id
       LEFT JOIN labels l ON l.face_id = f.id LEFT JOIN people n ON n.id = l.person_id ORDER BY p.hash, f.id`,
    ),
    people: rows('SELECT name FROM people ORDER BY name'),
    shots: [
      ...Map.groupBy(rows('SELECT shot, hash FROM photos ORDER BY hash'), ([shot]) => shot).values(),
    ].map((group) => group.map(([, hash]) => hash)),
  };
  db.close();
  return contents;
}

/** What SQLite itself says against the library; empty if all is well. */
export function libraryFaults(library: string): string[] {
  const db = new DatabaseSync(join(library, 'library.db'));
  const integrity = db
    .prepare('PRAGMA integrity_check')
    .all()
    .map((row) => String(row.integrity_check));
  const references = db.prepare('PRAGMA foreign_key_check').all();
  db.close();
  return [...integrity.filter((text) => text !== 'ok'), ...references.map((row) => JSON.stringify(row))];
}

function plain(value: unknown): unknown {
  return value instanceof Uint8Array ? createHash('sha256').update(value).digest('hex') : value;
}
