/**
 * The faces of people, and the only way to their features, which must not be compared across versions: whoever gets some from here
 * has all of one version, or an error that says what to do.
 */
import type { Quality } from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import { currentVersion } from './backbones.ts';
import { qualityColumns, toQuality } from './quality.ts';
import { featureReader } from './sound-feature.ts';
import type { Database } from './sql.ts';

/** A face of a person. */
export interface PersonFace {
  faceId: number;
  photoId: number;
  /** Photos of the same shot have the same number. */
  shot: number;
  personId: number;
  name: string;
  /** Detector's. */
  score: number;
  quality: Quality;
}

/** A face of a person with its feature. */
export interface LabelledFace extends PersonFace {
  feature: Float32Array;
  /** What the feature is; the same for all faces that are read together. */
  featureVersion: number;
}

/** All labelled faces, by photo path: the order does not depend on when a photo was read. */
export function namedFaces(db: Database): PersonFace[] {
  return rowsOf(db, 'labels', '').map(toPersonFace);
}

/**
 * All labelled faces with their features, in the order of `namedFaces`. All may have features of an older version: among themselves they
 * can be compared.
 * @throws TammesError 'features-outdated' if only some have, or 'feature-damaged'.
 */
export function labelledFaces(db: Database): LabelledFace[] {
  return described(db, rowsOf(db, 'labels', featureColumns));
}

/**
 * Faces that are known not to be somebody, each with the person whom it does not show, in the order of `namedFaces`.
 * @param version of their features; null: any.
 */
export function refusedFaces(db: Database, version: number | null): PersonFace[] {
  return rowsOf(db, 'refusals', ', f.feature_version')
    .filter((row) => version === null || Number(row.feature_version) === version)
    .map(toPersonFace);
}

/**
 * Features of faces that a run keeps away from somebody, by their ids; those of faces that are gone are left out.
 * @throws TammesError 'feature-damaged'
 */
export function featuresOfFaces(
  db: Database,
  ids: readonly number[],
): Map<number, Pick<LabelledFace, 'feature' | 'featureVersion'>> {
  const find = db.prepare(
    'SELECT id, feature, feature_version FROM faces WHERE id = ? AND feature_version > 0',
  );
  const rows = [...new Set(ids)].map((id) => find.get(id)).filter((row) => row !== undefined);
  const read = featureReader(db);
  return new Map(
    rows.map((row) => [
      Number(row.id),
      {
        feature: read(Number(row.id), row.feature as Uint8Array),
        featureVersion: Number(row.feature_version),
      },
    ]),
  );
}

const featureColumns = ', f.feature, f.feature_version';

function described(db: Database, rows: ReturnType<typeof rowsOf>): LabelledFace[] {
  const version = currentVersion(db);
  const versions = rows.map((row) => Number(row.feature_version));
  const outdated = versions.filter((one) => one !== version).length;
  if (new Set(versions).size > 1)
    throw new TammesError('features-outdated', { outdated, faces: rows.length });
  const read = featureReader(db);
  return rows.map((row) => ({
    ...toPersonFace(row),
    feature: read(Number(row.id), row.feature as Uint8Array),
    featureVersion: Number(row.feature_version),
  }));
}

/** Faces that could not be updated have no feature that can be compared, and are left out. */
function rowsOf(db: Database, table: 'labels' | 'refusals', moreColumns: string) {
  return db
    .prepare(
      `SELECT f.id, f.photo_id, coalesce(p.shot, p.id) AS shot, t.person_id, n.name, ${qualityColumns}${moreColumns}
       FROM ${table} t JOIN faces f ON f.id = t.face_id JOIN photos p ON p.id = f.photo_id
       JOIN people n ON n.id = t.person_id
       WHERE f.feature_version > 0
       ORDER BY p.path, f.id, n.name`,
    )
    .all();
}

function toPersonFace(row: Record<string, unknown>): PersonFace {
  return {
    faceId: Number(row.id),
    photoId: Number(row.photo_id),
    shot: Number(row.shot),
    personId: Number(row.person_id),
    name: String(row.name),
    score: Number(row.score),
    quality: toQuality(row),
  };
}
