import { sep } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { FaceCard, LibrarySummary, PhotoFailure } from '../../src-shared/contract/index.ts';
import type { ErrorCode, Failure } from '../../src-shared/errors.ts';
import { fromBlob, toBlob, transaction } from './database.ts';
import { type PhotoFile, photoName } from './folder.ts';
import { labelFace, personNamed } from './people.ts';

/** What a photo gave: stored as it is, one row a face. */
export interface PhotoRecord {
  hash: string;
  width: number;
  height: number;
  faces: FaceRecord[];
}

export interface FaceRecord {
  box: { x: number; y: number; width: number; height: number };
  score: number;
  landmarks: ArrayLike<number>;
  quality: { size: number; sharpness: number; brightness: number };
  feature: ArrayLike<number>;
  chipWebp: Uint8Array;
}

/** Failures that say more about the moment than about the file: such a photo is tried again. */
const passing: readonly ErrorCode[] = ['file-missing', 'file-unreadable', 'folder-unreadable', 'internal'];

export function addScan(db: DatabaseSync, folder: string): number {
  const insert = db.prepare('INSERT INTO scans (folder, started_at) VALUES (?, ?)');
  return Number(insert.run(folder, now()).lastInsertRowid);
}

/** Whether the file is stored as it lies on disk now, read or failed for a lasting reason. */
export function isFinished(db: DatabaseSync, file: PhotoFile): boolean {
  const row = db.prepare('SELECT size, modified, code FROM photos WHERE path = ?').get(file.path);
  if (row === undefined) return false;
  const unchanged = row.size === file.size && row.modified === file.modified;
  return unchanged && !passing.includes(row.code as ErrorCode);
}

/**
 * Stores a photo with its faces, chips and label in one transaction, in place of an older reading of the
 * same path. Where the photo lies in a person's folder and shows several faces, the largest is taken for
 * the person's; the others stay unknown.
 */
export function storePhoto(db: DatabaseSync, scanId: number, file: PhotoFile, photo: PhotoRecord): void {
  transaction(db, () => {
    const photoId = replacePhoto(db, scanId, file, { ...photo, status: 'read' });
    const faceIds = photo.faces.map((face) => insertFace(db, photoId, face));
    if (file.person !== null && faceIds.length > 0) {
      const sizes = photo.faces.map(({ box }) => box.width * box.height);
      const main = faceIds[sizes.indexOf(Math.max(...sizes))]!;
      labelFace(db, main, personNamed(db, file.person).id, 'folder');
    }
  });
}

/** Stores why a photo could not be read, in place of an older reading of the same path. */
export function storeFailure(db: DatabaseSync, scanId: number, file: PhotoFile, failure: Failure): void {
  transaction(db, () => {
    replacePhoto(db, scanId, file, { status: 'failed', failure });
  });
}

/** Forgets that folders under this one could not be listed: a new listing says so again where it is still true. */
export function forgetFolderFailures(db: DatabaseSync, folder: string): void {
  db.prepare("DELETE FROM photos WHERE code = 'folder-unreadable' AND (path = ? OR instr(path, ?) = 1)").run(
    folder,
    folder + sep,
  );
}

type Outcome =
  | { status: 'read'; hash: string; width: number; height: number }
  | { status: 'failed'; failure: Failure };

function replacePhoto(db: DatabaseSync, scanId: number | null, file: PhotoFile, outcome: Outcome): number {
  db.prepare('DELETE FROM photos WHERE path = ?').run(file.path);
  const insert = db.prepare(
    `INSERT INTO photos (path, scan_id, size, modified, hash, width, height, status, code, message, remedy, read_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const read = outcome.status === 'read' ? outcome : null;
  const failure = outcome.status === 'failed' ? outcome.failure : null;
  const result = insert.run(
    file.path,
    scanId,
    file.size,
    file.modified,
    read?.hash ?? null,
    read?.width ?? null,
    read?.height ?? null,
    outcome.status,
    failure?.code ?? null,
    failure?.message ?? null,
    failure?.remedy ?? null,
    now(),
  );
  return Number(result.lastInsertRowid);
}

/** Stores a face that comes without a photo of the library. Call within a transaction. */
export function insertLooseFace(
  db: DatabaseSync,
  path: string,
  face: FaceRecord,
): { photoId: number; faceId: number } {
  const file = { path, size: 0, modified: 0, person: null };
  const photoId = replacePhoto(db, null, file, { status: 'read', hash: '', width: 0, height: 0 });
  return { photoId, faceId: insertFace(db, photoId, face) };
}

function insertFace(db: DatabaseSync, photoId: number, face: FaceRecord): number {
  const insert = db.prepare(
    `INSERT INTO faces (photo_id, x, y, width, height, score, landmarks, size, sharpness, brightness, feature)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
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
    toBlob(face.feature),
  );
  const id = Number(result.lastInsertRowid);
  db.prepare('INSERT INTO chips (face_id, webp) VALUES (?, ?)').run(id, face.chipWebp);
  return id;
}

/** Forgets the photos that a scan read; people who are left without a face go with them. */
export function removeScan(db: DatabaseSync, scanId: number): void {
  transaction(db, () => {
    db.prepare('DELETE FROM photos WHERE scan_id = ?').run(scanId);
    db.prepare('DELETE FROM scans WHERE id = ?').run(scanId);
    db.prepare('DELETE FROM people WHERE id NOT IN (SELECT person_id FROM labels)').run();
  });
}

export function librarySummary(db: DatabaseSync, path: string): LibrarySummary {
  const count = (sql: string) => Number(db.prepare(`SELECT count(*) AS n FROM ${sql}`).get()!.n);
  return {
    path,
    photos: count("photos WHERE status = 'read'"),
    faces: count('faces'),
    people: count('people'),
    failures: count("photos WHERE status = 'failed'"),
  };
}

/** Failures under a folder, or all of them. */
export function listFailures(db: DatabaseSync): PhotoFailure[] {
  const rows = db
    .prepare("SELECT path, code, message, remedy FROM photos WHERE status = 'failed' ORDER BY path")
    .all();
  return rows.map((row) => ({
    path: String(row.path),
    code: row.code as ErrorCode,
    message: String(row.message),
    remedy: String(row.remedy),
  }));
}

/**
 * A page of faces, by photo path.
 * @param personId null: faces without a label; undefined: all.
 */
export function listFaces(
  db: DatabaseSync,
  personId: number | null | undefined,
  offset: number,
  limit: number,
): { total: number; faces: FaceCard[] } {
  const where = personId === undefined ? '1' : personId === null ? 'l.person_id IS NULL' : 'l.person_id = ?';
  const given = typeof personId === 'number' ? [personId] : [];
  const from = `FROM faces f JOIN photos p ON p.id = f.photo_id LEFT JOIN labels l ON l.face_id = f.id WHERE ${where}`;
  const total = Number(db.prepare(`SELECT count(*) AS n ${from}`).get(...given)!.n);
  const rows = db
    .prepare(`SELECT f.*, p.path, l.person_id ${from} ORDER BY p.path, f.id LIMIT ? OFFSET ?`)
    .all(...given, limit, offset);
  const faces = rows.map((row) => ({
    id: Number(row.id),
    photoId: Number(row.photo_id),
    photoName: photoName(String(row.path)),
    personId: row.person_id === null ? null : Number(row.person_id),
    box: { x: Number(row.x), y: Number(row.y), width: Number(row.width), height: Number(row.height) },
    score: Number(row.score),
    quality: {
      size: Number(row.size),
      sharpness: Number(row.sharpness),
      brightness: Number(row.brightness),
    },
  }));
  return { total, faces };
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
  personId: number;
  name: string;
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
  const rows = db
    .prepare(
      `SELECT f.id, f.photo_id, f.feature, t.person_id, n.name
       FROM ${table} t JOIN faces f ON f.id = t.face_id JOIN photos p ON p.id = f.photo_id
       JOIN people n ON n.id = t.person_id
       ORDER BY p.path, f.id`,
    )
    .all();
  return rows.map((row) => ({
    faceId: Number(row.id),
    photoId: Number(row.photo_id),
    personId: Number(row.person_id),
    name: String(row.name),
    feature: fromBlob(row.feature as Uint8Array),
  }));
}

function now(): string {
  return new Date().toISOString();
}
