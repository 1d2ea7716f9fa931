import { type DetectorId, describeOptions, detectorId } from '../../src-shared/contract/index.ts';
import { readSetting, writeSetting } from './settings.ts';
import type { Database } from './sql.ts';

/** What finds the faces of the photos that are read. */
export function libraryDetector(db: Database): DetectorId {
  const value = readSetting(db, 'detector');
  return value === null ? describeOptions.parse({}).detector : detectorId.parse(value);
}

/** Photos that were read stay as they are until they are read again. */
export function setLibraryDetector(db: Database, detector: DetectorId): void {
  writeSetting(db, 'detector', detector);
}

/** Photos of which another detector than the library's found the faces, and whose file is there. */
export function countByAnotherDetector(db: Database): number {
  const row = db
    .prepare(
      `SELECT count(DISTINCT p.id) AS n FROM photos p JOIN places l ON l.photo_id = p.id
       WHERE p.detector <> ? AND l.missing_since IS NULL`,
    )
    .get(libraryDetector(db));
  return Number(row!.n);
}
