/** What photos are compared by to find copies and bursts: fingerprint, time, and a thumbnail of each face. */
import { fromBlob } from './database.ts';
import type { Database } from './sql.ts';

/** Read from a photo's file, beside its faces. */
export interface ComparisonData {
  fingerprint: string;
  takenAt: number | null;
  /** By face. */
  thumbnails: readonly { faceId: number; pixels: Uint8Array }[];
}

/** Photos for which an older version did not store everything. */
const lacking = `fingerprint IS NULL OR EXISTS (SELECT 1 FROM faces f WHERE f.photo_id = photos.id
  AND NOT EXISTS (SELECT 1 FROM thumbnails t WHERE t.face_id = f.id))`;

/** Whether everything is stored. */
export function hasComparisonData(db: Database, photoId: number): boolean {
  return db.prepare(`SELECT 1 FROM photos WHERE id = ? AND NOT (${lacking})`).get(photoId) !== undefined;
}

/** Photos without a part of it. */
export function photosWithoutComparisonData(db: Database): ReadonlySet<number> {
  const rows = db.prepare(`SELECT id FROM photos WHERE ${lacking}`).all();
  return new Set(rows.map(({ id }) => Number(id)));
}

/** The faces of a photo, in whose pixels their landmarks are. */
export function landmarksOf(db: Database, photoId: number): { faceId: number; landmarks: Float32Array }[] {
  return db
    .prepare('SELECT id, landmarks FROM faces WHERE photo_id = ? ORDER BY id')
    .all(photoId)
    .map(({ id, landmarks }) => ({ faceId: Number(id), landmarks: fromBlob(landmarks as Uint8Array) }));
}

/** Stores it for a photo, which `updateShots` then compares. */
export function storeComparisonData(
  db: Database,
  photoId: number,
  { fingerprint, takenAt, thumbnails }: ComparisonData,
): void {
  db.prepare('UPDATE photos SET fingerprint = ?, taken_at = ?, copy_of = NULL WHERE id = ?').run(
    fingerprint,
    takenAt,
    photoId,
  );
  const insert = db.prepare('INSERT OR REPLACE INTO thumbnails (face_id, pixels) VALUES (?, ?)');
  for (const { faceId, pixels } of thumbnails) insert.run(faceId, pixels);
}
