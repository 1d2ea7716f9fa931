/** Tells features that are as they were computed from those that damage has changed: a NaN or a short one would spoil every comparison. */
import { TammesError } from '../../src-shared/errors/index.ts';
import { currentBackbone } from './backbones.ts';
import { fromBlob, toBlob, transaction } from './database.ts';
import type { Database, SqlValue } from './sql.ts';

/** Bytes that a feature of the backbone in use takes. */
const featureBytes = (db: Database) => 4 * currentBackbone(db).size;

/**
 * Reads features of the backbone in use, whose size is looked up once: a gallery asks for each of its faces.
 * @returns of a face and its bytes as they are stored, float32, little-endian, the feature; throws TammesError 'feature-damaged' that
 * names the face.
 */
export function featureReader(db: Database): (faceId: number, feature: Uint8Array) => Float32Array {
  const bytes = featureBytes(db);
  return (faceId, feature) => {
    if (isSound(feature, bytes)) return fromBlob(feature);
    throw damageOf(db, faceId);
  };
}

function damageOf(db: Database, faceId: number): TammesError {
  const row = db
    .prepare('SELECT p.path FROM faces f JOIN photos p ON p.id = f.photo_id WHERE f.id = ?')
    .get(faceId);
  return new TammesError('feature-damaged', { faceId, photo: String(row?.path ?? '') });
}

function isSound(feature: SqlValue | Uint8Array, bytes: number): boolean {
  if (!(feature instanceof Uint8Array) || feature.length !== bytes) return false;
  // Zero times a number is zero, unless it is none or infinite. A gallery asks for each of its faces.
  let sum = 0;
  for (const value of fromBlob(feature)) sum += 0 * value;
  return sum === 0;
}

/** A face whose feature is damaged. */
export interface DamagedFeature {
  faceId: number;
  landmarks: Float32Array;
  /** WebP; null: the face has no stored picture. */
  chip: Uint8Array | null;
}

/** The faces with a damaged feature, by id. Faces that are left out of comparisons need none. */
export function damagedFeatures(db: Database): DamagedFeature[] {
  const damaged: number[] = [];
  const bytes = featureBytes(db);
  const { id: backbone, version } = currentBackbone(db);
  // Those of older versions of the built-in one are as long.
  const least = backbone === 0 ? 1 : version;
  const faces = db.prepare('SELECT id, feature FROM faces WHERE feature_version BETWEEN ? AND ? ORDER BY id');
  for (const { id, feature } of faces.iterate(least, version))
    if (!isSound(feature!, bytes)) damaged.push(Number(id));
  const found = db.prepare(
    'SELECT f.landmarks, c.webp FROM faces f LEFT JOIN chips c ON c.face_id = f.id WHERE f.id = ?',
  );
  return damaged.map((faceId) => {
    const row = found.get(faceId)!;
    return {
      faceId,
      landmarks: fromBlob(row.landmarks as Uint8Array),
      chip: row.webp as Uint8Array | null,
    };
  });
}

/** Stores features in the place of damaged ones. @param features null: the face is left out of comparisons from now on. */
export function replaceFeatures(
  db: Database,
  features: ReadonlyMap<number, ArrayLike<number> | null>,
  version: number,
): void {
  const replace = db.prepare('UPDATE faces SET feature = ?, feature_version = ? WHERE id = ?');
  const leaveOut = db.prepare('UPDATE faces SET feature = ?, feature_version = 0 WHERE id = ?');
  transaction(db, () => {
    for (const [faceId, feature] of features) {
      if (feature === null) leaveOut.run(new Uint8Array(featureBytes(db)), faceId);
      else replace.run(toBlob(feature), version, faceId);
    }
  });
}
