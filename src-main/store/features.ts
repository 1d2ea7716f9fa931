import { featureVersion, meanFeature } from '../../src-shared/vision/index.ts';
import { fromBlob, toBlob, transaction } from './database.ts';
import { countOutdated } from './outdated.ts';
import type { Database } from './sql.ts';

/** Versions of the built-in backbone's features that a mirror image brings up to date, in SQL. */
const isOutdated = `feature_version BETWEEN 1 AND ${featureVersion - 1}`;

/** A face with a feature of one side, from which that of both sides is made. */
export interface OutdatedFace {
  faceId: number;
  /** Path of its photo. */
  photo: string;
  /** WebP. */
  chip: Uint8Array;
}

/** Some of the faces with a feature of an older version of the built-in backbone, by id. @param after only those with a greater id. */
export function outdatedFaces(db: Database, after: number, limit: number): OutdatedFace[] {
  const rows = db
    .prepare(
      `SELECT f.id, p.path, c.webp FROM faces f JOIN photos p ON p.id = f.photo_id LEFT JOIN chips c ON c.face_id = f.id
       WHERE f.${isOutdated} AND f.id > ? ORDER BY f.id LIMIT ?`,
    )
    .all(after, limit);
  return rows.map(({ id, path, webp }) => ({
    faceId: Number(id),
    photo: String(path),
    chip: (webp as Uint8Array | null) ?? new Uint8Array(),
  }));
}

/**
 * Brings faces up to date: from the stored feature, which is of the chip as it was before it was encoded, and that of the stored chip's
 * mirror image. With the last of them the photos that came meanwhile are compared with theirs for near-duplicates. One transaction.
 *
 * @param mirrorFeatures by face; null: its chip is damaged, and the face is left out of comparisons from now on. Faces that have been
 * updated meanwhile, or are gone, are skipped.
 * @returns how many outdated faces are left.
 */
export function storeMirrorFeatures(
  db: Database,
  mirrorFeatures: ReadonlyMap<number, ArrayLike<number> | null>,
): number {
  const select = db.prepare(`SELECT feature FROM faces WHERE id = ? AND ${isOutdated}`);
  const update = db.prepare('UPDATE faces SET feature = ?, feature_version = ? WHERE id = ?');
  return transaction(db, () => {
    for (const [id, mirrorFeature] of mirrorFeatures) {
      const row = select.get(id);
      if (row === undefined) continue;
      const stored = fromBlob(row.feature as Uint8Array);
      const feature = mirrorFeature === null ? stored : meanFeature(stored, mirrorFeature);
      update.run(toBlob(feature), mirrorFeature === null ? 0 : featureVersion, id);
    }
    return countOutdated(db);
  });
}
