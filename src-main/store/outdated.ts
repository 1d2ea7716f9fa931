import type { DatabaseSync } from 'node:sqlite';
import { featureVersion } from '../../src-shared/vision/index.ts';

/** Versions of features that can be updated, in SQL: 0 stands for those that cannot. */
export const isOutdated = `feature_version BETWEEN 1 AND ${featureVersion - 1}`;

/** Faces with a feature of an older version. */
export function countOutdated(db: DatabaseSync): number {
  return Number(db.prepare(`SELECT count(*) AS n FROM faces WHERE ${isOutdated}`).get()!.n);
}
