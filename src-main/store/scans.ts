/** Scans, each one reading of a folder. What was seen first in a scan can be taken back with it. */
import { transaction } from './database.ts';
import { deletePeopleWithoutFaces } from './people.ts';
import type { Database } from './sql.ts';

/** Begins a scan of a folder. @returns its number. */
export function addScan(db: Database, folder: string): number {
  const insert = db.prepare('INSERT INTO scans (folder, started_at) VALUES (?, ?)');
  return Number(insert.run(folder, new Date().toISOString()).lastInsertRowid);
}

/**
 * Forgets the files that a scan was the first to see, and the photos that lie nowhere else; people who are left
 * without a face go with them.
 */
export function removeScan(db: Database, scanId: number): void {
  transaction(db, () => {
    db.prepare(
      `DELETE FROM photos WHERE id IN (SELECT photo_id FROM places WHERE scan_id = ?)
         AND NOT EXISTS (SELECT 1 FROM places WHERE photo_id = photos.id AND scan_id IS NOT ?)`,
    ).run(scanId, scanId);
    db.prepare('DELETE FROM places WHERE scan_id = ?').run(scanId);
    db.prepare('DELETE FROM scans WHERE id = ?').run(scanId);
    deletePeopleWithoutFaces(db);
  });
}
