import type { DatabaseSync } from 'node:sqlite';
import type { LibrarySummary } from '../../src-shared/contract/index.ts';
import { countByAnotherDetector, libraryDetector } from './detector.ts';
import { countOutdated } from './outdated.ts';

/** What a library holds, as numbers. @param path of its folder. */
export function librarySummary(db: DatabaseSync, path: string): LibrarySummary {
  const count = (sql: string) => Number(db.prepare(`SELECT count(*) AS n FROM ${sql}`).get()!.n);
  return {
    path,
    photos: count('photos'),
    faces: count('faces'),
    people: count('people'),
    failures: count('places WHERE photo_id IS NULL'),
    missing: count(
      `(SELECT 1 FROM places WHERE photo_id IS NOT NULL GROUP BY photo_id HAVING count(*) = count(missing_since))`,
    ),
    ambiguous: count('photos WHERE ambiguous = 1'),
    detector: libraryDetector(db),
    byOtherDetector: countByAnotherDetector(db),
    outdated: countOutdated(db),
  };
}
