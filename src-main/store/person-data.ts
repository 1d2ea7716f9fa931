/** All that a library holds of one person, as she or he may ask for it. */

import type { Box, Consent, LabelSource } from '../../src-shared/contract/index.ts';
import { fromBlob } from './database.ts';
import { nameOf, toConsent } from './people.ts';
import type { Database } from './sql.ts';

/** What is noted of the person. */
export interface NotedOfPerson {
  name: string;
  birthYear: number | null;
  note: string;
  consent: Consent;
  hidden: boolean;
  ignored: boolean;
  portrait: number | null;
  /** What tables say of the person beside the name; `photo`: on that photo alone, or null. */
  tags: { column: string; value: string; photo: number | null }[];
}

/** A face of the person. */
export interface FaceOfPerson {
  id: number;
  /** In pixels of the photo as it was read. */
  box: Box;
  landmarks: number[];
  score: number;
  quality: Record<
    'size' | 'sharpness' | 'brightness' | 'shadows' | 'highlights' | 'yaw' | 'pitch' | 'roll' | 'rating',
    number | null
  >;
  /** Where the name comes from, whether somebody chose the face, confirmed the name, or drew the box. */
  namedBy: LabelSource;
  chosen: boolean;
  confirmed: boolean;
  drawnByHand: boolean;
  featureVersion: number;
  feature: number[];
  /** Of backbones that are not in use. */
  otherFeatures: { featureVersion: number; feature: number[] }[];
}

/** A photo of the person, or whose path names her or him. */
export interface PhotoOfPerson {
  id: number;
  files: { path: string; bytes: number; modified: string; missingSince: string | null }[];
  /** SHA-256; null: not known. */
  sha256: string | null;
  takenAt: string | null;
  readAt: string;
  /** Of the photo as it was read, in pixels. */
  width: number;
  height: number;
  /** Whether the person is meant to be on it more than once. */
  allowedTwice: boolean;
  /** Faces of others, of whom nothing is told here. */
  otherFaces: number;
  faces: FaceOfPerson[];
}

/** @throws TammesError 'person-gone' */
export function notedOf(db: Database, personId: number): NotedOfPerson {
  const name = nameOf(db, personId);
  const row = db.prepare('SELECT * FROM people WHERE id = ?').get(personId)!;
  const nullable = (value: unknown) => (value === null ? null : Number(value));
  return {
    name,
    birthYear: nullable(row.birth_year),
    note: String(row.note),
    consent: toConsent(row),
    hidden: row.hidden === 1,
    ignored: row.ignored === 1,
    portrait: nullable(row.portrait),
    tags: db
      .prepare('SELECT name, value, photo_id FROM tags WHERE person_id = ? ORDER BY name, photo_id')
      .all(personId)
      .map((tag) => ({ column: String(tag.name), value: String(tag.value), photo: nullable(tag.photo_id) })),
  };
}

/** Photos with a face of the person, and some others, by number. @param others whose paths name the person. */
export function photosOf(db: Database, personId: number, others: readonly number[]): PhotoOfPerson[] {
  const rows = db
    .prepare(
      `SELECT p.*, (SELECT count(*) FROM faces f WHERE f.photo_id = p.id) AS faces,
         EXISTS (SELECT 1 FROM allowed_twice a WHERE a.photo_id = p.id AND a.person_id = :person) AS twice
       FROM photos p WHERE id IN (SELECT value FROM json_each(:others))
         OR id IN (SELECT f.photo_id FROM labels l JOIN faces f ON f.id = l.face_id WHERE l.person_id = :person)
       ORDER BY id`,
    )
    .all({ person: personId, others: JSON.stringify(others) });
  return rows.map((row) => {
    const id = Number(row.id);
    const faces = facesOn(db, personId, id);
    return {
      id,
      files: filesOf(db, id),
      sha256: row.hash === null ? null : String(row.hash),
      takenAt: row.taken_at === null ? null : new Date(Number(row.taken_at)).toISOString(),
      readAt: String(row.read_at),
      width: Number(row.width),
      height: Number(row.height),
      allowedTwice: row.twice === 1,
      otherFaces: Number(row.faces) - faces.length,
      faces,
    };
  });
}

function filesOf(db: Database, photoId: number): PhotoOfPerson['files'] {
  return db
    .prepare('SELECT * FROM places WHERE photo_id = ? ORDER BY missing_since IS NOT NULL, path')
    .all(photoId)
    .map((row) => ({
      path: String(row.path),
      bytes: Number(row.size),
      modified: new Date(Number(row.modified)).toISOString(),
      missingSince: row.missing_since === null ? null : String(row.missing_since),
    }));
}

function facesOn(db: Database, personId: number, photoId: number): FaceOfPerson[] {
  const rows = db
    .prepare(
      `SELECT f.*, l.source, l.chosen, EXISTS (SELECT 1 FROM kept_labels k WHERE k.face_id = f.id) AS confirmed
       FROM faces f JOIN labels l ON l.face_id = f.id WHERE f.photo_id = ? AND l.person_id = ? ORDER BY f.id`,
    )
    .all(photoId, personId);
  return rows.map((row) => {
    const number = (column: string) => (row[column] === null ? null : Number(row[column]));
    const [size, sharpness, brightness] = [number('size'), number('sharpness'), number('brightness')];
    return {
      id: Number(row.id),
      box: { x: Number(row.x), y: Number(row.y), width: Number(row.width), height: Number(row.height) },
      landmarks: [...fromBlob(row.landmarks as Uint8Array)],
      score: Number(row.score),
      quality: {
        ...{ size, sharpness, brightness, shadows: number('shadows'), highlights: number('highlights') },
        ...{ yaw: number('yaw'), pitch: number('pitch'), roll: number('roll'), rating: number('rating') },
      },
      namedBy: row.source as LabelSource,
      chosen: row.chosen === 1,
      confirmed: row.confirmed === 1,
      drawnByHand: row.by_hand === 1,
      featureVersion: Number(row.feature_version),
      feature: [...fromBlob(row.feature as Uint8Array)],
      otherFeatures: keptOf(db, Number(row.id)),
    };
  });
}

function keptOf(db: Database, faceId: number): FaceOfPerson['otherFeatures'] {
  const rows = db
    .prepare('SELECT feature_version, feature FROM kept_features WHERE face_id = ? ORDER BY backbone_id')
    .all(faceId);
  return rows.map((row) => ({
    featureVersion: Number(row.feature_version),
    feature: [...fromBlob(row.feature as Uint8Array)],
  }));
}

/** A face of the person without a photo and a feature, kept from a shared gallery. */
export interface BareFaceOfPerson {
  /** The numbers of the gallery and of the face there. */
  gallery: string;
  face: string;
  /** SHA-256 of the head that the embedding is of. */
  head: string;
  trainedOn: boolean;
  embedding: number[];
}

export function bareFacesOf(db: Database, personId: number): BareFaceOfPerson[] {
  return db
    .prepare('SELECT * FROM bare_faces WHERE person_id = ? ORDER BY id')
    .all(personId)
    .map((row) => ({
      gallery: String(row.gallery),
      face: String(row.face),
      head: String(row.head),
      trainedOn: row.trained_on === 1,
      embedding: [...fromBlob(row.embedding as Uint8Array)],
    }));
}

/** Faces that somebody said are not the person, and on which photos they are. */
export function refusedFor(db: Database, personId: number): { face: number; photo: string }[] {
  return db
    .prepare(
      `SELECT r.face_id, p.path FROM refusals r JOIN faces f ON f.id = r.face_id JOIN photos p ON p.id = f.photo_id
       WHERE r.person_id = ? ORDER BY r.face_id`,
    )
    .all(personId)
    .map(({ face_id, path }) => ({ face: Number(face_id), photo: String(path) }));
}

/** Files that name the person in their path and could not be read; folders that were read, and files that exports wrote. */
export function pathsOf(
  db: Database,
  { places, scans, exportedFiles }: Record<'places' | 'scans' | 'exportedFiles', readonly number[]>,
): { notRead: string[]; foldersRead: string[]; exported: string[] } {
  const texts = (table: string, column: string, ids: readonly number[]) =>
    db
      .prepare(
        `SELECT DISTINCT ${column} AS text FROM ${table} WHERE id IN (SELECT value FROM json_each(?)) ORDER BY 1`,
      )
      .all(JSON.stringify(ids))
      .map(({ text }) => String(text));
  return {
    notRead: texts('places', 'path', places),
    foldersRead: texts('scans', 'folder', scans),
    exported: texts('exported_files', 'path', exportedFiles),
  };
}
