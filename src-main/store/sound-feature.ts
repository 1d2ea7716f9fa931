/** Tells features that are as they were computed from those that damage has changed: a NaN or a short one would spoil every comparison. */
import type { DatabaseSync } from 'node:sqlite';
import { TammesError } from '../../src-shared/errors/index.ts';
import { fromBlob, toBlob, transaction } from './database.ts';

/** Numbers of a feature, and the bytes that they take. */
const featureSize = 256;
const featureBytes = 4 * featureSize;

/** @param feature bytes as they are stored: 256 float32, little-endian. @throws TammesError 'feature-damaged' that names the face. */
export function soundFeature(db: DatabaseSync, faceId: number, feature: Uint8Array): Float32Array {
  if (isSound(feature)) return fromBlob(feature);
  const row = db
    .prepare('SELECT p.path FROM faces f JOIN photos p ON p.id = f.photo_id WHERE f.id = ?')
    .get(faceId);
  throw new TammesError('feature-damaged', { faceId, photo: String(row?.path ?? '') });
}

function isSound(feature: Uint8Array): boolean {
  return feature.length === featureBytes && fromBlob(feature).every(Number.isFinite);
}

/** A face whose feature is damaged. */
export interface DamagedFeature {
  faceId: number;
  /** WebP; empty if the face has no stored picture. */
  chip: Uint8Array;
}

/** The faces with a damaged feature, by id. Faces that are left out of comparisons need none. */
export function damagedFeatures(db: DatabaseSync): DamagedFeature[] {
  const damaged: number[] = [];
  const faces = db.prepare('SELECT id, feature FROM faces WHERE feature_version > 0 ORDER BY id');
  for (const { id, feature } of faces.iterate())
    if (!isSound(feature as Uint8Array)) damaged.push(Number(id));
  const chip = db.prepare('SELECT webp FROM chips WHERE face_id = ?');
  return damaged.map((faceId) => ({
    faceId,
    chip: (chip.get(faceId)?.webp as Uint8Array | undefined) ?? new Uint8Array(),
  }));
}

/** Stores features in the place of damaged ones. @param features null: the face is left out of comparisons from now on. */
export function replaceFeatures(
  db: DatabaseSync,
  features: ReadonlyMap<number, ArrayLike<number> | null>,
  version: number,
): void {
  const replace = db.prepare('UPDATE faces SET feature = ?, feature_version = ? WHERE id = ?');
  const leaveOut = db.prepare('UPDATE faces SET feature = ?, feature_version = 0 WHERE id = ?');
  transaction(db, () => {
    for (const [faceId, feature] of features) {
      if (feature === null) leaveOut.run(new Uint8Array(featureBytes), faceId);
      else replace.run(toBlob(feature), version, faceId);
    }
  });
}
