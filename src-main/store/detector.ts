import type { DatabaseSync } from 'node:sqlite';
import { type DetectorId, describeOptions, detectorId } from '../../src-shared/contract/index.ts';

/** What finds the faces of the photos that are read. */
export function libraryDetector(db: DatabaseSync): DetectorId {
  const row = db.prepare("SELECT value FROM settings WHERE name = 'detector'").get();
  return row === undefined ? describeOptions.parse({}).detector : detectorId.parse(row.value);
}

/** Photos that were read stay as they are until they are read again. */
export function setLibraryDetector(db: DatabaseSync, detector: DetectorId): void {
  db.prepare("INSERT OR REPLACE INTO settings VALUES ('detector', ?)").run(detector);
}

/** Photos of which another detector than the library's found the faces, and whose file is there. */
export function countByAnotherDetector(db: DatabaseSync): number {
  const row = db
    .prepare(
      `SELECT count(DISTINCT p.id) AS n FROM photos p JOIN places l ON l.photo_id = p.id
       WHERE p.detector <> ? AND l.missing_since IS NULL`,
    )
    .get(libraryDetector(db));
  return Number(row!.n);
}
