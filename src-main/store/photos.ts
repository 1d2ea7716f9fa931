/** Photos and faces of the library: storing, listing and reading them. */
import type { DatabaseSync } from 'node:sqlite';
import type { DetectorId, Quality } from '../../src-shared/contract/index.ts';
import { featureVersion } from '../../src-shared/vision/index.ts';
import { facesOfXmp } from '../labels/xmp.ts';
import { toBlob, transaction } from './database.ts';
import { libraryDetector } from './detector.ts';
import type { PhotoFile } from './folder.ts';
import { type PlaceChange, photoWithHash, placePhoto } from './places.ts';
import { forgetRemoval } from './removal.ts';

/** What a photo gave: stored as it is, one row a face. */
export interface PhotoRecord {
  /** SHA-256 of the file's bytes. */
  hash: string;
  /** Of the pixels that boxes and landmarks are in. */
  width: number;
  height: number;
  /** Of the upright photo itself. */
  original: { width: number; height: number };
  /** EXIF orientation that made it upright, 1 to 8. */
  orientation: number;
  /** Perceptual hash. */
  fingerprint: string;
  /** When it was taken, milliseconds since 1970 by the camera's clock. */
  takenAt: number | null;
  /** Metadata inside the file. */
  xmp: string | null;
  faces: FaceRecord[];
}

export interface FaceRecord {
  box: { x: number; y: number; width: number; height: number };
  score: number;
  landmarks: ArrayLike<number>;
  quality: Quality;
  /** Of both sides of the face. */
  feature: ArrayLike<number>;
  chipWebp: Uint8Array;
  /** See src-shared/vision/thumbnail.ts. */
  thumbnail: Uint8Array;
}

/**
 * Stores what was read from a file: the photo with its faces and chips where the library has not got it yet, the
 * file's place, and who is on it, in one transaction.
 */
export function storePhoto(
  db: DatabaseSync,
  scanId: number,
  file: PhotoFile,
  photo: PhotoRecord,
  detector: DetectorId,
): PlaceChange {
  return transaction(db, () => {
    const id = photoWithHash(db, photo.hash) ?? insertPhoto(db, scanId, file.path, photo, detector);
    return placePhoto(db, scanId, file, { id, hash: photo.hash });
  });
}

function insertPhoto(
  db: DatabaseSync,
  scanId: number,
  path: string,
  photo: PhotoRecord,
  detector: DetectorId,
): number {
  forgetRemoval(db);
  const insert = db.prepare(
    `INSERT INTO photos (path, scan_id, hash, width, height, original_width, original_height, orientation,
       fingerprint, taken_at, named_faces, detector, read_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const named = photo.xmp === null ? [] : facesOfXmp(photo.xmp);
  const result = insert.run(
    path,
    scanId,
    photo.hash,
    photo.width,
    photo.height,
    photo.original.width,
    photo.original.height,
    photo.orientation,
    photo.fingerprint,
    photo.takenAt,
    named.length === 0 ? null : JSON.stringify(named),
    detector,
    now(),
  );
  const id = Number(result.lastInsertRowid);
  for (const face of photo.faces) insertFace(db, id, face);
  return id;
}

/** Stores a face that comes without a photo of the library. Call within a transaction. */
export function insertLooseFace(
  db: DatabaseSync,
  path: string,
  face: FaceRecord,
): { photoId: number; faceId: number } {
  forgetRemoval(db);
  const insert = db.prepare(
    `INSERT INTO photos (path, width, height, original_width, original_height, orientation, detector, read_at)
     VALUES (?, 0, 0, 0, 0, 1, ?, ?)`,
  );
  const photoId = Number(insert.run(path, libraryDetector(db), now()).lastInsertRowid);
  return { photoId, faceId: insertFace(db, photoId, face) };
}

/** Stores one face of a photo. Call within a transaction. */
export function insertFace(db: DatabaseSync, photoId: number, face: FaceRecord): number {
  const insert = db.prepare(
    `INSERT INTO faces (photo_id, x, y, width, height, score, landmarks, size, sharpness, brightness, shadows,
       highlights, yaw, pitch, roll, posed, feature, feature_version)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?)`,
  );
  const { box, quality } = face;
  const result = insert.run(
    photoId,
    box.x,
    box.y,
    box.width,
    box.height,
    face.score,
    toBlob(face.landmarks),
    quality.size,
    quality.sharpness,
    quality.brightness,
    quality.clipped?.shadows ?? null,
    quality.clipped?.highlights ?? null,
    quality.pose?.yaw ?? null,
    quality.pose?.pitch ?? null,
    quality.pose?.roll ?? null,
    toBlob(face.feature),
    featureVersion,
  );
  const id = Number(result.lastInsertRowid);
  db.prepare('INSERT INTO chips (face_id, webp) VALUES (?, ?)').run(id, face.chipWebp);
  db.prepare('INSERT INTO thumbnails (face_id, pixels) VALUES (?, ?)').run(id, face.thumbnail);
  return id;
}

/** Where a photo lies; null when there is no such photo. */
export function photoPath(db: DatabaseSync, photoId: number): string | null {
  const row = db.prepare('SELECT path FROM photos WHERE id = ?').get(photoId);
  return row === undefined ? null : String(row.path);
}

function now(): string {
  return new Date().toISOString();
}
