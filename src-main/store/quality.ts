import type { DatabaseSync } from 'node:sqlite';
import type { Quality } from '../../src-shared/contract/index.ts';
import { estimatePose } from '../../src-shared/vision/index.ts';
import { fromBlob, transaction } from './database.ts';

/** Columns of a face's quality, as `toQuality` reads them; `score` with them, as ratings need both. */
export const qualityColumns =
  'f.score, f.size, f.sharpness, f.brightness, f.shadows, f.highlights, f.yaw, f.pitch, f.roll';

/** The quality of a row with `qualityColumns`. */
export function toQuality(row: Record<string, unknown>): Quality {
  const { shadows, highlights, yaw, pitch, roll } = row;
  return {
    size: Number(row.size),
    sharpness: Number(row.sharpness),
    brightness: Number(row.brightness),
    clipped: shadows === null ? null : { shadows: Number(shadows), highlights: Number(highlights) },
    pose: yaw === null ? null : { yaw: Number(yaw), pitch: Number(pitch), roll: Number(roll) },
  };
}

/** Faces whose poses are computed in one transaction: a library of a hundred thousand is not read at once. */
const batch = 1000;

/** Computes the pose of faces that an older version stored without one; call it before poses are read. */
export function computePoses(db: DatabaseSync): void {
  const waiting = db.prepare('SELECT id, landmarks FROM faces WHERE posed = 0 ORDER BY id LIMIT ?');
  const update = db.prepare('UPDATE faces SET yaw = ?, pitch = ?, roll = ?, posed = 1 WHERE id = ?');
  for (let rows = waiting.all(batch); rows.length > 0; rows = waiting.all(batch)) {
    transaction(db, () => {
      for (const { id, landmarks } of rows) {
        const bytes = landmarks as Uint8Array;
        const pose = bytes.length === bytesOfLandmarks ? estimatePose(fromBlob(bytes)) : null;
        update.run(pose?.yaw ?? null, pose?.pitch ?? null, pose?.roll ?? null, Number(id));
      }
    });
  }
}

/** 68 points, x and y, float32. */
const bytesOfLandmarks = 68 * 2 * 4;
