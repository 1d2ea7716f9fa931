/** The files that hold photos: where each was last seen, and whether it is missing. */
import { existsSync } from 'node:fs';
import { sep } from 'node:path';
import type { MissingPhoto, PhotoFailure } from '../../src-shared/contract/index.ts';
import { type ErrorCode, type Failure, failureOf, failureSchema } from '../../src-shared/errors/index.ts';
import { type Naming, namingSources } from '../labels/naming.ts';
import type { PhotoFile } from './folder.ts';
import { relabelPhoto } from './labels.ts';
import type { Database } from './sql.ts';

/** A file as it was last seen. */
export interface Place {
  id: number;
  path: string;
  /** null: it could not be read. */
  photoId: number | null;
  size: number;
  modified: number;
  hash: string | null;
  missing: boolean;
  naming: Naming | null;
  failure: Failure | null;
}

/** What became of a file, as a scan reports it. */
export type PlaceChange =
  /** Not seen before. */
  | { kind: 'added' }
  /** A photo of the library that lies here, too. */
  | { kind: 'copied'; from: string }
  | { kind: 'moved'; from: string }
  /** Another photo lies where one lay. */
  | { kind: 'replaced' }
  /** A photo that was gone is back. */
  | { kind: 'restored' }
  /** The file's time changed, the photo did not. */
  | { kind: 'touched' };

/** Failures that say more about the moment than about the file: such a photo is tried again. */
const passing: ReadonlySet<ErrorCode> = new Set([
  'file-missing',
  'file-unreadable',
  'folder-unreadable',
  'internal',
]);

export function isPassing({ code }: Failure): boolean {
  return passing.has(code);
}

export function placeAt(db: Database, path: string): Place | null {
  const row = db.prepare('SELECT * FROM places WHERE path = ?').get(path);
  return row === undefined ? null : toPlace(row);
}

/** Whether the library knows the file as it lies on disk now: read, or failed for a lasting reason. */
export function isUnchanged(place: Place, file: PhotoFile): boolean {
  const same = place.size === file.size && place.modified === file.modified;
  return same && (place.failure === null || !isPassing(place.failure));
}

/** Whether a file of that size could hold what the library has already. */
export function isSizeKnown(db: Database, size: number): boolean {
  return db.prepare('SELECT 1 FROM places WHERE size = ? LIMIT 1').get(size) !== undefined;
}

/** The photo of that content. */
export function photoWithHash(db: Database, hash: string): number | null {
  const row = db.prepare('SELECT id FROM photos WHERE hash = ?').get(hash);
  return row === undefined ? null : Number(row.id);
}

/** The failure of a file with that content, as a failure of `path`. */
export function failureWithHash(db: Database, hash: string, path: string): Failure | null {
  const row = db.prepare('SELECT * FROM places WHERE hash = ? AND photo_id IS NULL LIMIT 1').get(hash);
  if (row === undefined) return null;
  const { failure, path: other } = toPlace(row);
  if (failure === null || isPassing(failure)) return null;
  return { ...failure, parameters: renamed(failure.parameters, other, path) };
}

/** A failure's parameters, with another file in the place of the first. */
function renamed<T extends object>(parameters: T, from: string, to: string): T {
  const entries = Object.entries(parameters).map(([name, value]) => [
    name,
    typeof value === 'string' ? value.replaceAll(from, to) : value,
  ]);
  return Object.fromEntries(entries) as T;
}

/**
 * Notes that a file holds a photo. Where the photo lay at a place that is gone, it has moved; a photo that lay here
 * before loses this place. Call within a transaction.
 */
export function placePhoto(
  db: Database,
  scanId: number,
  file: PhotoFile,
  photo: { id: number; hash: string },
): PlaceChange {
  const old = placeAt(db, file.path);
  const others = placesOf(db, photo.id).filter(({ path }) => path !== file.path);
  const gone = others.find((place) => place.missing || !existsSync(place.path));
  const naming = file.naming === null ? null : JSON.stringify(file.naming);
  const update = (id: number) =>
    db
      .prepare(
        `UPDATE places SET path = ?, photo_id = ?, size = ?, modified = ?, hash = ?, missing_since = NULL, naming = ?,
           code = NULL, problem = NULL, parameters = NULL WHERE id = ?`,
      )
      .run(file.path, photo.id, file.size, file.modified, photo.hash, naming, id);
  let change: PlaceChange;
  if (old !== null && old.photoId === photo.id) {
    update(old.id);
    change = { kind: old.missing ? 'restored' : 'touched' };
  } else if (old !== null) {
    if (gone !== undefined) db.prepare('DELETE FROM places WHERE id = ?').run(gone.id);
    update(old.id);
    if (old.photoId !== null) refreshPhoto(db, old.photoId);
    change = { kind: old.photoId === null ? 'added' : 'replaced' };
  } else if (gone !== undefined) {
    update(gone.id);
    change = { kind: 'moved', from: gone.path };
  } else {
    db.prepare(
      'INSERT INTO places (path, photo_id, scan_id, size, modified, hash, naming) VALUES (?, ?, ?, ?, ?, ?, ?)',
    ).run(file.path, photo.id, scanId, file.size, file.modified, photo.hash, naming);
    change = others.length === 0 ? { kind: 'added' } : { kind: 'copied', from: others[0]!.path };
  }
  refreshPhoto(db, photo.id);
  return change;
}

/**
 * Notes why a file could not be read. Where the reason may pass, what is known of it stays.
 * @param hash null if the file could not even be hashed.
 */
export function placeFailure(
  db: Database,
  scanId: number,
  file: PhotoFile,
  failure: Failure,
  hash: string | null,
): void {
  const old = placeAt(db, file.path);
  if (old !== null && old.photoId !== null && isPassing(failure)) return;
  const { code, problem, parameters } = failure;
  db.prepare(
    `INSERT INTO places (path, scan_id, size, modified, hash, code, problem, parameters) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (path) DO UPDATE SET photo_id = NULL, size = excluded.size, modified = excluded.modified,
       hash = excluded.hash, missing_since = NULL, naming = NULL,
       code = excluded.code, problem = excluded.problem, parameters = excluded.parameters`,
  ).run(file.path, scanId, file.size, file.modified, hash, code, problem, JSON.stringify(parameters));
  if (old !== null && old.photoId !== null) refreshPhoto(db, old.photoId);
}

/** A file is back as it was. Call within a transaction. */
export function restorePlace(db: Database, place: Place): void {
  db.prepare('UPDATE places SET missing_since = NULL WHERE id = ?').run(place.id);
  if (place.photoId !== null) refreshPhoto(db, place.photoId);
}

/** A file is gone: its photo is kept, a failure is not. Call within a transaction. @returns whether a photo lay there. */
export function losePlace(db: Database, id: number): boolean {
  const row = db.prepare('SELECT photo_id FROM places WHERE id = ?').get(id);
  if (row === undefined) return false;
  if (row.photo_id === null) {
    db.prepare('DELETE FROM places WHERE id = ?').run(id);
    return false;
  }
  db.prepare('UPDATE places SET missing_since = ? WHERE id = ?').run(new Date().toISOString(), id);
  refreshPhoto(db, Number(row.photo_id));
  return true;
}

/** Who is on a file's photo has changed, as a table or a sidecar file says. Call within a transaction. */
export function renamePlace(db: Database, place: Place, naming: Naming | null): void {
  if (place.photoId === null || !isRenamed(place, naming)) return;
  const text = naming === null ? null : JSON.stringify(naming);
  db.prepare('UPDATE places SET naming = ? WHERE id = ?').run(text, place.id);
  relabelPhoto(db, place.photoId);
}

/** Whether a table or a sidecar file says something else of a file's photo than it did. */
export function isRenamed(place: Place, naming: Naming | null): boolean {
  return place.photoId !== null && namingChanged(place.naming, naming);
}

/** A file that stays where it is keeps what its place says: that depends on which folder is scanned. */
function namingChanged(before: Naming | null, now: Naming | null): boolean {
  const rank = (naming: Naming | null) => (naming === null ? -1 : namingSources.indexOf(naming.source));
  if (Math.max(rank(before), rank(now)) < namingSources.indexOf('xmp')) return false;
  return JSON.stringify(before) !== JSON.stringify(now);
}

/** The condition on `places` for those under a folder, with what it is bound to. @param folder absolute. */
export function placesUnder(folder: string): { where: string; values: (string | number)[] } {
  const below = folder.endsWith(sep) ? folder : folder + sep;
  // SQLite counts code points, as Array.from does.
  return { where: '(path = ? OR substr(path, 1, ?) = ?)', values: [folder, Array.from(below).length, below] };
}

/**
 * Deletes photos that lie nowhere any more, as other photos took their places. One that somebody is enrolled with
 * stays.
 */
export function forgetReplaced(db: Database): void {
  db.prepare(
    `DELETE FROM photos WHERE path NOT LIKE 'enrolled:%'
       AND NOT EXISTS (SELECT 1 FROM places WHERE photo_id = photos.id)
       AND NOT EXISTS (SELECT 1 FROM labels l JOIN faces f ON f.id = l.face_id WHERE f.photo_id = photos.id AND l.chosen = 1)`,
  ).run();
}

/** Photos whose files are all gone, by path. */
export function listMissing(db: Database): MissingPhoto[] {
  const rows = db
    .prepare(
      `SELECT p.id, p.path, min(l.missing_since) AS since,
         (SELECT count(*) FROM faces f WHERE f.photo_id = p.id) AS faces
       FROM photos p JOIN places l ON l.photo_id = p.id
       GROUP BY p.id HAVING count(*) = count(l.missing_since) ORDER BY p.path`,
    )
    .all();
  return rows.map(({ id, path, since, faces }) => ({
    photoId: Number(id),
    path: String(path),
    since: String(since),
    faces: Number(faces),
  }));
}

/** Files that could not be read, by path. */
export function listFailures(db: Database): PhotoFailure[] {
  const rows = db
    .prepare('SELECT path, code, problem, parameters FROM places WHERE photo_id IS NULL ORDER BY path')
    .all();
  return rows.map((row) => ({ path: String(row.path), ...toStoredFailure(row) }));
}

/** The files of a photo, those that are there first, then by path. */
export function placesOf(db: Database, photoId: number): Place[] {
  const sql = 'SELECT * FROM places WHERE photo_id = ? ORDER BY missing_since IS NOT NULL, path';
  return db.prepare(sql).all(photoId).map(toPlace);
}

/** Brings what depends on a photo's places up to date: the path that it is shown with, and its labels. */
function refreshPhoto(db: Database, photoId: number): void {
  const [first] = placesOf(db, photoId);
  if (first === undefined) return;
  db.prepare('UPDATE photos SET path = ? WHERE id = ?').run(first.path, photoId);
  relabelPhoto(db, photoId);
}

/** A file as it was last seen. @param row of `places`. */
export function toFile(row: Record<string, unknown>): PhotoFile {
  const { path, size, modified, naming } = toPlace(row);
  return { path, size, modified, naming };
}

function toPlace(row: Record<string, unknown>): Place {
  return {
    id: Number(row.id),
    path: String(row.path),
    photoId: row.photo_id === null ? null : Number(row.photo_id),
    size: Number(row.size),
    modified: Number(row.modified),
    hash: row.hash === null ? null : String(row.hash),
    missing: row.missing_since !== null,
    naming: row.naming === null ? null : (JSON.parse(String(row.naming)) as Naming),
    failure: row.code === null ? null : toStoredFailure(row),
  };
}

/** Why a file could not be read. A version that is newer, or a file that was edited, may name what this one does not know. */
function toStoredFailure({ code, problem, parameters }: Record<string, unknown>): Failure {
  const stored = { code, problem, parameters: JSON.parse(String(parameters)) as unknown };
  const parsed = failureSchema.safeParse(stored);
  return parsed.success ? parsed.data : failureOf('unexpected', { message: JSON.stringify(stored) });
}
