/** What was written outside of the library, so that it can be undone. */
import type { ExportInfo } from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import type { Database } from './sql.ts';

/** A file or folder that an export made or changed. */
export interface ExportedFile {
  path: string;
  /** SHA-256 of what was written; null: a folder that was made. */
  hash: string | null;
  /** What the file held before; null: there was none. */
  previous: Uint8Array | null;
}

/** Begins an export. @param folder absolute; empty: its files lie beside the photos. */
export function addExport(db: Database, kind: ExportInfo['kind'], folder: string): number {
  const result = db
    .prepare('INSERT INTO exports (kind, folder, made_at) VALUES (?, ?, ?)')
    .run(kind, folder, new Date().toISOString());
  return Number(result.lastInsertRowid);
}

/** Notes a file before it is written: what is noted and not there harms nobody. @returns its number. */
export function noteExported(db: Database, exportId: number, { path, hash, previous }: ExportedFile): number {
  const result = db
    .prepare('INSERT INTO exported_files (export_id, path, hash, previous) VALUES (?, ?, ?, ?)')
    .run(exportId, path, hash, previous);
  return Number(result.lastInsertRowid);
}

/** Takes a note back: the file was not written. */
export function forgetExported(db: Database, id: number): void {
  db.prepare('DELETE FROM exported_files WHERE id = ?').run(id);
}

/** Newest first; an export that wrote nothing is none. */
export function listExports(db: Database): ExportInfo[] {
  const rows = db
    .prepare(
      `SELECT e.id, e.kind, e.folder, e.made_at, e.undone_at, count(f.hash) AS files
       FROM exports e JOIN exported_files f ON f.export_id = e.id GROUP BY e.id ORDER BY e.id DESC`,
    )
    .all();
  return rows.map((row) => ({
    id: Number(row.id),
    kind: row.kind as ExportInfo['kind'],
    folder: String(row.folder),
    madeAt: String(row.made_at),
    files: Number(row.files),
    undone: row.undone_at !== null,
  }));
}

/** The last first: what lies in a folder goes before it. @throws TammesError 'unknown-id' also for one that was undone. */
export function exportedFiles(db: Database, exportId: number): ExportedFile[] {
  const known = db.prepare('SELECT 1 FROM exports WHERE id = ? AND undone_at IS NULL').get(exportId);
  if (known === undefined) throw new TammesError('export-unknown', { exportId });
  return db
    .prepare('SELECT * FROM exported_files WHERE export_id = ? ORDER BY id DESC')
    .all(exportId)
    .map((row) => ({
      path: String(row.path),
      hash: row.hash === null ? null : String(row.hash),
      previous: row.previous as Uint8Array | null,
    }));
}

/** Notes that an export was undone, and forgets what files held before. */
export function markUndone(db: Database, exportId: number): void {
  db.prepare('UPDATE exports SET undone_at = ? WHERE id = ?').run(new Date().toISOString(), exportId);
  db.prepare('UPDATE exported_files SET previous = NULL WHERE export_id = ?').run(exportId);
}
