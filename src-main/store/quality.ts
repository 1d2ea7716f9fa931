import { type Quality, qualityLimits } from '../../src-shared/contract/index.ts';
import { poorBecause, rate } from '../../src-shared/quality/index.ts';
import { estimatePose } from '../../src-shared/vision/index.ts';
import { fromBlob, transaction } from './database.ts';
import type { Database } from './sql.ts';

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

/** Faces that are judged in one transaction: a library of a hundred thousand is not read at once. */
const batch = 1000;

/** Columns `rating` and `flaw` of a face: how well it can be seen, and what the default limits hold against it. */
export function judge(face: { quality: Quality; score: number }): { rating: number; flaw: string } {
  return { rating: rate(face).overall, flaw: poorBecause(face, defaultLimits) ?? '' };
}

const defaultLimits = qualityLimits.parse({});

/** Judges faces that an older version stored, which had no pose either; once, when a library is opened. */
export function judgeFaces(db: Database): void {
  const waiting = db.prepare(
    `SELECT f.id, f.posed, iif(f.posed, NULL, f.landmarks) AS landmarks, ${qualityColumns} FROM faces f
     WHERE flaw IS NULL ORDER BY id LIMIT ?`,
  );
  const update = db.prepare(
    'UPDATE faces SET yaw = ?, pitch = ?, roll = ?, posed = 1, rating = ?, flaw = ? WHERE id = ?',
  );
  for (let rows = waiting.all(batch); rows.length > 0; rows = waiting.all(batch)) {
    transaction(db, () => {
      for (const row of rows) {
        const known = toQuality(row);
        const quality = row.posed === 1 ? known : { ...known, pose: poseOf(row.landmarks as Uint8Array) };
        const { rating, flaw } = judge({ quality, score: Number(row.score) });
        const { yaw = null, pitch = null, roll = null } = quality.pose ?? {};
        update.run(yaw, pitch, roll, rating, flaw, Number(row.id));
      }
    });
  }
}

const poseOf = (landmarks: Uint8Array) =>
  landmarks.length === bytesOfLandmarks ? estimatePose(fromBlob(landmarks)) : null;

/** 68 points, x and y, float32. */
const bytesOfLandmarks = 68 * 2 * 4;
