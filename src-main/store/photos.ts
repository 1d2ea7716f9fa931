/** Photos and faces of the library: storing, listing and reading them. */
import type { DatabaseSync } from 'node:sqlite';
import type {
  DetectorId,
  FaceCard,
  LibrarySummary,
  Quality,
  QualityLimits,
} from '../../src-shared/contract/index.ts';
import { poorBecause } from '../../src-shared/quality/index.ts';
import { facesOfXmp } from '../labels/xmp.ts';
import { fromBlob, toBlob, transaction } from './database.ts';
import { countByAnotherDetector, libraryDetector } from './detector.ts';
import { type PhotoFile, photoName } from './folder.ts';
import { type PlaceChange, photoWithHash, placePhoto } from './places.ts';
import { computePoses, qualityColumns, toQuality } from './quality.ts';
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
  feature: ArrayLike<number>;
  chipWebp: Uint8Array;
}

export function addScan(db: DatabaseSync, folder: string): number {
  const insert = db.prepare('INSERT INTO scans (folder, started_at) VALUES (?, ?)');
  return Number(insert.run(folder, now()).lastInsertRowid);
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
       highlights, yaw, pitch, roll, posed, feature) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?)`,
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
  );
  const id = Number(result.lastInsertRowid);
  db.prepare('INSERT INTO chips (face_id, webp) VALUES (?, ?)').run(id, face.chipWebp);
  return id;
}

/**
 * Forgets the files that a scan was the first to see, and the photos that lie nowhere else; people who are left
 * without a face go with them.
 */
export function removeScan(db: DatabaseSync, scanId: number): void {
  transaction(db, () => {
    db.prepare(
      `DELETE FROM photos WHERE id IN (SELECT photo_id FROM places WHERE scan_id = ?)
         AND NOT EXISTS (SELECT 1 FROM places WHERE photo_id = photos.id AND scan_id IS NOT ?)`,
    ).run(scanId, scanId);
    db.prepare('DELETE FROM places WHERE scan_id = ?').run(scanId);
    db.prepare('DELETE FROM scans WHERE id = ?').run(scanId);
    deletePeopleWithoutFaces(db);
  });
}

/** Forgets people without a face. Call within a transaction. */
export function deletePeopleWithoutFaces(db: DatabaseSync): void {
  db.prepare(
    'DELETE FROM people WHERE id NOT IN (SELECT person_id FROM labels) AND id NOT IN (SELECT person_id FROM gallery)',
  ).run();
}

export function librarySummary(db: DatabaseSync, path: string): LibrarySummary {
  const count = (sql: string) => Number(db.prepare(`SELECT count(*) AS n FROM ${sql}`).get()!.n);
  return {
    path,
    photos: count('photos'),
    faces: count('faces'),
    people: count('people'),
    failures: count('places WHERE photo_id IS NULL'),
    missing: count(
      `(SELECT 1 FROM places WHERE photo_id IS NOT NULL GROUP BY photo_id HAVING count(*) = count(missing_since))`,
    ),
    ambiguous: count('photos WHERE ambiguous = 1'),
    detector: libraryDetector(db),
    foundOtherwise: countByAnotherDetector(db),
  };
}

/** Which faces are listed, and which page of them. */
export interface FacesWanted {
  /** null: faces without a label; undefined: all. */
  personId?: number | null | undefined;
  /** Only those within the limits, or only those that they leave out; null: all. */
  only: { limits: QualityLimits; poor: boolean } | null;
  offset: number;
  limit: number;
}

/** A page of faces, by photo path. */
export function listFaces(
  db: DatabaseSync,
  { personId, only, offset, limit }: FacesWanted,
): { total: number; faces: FaceCard[] } {
  computePoses(db);
  const where = personId === undefined ? '1' : personId === null ? 'l.person_id IS NULL' : 'l.person_id = ?';
  const given = typeof personId === 'number' ? [personId] : [];
  const from = `FROM faces f JOIN photos p ON p.id = f.photo_id LEFT JOIN labels l ON l.face_id = f.id WHERE ${where}`;
  const sorted = `${from} ORDER BY p.path, f.id`;
  const columns = `f.id, f.photo_id, f.x, f.y, f.width, f.height, p.path, l.person_id, ${qualityColumns}`;
  if (only === null) {
    const total = Number(db.prepare(`SELECT count(*) AS n ${from}`).get(...given)!.n);
    const rows = db.prepare(`SELECT ${columns} ${sorted} LIMIT ? OFFSET ?`).all(...given, limit, offset);
    return { total, faces: rows.map(toCard) };
  }
  // A rating is no column: all faces are looked at.
  const cards = db
    .prepare(`SELECT ${columns} ${sorted}`)
    .all(...given)
    .map(toCard)
    .filter((face) => (poorBecause(face, only.limits) !== null) === only.poor);
  return { total: cards.length, faces: cards.slice(offset, offset + limit) };
}

function toCard(row: Record<string, unknown>): FaceCard {
  return {
    id: Number(row.id),
    photoId: Number(row.photo_id),
    photoName: photoName(String(row.path)),
    personId: row.person_id === null ? null : Number(row.person_id),
    box: { x: Number(row.x), y: Number(row.y), width: Number(row.width), height: Number(row.height) },
    score: Number(row.score),
    quality: toQuality(row),
  };
}

/** The chip's WebP bytes; null when there is no such face. */
export function chipOf(db: DatabaseSync, faceId: number): Uint8Array | null {
  const row = db.prepare('SELECT webp FROM chips WHERE face_id = ?').get(faceId);
  return row === undefined ? null : (row.webp as Uint8Array);
}

/** Where a photo lies; null when there is no such photo. */
export function photoPath(db: DatabaseSync, photoId: number): string | null {
  const row = db.prepare('SELECT path FROM photos WHERE id = ?').get(photoId);
  return row === undefined ? null : String(row.path);
}

/** A labelled face with its feature. */
export interface LabelledFace {
  faceId: number;
  photoId: number;
  /** Photos of the same shot have the same number. */
  shot: number;
  personId: number;
  name: string;
  /** Detector's. */
  score: number;
  quality: Quality;
  feature: Float32Array;
}

/** All labelled faces, by photo path: the order does not depend on when a photo was read. */
export function labelledFaces(db: DatabaseSync): LabelledFace[] {
  return facesWithPerson(db, 'labels');
}

/** The faces of the gallery, by photo path. */
export function galleryFaces(db: DatabaseSync): LabelledFace[] {
  return facesWithPerson(db, 'gallery');
}

function facesWithPerson(db: DatabaseSync, table: 'labels' | 'gallery'): LabelledFace[] {
  computePoses(db);
  const rows = db
    .prepare(
      `SELECT f.id, f.photo_id, coalesce(p.shot, p.id) AS shot, f.feature, t.person_id, n.name, ${qualityColumns}
       FROM ${table} t JOIN faces f ON f.id = t.face_id JOIN photos p ON p.id = f.photo_id
       JOIN people n ON n.id = t.person_id
       ORDER BY p.path, f.id`,
    )
    .all();
  return rows.map((row) => ({
    faceId: Number(row.id),
    photoId: Number(row.photo_id),
    shot: Number(row.shot),
    personId: Number(row.person_id),
    name: String(row.name),
    score: Number(row.score),
    quality: toQuality(row),
    feature: fromBlob(row.feature as Uint8Array),
  }));
}

function now(): string {
  return new Date().toISOString();
}
