import type { LibrarySummary } from '../../src-shared/contract/index.ts';
import { countByAnotherDetector, libraryDetector } from './detector.ts';
import { countOutdated } from './outdated.ts';
import type { Database } from './sql.ts';

/** What a library holds, as numbers. @param path of its folder. */
export function librarySummary(db: Database, path: string): LibrarySummary {
  const count = (sql: string) => Number(db.prepare(`SELECT count(*) AS n FROM ${sql}`).get()!.n);
  return {
    path,
    photos: count('photos'),
    faces: count('faces'),
    people: count('(SELECT person_id FROM labels UNION SELECT person_id FROM bare_faces)'),
    failures: count('places WHERE photo_id IS NULL'),
    missing: count(
      `(SELECT DISTINCT photo_id FROM places gone WHERE missing_since IS NOT NULL AND photo_id IS NOT NULL
          AND NOT EXISTS (SELECT 1 FROM places here WHERE here.photo_id = gone.photo_id AND here.missing_since IS NULL))`,
    ),
    ambiguous: count('photos WHERE ambiguous = 1'),
    detector: libraryDetector(db),
    byOtherDetector: countByAnotherDetector(db),
    outdated: countOutdated(db),
    vectors: isOfVectors(db),
  };
}

/** Whether there are faces, and none has a picture: nothing but vectors was imported. */
export function isOfVectors(db: Database): boolean {
  const isThere = (table: string) => db.prepare(`SELECT 1 FROM ${table} LIMIT 1`).get() !== undefined;
  return isThere('faces') && !isThere('chips');
}
