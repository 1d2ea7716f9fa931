import { currentVersion } from './backbones.ts';
import type { Database } from './sql.ts';

/**
 * Faces whose features are not those of now, in SQL: of an older version, or of a backbone that was in use before. 0 stands for
 * those that cannot be brought up to date.
 */
export function isOutdated(db: Database): string {
  const version = currentVersion(db);
  // Each by the index of versions.
  return `(feature_version BETWEEN 1 AND ${version - 1} OR feature_version > ${version})`;
}

/** How many such faces there are. */
export function countOutdated(db: Database): number {
  return Number(db.prepare(`SELECT count(*) AS n FROM faces WHERE ${isOutdated(db)}`).get()!.n);
}
