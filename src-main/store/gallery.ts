import type { DatabaseSync } from 'node:sqlite';
import { TammesError } from '../../src-shared/errors/index.ts';
import { isOutdated } from './outdated.ts';
import { soundFeature } from './sound-feature.ts';

/** A face of the gallery. */
export interface EnrolledFace {
  faceId: number;
  personId: number;
  /** 256 numbers. */
  feature: Float32Array;
}

/** Faces that are enrolled; a gallery holds no other. A face that could not be updated has no feature that can be compared. */
const enrolled = `SELECT g.face_id, g.person_id, f.feature FROM gallery g JOIN faces f ON f.id = g.face_id
  WHERE f.feature_version > 0`;

/** All enrolled faces by id, one after another: many features need not lie in memory at once. @throws TammesError 'feature-damaged' */
export function* enrolledFaces(db: DatabaseSync): Generator<EnrolledFace> {
  for (const row of db.prepare(`${enrolled} ORDER BY g.face_id`).iterate()) yield toFace(db, row);
}

/** One of them; null if the face is not enrolled. @throws TammesError 'feature-damaged' */
export function enrolledFace(db: DatabaseSync, faceId: number): EnrolledFace | null {
  const row = db.prepare(`${enrolled} AND g.face_id = ?`).get(faceId);
  return row === undefined ? null : toFace(db, row);
}

function toFace(db: DatabaseSync, row: Record<string, unknown>): EnrolledFace {
  const faceId = Number(row.face_id);
  return {
    faceId,
    personId: Number(row.person_id),
    feature: soundFeature(db, faceId, row.feature as Uint8Array),
  };
}

/**
 * Enrolled faces are compared with faces of photos that are just read, so their features must have the present version.
 * @throws TammesError 'features-outdated' if some enrolled faces have features of an older version.
 */
export function refuseOutdatedGallery(db: DatabaseSync): void {
  const count = (where: string) =>
    Number(
      db.prepare(`SELECT count(*) AS n FROM faces f JOIN gallery g ON g.face_id = f.id WHERE ${where}`).get()!
        .n,
    );
  const outdated = count(isOutdated);
  if (outdated === 0) return;
  throw new TammesError('features-outdated', { outdated, faces: count('f.feature_version > 0') });
}

/** Rises with every change of the gallery, whichever process made it; 0 before the first. */
export function galleryVersion(db: DatabaseSync): number {
  return Number(db.prepare('SELECT ifnull(max(version), 0) AS version FROM gallery_changes').get()!.version);
}

/** Faces that came, changed or went after a version. */
export function galleryChanges(db: DatabaseSync, version: number): number[] {
  const rows = db.prepare('SELECT face_id FROM gallery_changes WHERE version > ?').all(version);
  return rows.map((row) => Number(row.face_id));
}

/** Of somebody who was there a moment ago; empty if another process has removed her or him since. */
export function personName(db: DatabaseSync, personId: number): string {
  return String(db.prepare('SELECT name FROM people WHERE id = ?').get(personId)?.name ?? '');
}
