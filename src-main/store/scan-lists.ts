import type { Naming } from '../labels/naming.ts';
import type { PhotoFile } from './folder.ts';
import { placesUnder } from './places.ts';
import type { Database } from './sql.ts';

/** Files that are taken out of a list at once. */
const page = 500;

/**
 * What a scan has to remember of a folder, in temporary tables: there may be more files than memory should hold.
 * They go with the connection, and with `close`.
 */
export interface ScanLists {
  /** Appends a file to those that wait. */
  addWaiting(file: PhotoFile): void;
  /** The files that wait, in order. */
  waiting(): Generator<PhotoFile>;
  /** Notes that the file of a place is there. */
  see(placeId: number): void;
  /** Places that were under the folder when the lists were made and that nobody has seen since. */
  unseen(): Generator<{ id: number; path: string }>;
  close(): void;
}

let lists = 0;

/** @param folder absolute. */
export function openScanLists(db: Database, folder: string): ScanLists {
  const list = ++lists;
  db.exec(`
    CREATE TEMP TABLE IF NOT EXISTS waiting (id INTEGER PRIMARY KEY, list INTEGER, path TEXT, size INTEGER, modified REAL, naming TEXT);
    CREATE TEMP TABLE IF NOT EXISTS unseen (list INTEGER, place INTEGER, path TEXT, PRIMARY KEY (list, place)) WITHOUT ROWID;
  `);
  const { where, values } = placesUnder(folder);
  db.prepare(
    `INSERT INTO unseen SELECT ?, id, path FROM places WHERE missing_since IS NULL AND ${where}`,
  ).run(list, ...values);

  function* pages(sql: string): Generator<Record<string, unknown>> {
    for (let lastId = 0; ; ) {
      const rows = db.prepare(sql).all(list, lastId, page);
      yield* rows;
      if (rows.length < page) return;
      lastId = Number(rows.at(-1)!.id);
    }
  }

  return {
    addWaiting({ path, size, modified, naming }) {
      const text = naming === null ? null : JSON.stringify(naming);
      db.prepare('INSERT INTO waiting (list, path, size, modified, naming) VALUES (?, ?, ?, ?, ?)').run(
        list,
        path,
        size,
        modified,
        text,
      );
    },
    *waiting() {
      const sql = 'SELECT * FROM waiting WHERE list = ? AND id > ? ORDER BY id LIMIT ?';
      for (const { path, size, modified, naming } of pages(sql)) {
        yield {
          path: String(path),
          size: Number(size),
          modified: Number(modified),
          naming: naming === null ? null : (JSON.parse(String(naming)) as Naming),
        };
      }
    },
    see(placeId) {
      db.prepare('DELETE FROM unseen WHERE list = ? AND place = ?').run(list, placeId);
    },
    *unseen() {
      const sql = 'SELECT place AS id, path FROM unseen WHERE list = ? AND place > ? ORDER BY place LIMIT ?';
      for (const { id, path } of pages(sql)) yield { id: Number(id), path: String(path) };
    },
    close() {
      db.prepare('DELETE FROM waiting WHERE list = ?').run(list);
      db.prepare('DELETE FROM unseen WHERE list = ?').run(list);
    },
  };
}
