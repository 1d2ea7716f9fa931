/** A photo in full, and the folders that hold photos. */
import type {
  DetectorId,
  LibraryFolder,
  LibraryPhoto,
  PhotoFace,
  PoorReason,
  UnusedReason,
} from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import { fromBlob } from './database.ts';
import { toCard } from './faces.ts';
import { photoName } from './folder.ts';
import { placesOf } from './places.ts';
import { qualityColumns } from './quality.ts';
import type { Database } from './sql.ts';

/** @throws TammesError 'photo-unknown' */
export function photoInFull(db: Database, photoId: number): LibraryPhoto {
  const row = db.prepare('SELECT * FROM photos WHERE id = ?').get(photoId);
  if (row === undefined) throw new TammesError('photo-unknown', { photoId });
  return {
    id: photoId,
    name: photoName(String(row.path)),
    path: String(row.path),
    places: placesOf(db, photoId).map(({ path, missing }) => ({ path, missing })),
    width: Number(row.width),
    height: Number(row.height),
    original: { width: Number(row.original_width), height: Number(row.original_height) },
    takenAt: row.taken_at === null ? null : Number(row.taken_at),
    readAt: String(row.read_at),
    detector: row.detector as DetectorId,
    ambiguous: row.ambiguous === 1,
    faces: facesInFull(db, photoId),
  };
}

/** The photo that a face is on. @throws TammesError 'face-unknown' */
export function photoOf(db: Database, faceId: number): number {
  const row = db.prepare('SELECT photo_id FROM faces WHERE id = ?').get(faceId);
  if (row === undefined) throw new TammesError('face-unknown', { faceId });
  return Number(row.photo_id);
}

function facesInFull(db: Database, photoId: number): PhotoFace[] {
  const rows = db
    .prepare(
      `SELECT f.id, f.photo_id, f.x, f.y, f.width, f.height, f.rating, f.ignored, f.landmarks, f.by_hand, f.flaw, f.feature_version,
         p.path, p.taken_at, p.ambiguous, l.person_id, l.source, l.chosen, n.ignored AS stranger,
         EXISTS (SELECT 1 FROM labels c WHERE c.person_id = l.person_id AND c.chosen = 1) AS choice,
         EXISTS (SELECT 1 FROM gallery g WHERE g.face_id = f.id) AS enrolled,
         (SELECT json_group_array(r.person_id) FROM refusals r WHERE r.face_id = f.id) AS refused, ${qualityColumns}
       FROM faces f JOIN photos p ON p.id = f.photo_id LEFT JOIN labels l ON l.face_id = f.id
       LEFT JOIN people n ON n.id = l.person_id WHERE f.photo_id = ? ORDER BY f.id`,
    )
    .all(photoId);
  return rows.map((row) => ({
    ...toCard(row),
    landmarks: Array.from(fromBlob(row.landmarks as Uint8Array)),
    byHand: row.by_hand === 1,
    unused: whyUnused(row),
    poor: row.flaw === '' ? null : (row.flaw as PoorReason),
    notPersonIds: JSON.parse(String(row.refused)) as number[],
  }));
}

function whyUnused(row: Record<string, unknown>): UnusedReason | null {
  if (row.feature_version === 0) return 'damaged';
  if (row.enrolled === 1) return null;
  if (row.person_id === null) return row.ignored === 1 ? 'ignored' : 'unnamed';
  if (row.stranger === 1) return 'ignored';
  if (row.choice === 1) return 'not-chosen';
  return row.flaw === '' ? 'ambiguous' : 'poor';
}

/** The folders that photos lie in, with what lies in each itself, by path. */
export function listFolders(db: Database): LibraryFolder[] {
  const rows = db
    .prepare(
      `SELECT p.folder, count(DISTINCT p.id) AS photos, count(f.id) AS faces
       FROM photos p INDEXED BY photos_folder LEFT JOIN faces f ON f.photo_id = p.id
       GROUP BY p.folder HAVING p.folder NOT LIKE 'enrolled:%' ORDER BY p.folder`,
    )
    .all();
  return rows.map(({ folder, photos, faces }) => ({
    path: String(folder).replace(/(?<=.)[\\/]$/, ''),
    photos: Number(photos),
    faces: Number(faces),
  }));
}
