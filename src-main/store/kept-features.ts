/** Features of the backbones that are not in use, and the change from one backbone to another. */
import { backboneOfVersion, versionOfBackbone } from '../../src-shared/vision/index.ts';
import { builtInSize, currentBackbone, findBackbone, noteBackbone } from './backbones.ts';
import { fromBlob, toBlob, transaction } from './database.ts';
import type { Database } from './sql.ts';

/** A face that a backbone has not described yet. */
export interface UndescribedFace {
  faceId: number;
  photoId: number;
  /** 68 points, x and y in turn, in pixels of the photo. */
  landmarks: Float32Array;
  /** WebP; null: it has no picture. */
  chip: Uint8Array | null;
}

/** Where the photo of a face lies, to be read again. */
export interface PhotoOfFace {
  path: string;
  /** SHA-256 of its bytes, and the pixels that landmarks are in. */
  hash: string;
  width: number;
  height: number;
}

/** Faces without features of a backbone that can be compared, in SQL. */
const lacking = `f.feature_version <> :version AND NOT EXISTS
  (SELECT 1 FROM kept_features k WHERE k.face_id = f.id AND k.backbone_id = :backbone AND k.feature_version = :version)`;
const named = 'EXISTS (SELECT 1 FROM labels l WHERE l.face_id = f.id)';

const of = (backboneId: number) => ({ backbone: backboneId, version: versionOfBackbone(backboneId) });

export const countFaces = (db: Database): number =>
  Number(db.prepare('SELECT count(*) AS n FROM faces').get()!.n);

/** Faces that a backbone has described, or is in use for. */
export function countDescribed(db: Database, backboneId: number): number {
  const row = db
    .prepare(
      `SELECT count(*) AS n FROM faces f WHERE f.feature_version = :version OR EXISTS (SELECT 1 FROM kept_features k
         WHERE k.face_id = f.id AND k.backbone_id = :backbone AND k.feature_version = :version)`,
    )
    .get(of(backboneId))!;
  return Number(row.n);
}

/** @param onlyNamed faces with a name alone. */
export function countUndescribed(db: Database, backboneId: number, onlyNamed: boolean): number {
  const where = onlyNamed ? `${lacking} AND ${named}` : lacking;
  return Number(db.prepare(`SELECT count(*) AS n FROM faces f WHERE ${where}`).get(of(backboneId))!.n);
}

/** Some of them, by photo and number. @param after only those that come later. */
export function undescribedFaces(
  db: Database,
  backboneId: number,
  { onlyNamed, after, limit }: { onlyNamed: boolean; after: UndescribedFace | null; limit: number },
): UndescribedFace[] {
  const rows = db
    .prepare(
      `SELECT f.id, f.photo_id, f.landmarks, c.webp FROM faces f LEFT JOIN chips c ON c.face_id = f.id
       WHERE ${lacking} AND (f.photo_id, f.id) > (:photo, :face) ${onlyNamed ? `AND ${named}` : ''}
       ORDER BY f.photo_id, f.id LIMIT :limit`,
    )
    .all({ ...of(backboneId), photo: after?.photoId ?? 0, face: after?.faceId ?? 0, limit });
  return rows.map((row) => ({
    faceId: Number(row.id),
    photoId: Number(row.photo_id),
    landmarks: fromBlob(row.landmarks as Uint8Array),
    chip: row.webp as Uint8Array | null,
  }));
}

/** Where a photo was when it was last seen; null: its file is gone, or it never had one. */
export function photoToRead(db: Database, photoId: number): PhotoOfFace | null {
  const row = db
    .prepare(
      `SELECT l.path, l.hash, p.width, p.height FROM places l JOIN photos p ON p.id = l.photo_id
       WHERE l.photo_id = ? AND l.missing_since IS NULL AND l.hash IS NOT NULL ORDER BY l.id LIMIT 1`,
    )
    .get(photoId);
  if (row === undefined) return null;
  return {
    path: String(row.path),
    hash: String(row.hash),
    width: Number(row.width),
    height: Number(row.height),
  };
}

/** Keeps features of a backbone, in one transaction; faces that are gone by now are passed over. */
export function keepFeatures(
  db: Database,
  backboneId: number,
  features: ReadonlyMap<number, ArrayLike<number>>,
): void {
  const insert = db.prepare(
    `INSERT INTO kept_features SELECT id, ?2, ?3, ?4 FROM faces WHERE id = ?1
     ON CONFLICT (face_id, backbone_id) DO UPDATE SET feature_version = excluded.feature_version, feature = excluded.feature`,
  );
  transaction(db, () => {
    for (const [faceId, feature] of features)
      insert.run(faceId, backboneId, versionOfBackbone(backboneId), toBlob(feature));
  });
}

/** Features of a backbone that can be compared, by face: those in use, or kept. */
export function featuresOfBackbone(db: Database, backboneId: number): Map<number, Float32Array> {
  const version = versionOfBackbone(backboneId);
  const inUse = db.prepare('SELECT id, feature FROM faces WHERE feature_version = ?').all(version);
  const kept = db
    .prepare('SELECT face_id AS id, feature FROM kept_features WHERE backbone_id = ? AND feature_version = ?')
    .all(backboneId, version);
  return new Map([...kept, ...inUse].map(({ id, feature }) => [Number(id), fromBlob(feature as Uint8Array)]));
}

/**
 * Changes to another backbone: its features take the place of those in use, which are kept. Faces that it has not described are left out
 * of comparisons until they are. One transaction: a process that ends in it has changed nothing.
 */
export function changeBackbone(db: Database, backboneId: number): void {
  const { id: from } = currentBackbone(db);
  const size = backboneId === 0 ? builtInSize : findBackbone(db, backboneId).size;
  const range = rangeOf(backboneId);
  transaction(db, () => {
    // To the one in use: only faces that it had not described change.
    if (from !== backboneId)
      db.prepare(
        `INSERT INTO kept_features SELECT id, ?1, feature_version, feature FROM faces WHERE feature_version BETWEEN ?2 AND ?3
       ON CONFLICT (face_id, backbone_id) DO UPDATE SET feature_version = excluded.feature_version, feature = excluded.feature`,
      ).run(from, rangeOf(from).least, rangeOf(from).most);
    db.prepare(
      `UPDATE faces SET feature = k.feature, feature_version = k.feature_version
       FROM kept_features k WHERE k.face_id = faces.id AND k.backbone_id = ?`,
    ).run(backboneId);
    db.prepare(
      'UPDATE faces SET feature = zeroblob(?), feature_version = 0 WHERE feature_version NOT BETWEEN ? AND ?',
    ).run(4 * size, range.least, range.most);
    db.prepare('DELETE FROM kept_features WHERE backbone_id = ?').run(backboneId);
    noteBackbone(db, backboneId);
  });
}

/** The versions of a backbone's features: the built-in one had several. */
function rangeOf(backboneId: number): { least: number; most: number } {
  const version = versionOfBackbone(backboneId);
  return { least: backboneOfVersion(version) === 0 ? 1 : version, most: version };
}
