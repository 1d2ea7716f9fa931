/** Photos and faces of the library: storing, listing and reading them. */
import type { DetectorId, Quality } from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import { featureVersion } from '../../src-shared/vision/index.ts';
import { facesOfXmp } from '../labels/xmp.ts';
import { builtInSize, currentBackbone } from './backbones.ts';
import { toBlob, transaction } from './database.ts';
import { libraryDetector } from './detector.ts';
import type { PhotoFile } from './folder.ts';
import { type PlaceChange, photoWithHash, placePhoto } from './places.ts';
import { judge } from './quality.ts';
import { forgetRemovals } from './removal.ts';
import type { Database } from './sql.ts';

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
  /** What the feature is; absent: the built-in backbone's. */
  featureVersion?: number | undefined;
  /** The built-in backbone's feature beside that of another one. */
  builtIn?: ArrayLike<number> | undefined;
  chipWebp: Uint8Array;
  /** See src-shared/vision/thumbnail.ts. */
  thumbnail: Uint8Array;
}

/**
 * Stores what was read from a file: the photo with its faces and chips if the library has not got it yet, the
 * file's place, and who is on it, in one transaction.
 */
export function storePhoto(
  db: Database,
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
  db: Database,
  scanId: number,
  path: string,
  photo: PhotoRecord,
  detector: DetectorId,
): number {
  forgetRemovals(db);
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
  db: Database,
  path: string,
  face: FaceRecord,
): { photoId: number; faceId: number } {
  const insert = db.prepare(
    `INSERT INTO photos (path, width, height, original_width, original_height, orientation, detector, read_at)
     VALUES (?, 0, 0, 0, 0, 1, ?, ?)`,
  );
  const photoId = Number(insert.run(path, libraryDetector(db), now()).lastInsertRowid);
  return { photoId, faceId: insertFace(db, photoId, face) };
}

/**
 * Stores a face of which there is only a feature: no photo, no picture. What is not known is not held against it.
 * Call within a transaction.
 * @param shot as the number of a photo; null: a shot of its own.
 */
export function insertVector(
  db: Database,
  path: string,
  { feature, featureVersion, shot }: { feature: Float32Array; featureVersion: number; shot: number | null },
): { photoId: number; faceId: number } {
  const insert = db.prepare(
    `INSERT INTO photos (path, width, height, original_width, original_height, orientation, detector, read_at, shot)
     VALUES (?, 0, 0, 0, 0, 1, ?, ?, ?)`,
  );
  const photoId = Number(insert.run(path, libraryDetector(db), now(), shot).lastInsertRowid);
  const faceId = insertRow(db, photoId, { ...unseen, feature, featureVersion });
  return { photoId, faceId };
}

/** A face that nobody has seen. */
const unseen = {
  box: { x: 0, y: 0, width: 150, height: 150 },
  score: 1,
  landmarks: new Float32Array(136),
  quality: { size: 150, sharpness: 1000, brightness: 128, clipped: null, pose: null },
};

/** Stores one face of a photo. Call within a transaction. */
export function insertFace(db: Database, photoId: number, face: FaceRecord): number {
  const id = insertRow(db, photoId, face);
  db.prepare('INSERT INTO chips (face_id, webp) VALUES (?, ?)').run(id, face.chipWebp);
  db.prepare('INSERT INTO thumbnails (face_id, pixels) VALUES (?, ?)').run(id, face.thumbnail);
  keepBuiltIn(db, id, face);
  return id;
}

function insertRow(db: Database, photoId: number, face: Described): number {
  refuseMisfit(db, face);
  const values = { photo_id: photoId, ...columnsOf(face) };
  const names = Object.keys(values);
  const insert = db.prepare(
    `INSERT INTO faces (${names.join(', ')}) VALUES (${names.map((name) => `:${name}`).join(', ')})`,
  );
  return Number(insert.run(values).lastInsertRowid);
}

/** Gives a face everything of another description; its id, name and all that people said of it stay. Call within a transaction. */
export function describeAnew(db: Database, faceId: number, face: FaceRecord): void {
  refuseMisfit(db, face);
  const values = columnsOf(face);
  const set = Object.keys(values).map((name) => `${name} = :${name}`);
  db.prepare(`UPDATE faces SET ${set.join(', ')} WHERE id = :id`).run({ id: faceId, ...values });
  db.prepare('UPDATE chips SET webp = ? WHERE face_id = ?').run(face.chipWebp, faceId);
  // An older version's face has none.
  db.prepare(
    'INSERT INTO thumbnails (face_id, pixels) VALUES (?, ?) ON CONFLICT (face_id) DO UPDATE SET pixels = excluded.pixels',
  ).run(faceId, face.thumbnail);
  db.prepare('DELETE FROM kept_features WHERE face_id = ?').run(faceId);
  keepBuiltIn(db, faceId, face);
}

/** Bursts are found by it whatever backbone is in use, and nothing has to be described if people go back to it. */
function keepBuiltIn(db: Database, faceId: number, { builtIn }: FaceRecord): void {
  if (builtIn === undefined) return;
  db.prepare('INSERT INTO kept_features VALUES (?, 0, ?, ?)').run(faceId, featureVersion, toBlob(builtIn));
}

type Described = Omit<FaceRecord, 'chipWebp' | 'thumbnail'>;

/** A feature of the backbone in use has its size. @throws TammesError 'features-of-other-backbone' */
function refuseMisfit(db: Database, { feature, featureVersion: version = featureVersion }: Described): void {
  const current = currentBackbone(db);
  const size =
    version === current.version ? current.size : version === featureVersion ? builtInSize : feature.length;
  if (feature.length !== size) throw new TammesError('features-of-other-backbone', {});
}

function columnsOf(face: Described) {
  const { box, quality, score, landmarks, feature, featureVersion: version = featureVersion } = face;
  const { size, sharpness, brightness, clipped, pose } = quality;
  return {
    ...{ x: box.x, y: box.y, width: box.width, height: box.height },
    ...{ score, size, sharpness, brightness },
    shadows: clipped?.shadows ?? null,
    highlights: clipped?.highlights ?? null,
    yaw: pose?.yaw ?? null,
    pitch: pose?.pitch ?? null,
    roll: pose?.roll ?? null,
    posed: 1,
    ...judge(face),
    landmarks: toBlob(landmarks),
    feature: toBlob(feature),
    feature_version: version,
  };
}

/** Where a photo lies; null when there is no such photo. */
export function photoPath(db: Database, photoId: number): string | null {
  const row = db.prepare('SELECT path FROM photos WHERE id = ?').get(photoId);
  return row === undefined ? null : String(row.path);
}

function now(): string {
  return new Date().toISOString();
}
