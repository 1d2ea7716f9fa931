/**
 * The table of a folder whose people were recognised: in temporary tables, as there may be more faces than memory should
 * hold, and as faces of strangers should not outlive the program. They go with the connection.
 */
import type { Box, Match, Quality } from '../../src-shared/contract/index.ts';
import { type Failure, TammesError } from '../../src-shared/errors/index.ts';
import { rate } from '../../src-shared/quality/index.ts';
import { currentVersion } from './backbones.ts';
import { fromBlob, toBlob } from './database.ts';
import { firstShared } from './face-numbers.ts';
import type { FaceRecord } from './photos.ts';
import type { Database } from './sql.ts';

/** A file that is to be recognised, and what it was when it was listed. */
export interface WaitingPhoto {
  id: number;
  path: string;
}

/** What a photo gave: the size of the pixels that boxes are in, and its faces with their matches. */
export interface RecognisedPhoto {
  width: number;
  height: number;
  faces: { face: FaceRecord; match: Match }[];
}

/** Makes the tables anew, without content. */
export function clearRecognised(db: Database): void {
  db.exec(`
    DROP TABLE IF EXISTS temp.recognised_photos;
    DROP TABLE IF EXISTS temp.recognised_faces;
    DROP TABLE IF EXISTS temp.recognised_pictures;
    CREATE TEMP TABLE recognised_photos (
      id INTEGER PRIMARY KEY, path TEXT, name TEXT, folded TEXT, size INTEGER, modified REAL,
      width INTEGER, height INTEGER, done INTEGER NOT NULL DEFAULT 0, failure TEXT
    );
    CREATE TEMP TABLE recognised_faces (
      id INTEGER PRIMARY KEY, photo INTEGER, x REAL, y REAL, width REAL, height REAL, score REAL, quality TEXT,
      rating REAL, person INTEGER, probability REAL, match TEXT
    );
    CREATE INDEX temp.recognised_by_photo ON recognised_faces (photo);
    CREATE INDEX temp.recognised_by_person ON recognised_faces (person);
    -- Apart, so that reading the table does not pull them through memory.
    CREATE TEMP TABLE recognised_pictures (
      face INTEGER PRIMARY KEY, feature BLOB, landmarks BLOB, chip BLOB, thumbnail BLOB
    );
  `);
}

/** @param name the path from the folder on. */
export function addWaiting(
  db: Database,
  { path, name, size, modified }: { path: string; name: string; size: number; modified: number },
): void {
  db.prepare(
    'INSERT INTO temp.recognised_photos (path, name, folded, size, modified) VALUES (?, ?, ?, ?, ?)',
  ).run(path, name, fold(name), size, modified);
}

/** The photos that wait, in the order in which they came. */
export function* waitingPhotos(db: Database): Generator<WaitingPhoto> {
  const next = db.prepare('SELECT id, path FROM temp.recognised_photos WHERE id > ? ORDER BY id LIMIT 1');
  for (let lastId = 0; ; ) {
    const row = next.get(lastId);
    if (row === undefined) return;
    lastId = Number(row.id);
    yield { id: lastId, path: String(row.path) };
  }
}

export function keepRecognised(db: Database, photoId: number, photo: RecognisedPhoto): void {
  for (const { face, match } of photo.faces) {
    const { box, score, quality, feature, landmarks, chipWebp, thumbnail } = face;
    const result = db
      .prepare(
        `INSERT INTO temp.recognised_faces (photo, x, y, width, height, score, quality, rating)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(photoId, box.x, box.y, box.width, box.height, score, JSON.stringify(quality), rate(face).overall);
    const id = Number(result.lastInsertRowid);
    setMatch(db, id, match);
    db.prepare('INSERT INTO temp.recognised_pictures VALUES (?, ?, ?, ?, ?)').run(
      id,
      toBlob(feature),
      toBlob(landmarks),
      chipWebp,
      thumbnail,
    );
  }
  db.prepare('UPDATE temp.recognised_photos SET width = ?, height = ?, done = 1 WHERE id = ?').run(
    photo.width,
    photo.height,
    photoId,
  );
}

/** Notes why a photo has no face. */
export function keepUnrecognised(db: Database, photoId: number, failure: Failure): void {
  db.prepare('UPDATE temp.recognised_photos SET done = 1, failure = ? WHERE id = ?').run(
    JSON.stringify(failure),
    photoId,
  );
}

/** Says anew who a face is. */
export function setMatch(db: Database, faceId: number, match: Match): void {
  const person = match.known ? match.candidates[0]!.personId : null;
  db.prepare('UPDATE temp.recognised_faces SET person = ?, probability = ?, match = ? WHERE id = ?').run(
    person,
    match.probability,
    JSON.stringify(match),
    faceId,
  );
}

/** Faces by id, some at once. @param after the last id of those before. */
export function featuresAfter(
  db: Database,
  after: number,
  limit: number,
): { id: number; feature: Float32Array }[] {
  return db
    .prepare('SELECT face AS id, feature FROM temp.recognised_pictures WHERE face > ? ORDER BY face LIMIT ?')
    .all(after, limit)
    .map(({ id, feature }) => ({ id: Number(id), feature: fromBlob(feature as Uint8Array) }));
}

/** How many photos and faces there are by what is known of them. */
export function countRecognised(db: Database) {
  const count = (sql: string) => Number(db.prepare(`SELECT count(*) AS n FROM temp.${sql}`).get()!.n);
  const failed = "recognised_photos WHERE failure ->> '$.code'";
  return {
    photos: count('recognised_photos WHERE done = 1'),
    faces: count('recognised_faces'),
    known: count('recognised_faces WHERE person IS NOT NULL'),
    unknown: count('recognised_faces WHERE person IS NULL'),
    withoutFace: count(`${failed} = 'no-face'`),
    failures: count(`${failed} <> 'no-face'`),
  };
}

/** Who is on the photos, most photos first. People of a shared gallery have their names from there. */
export function recognisedPeople(db: Database) {
  return db
    .prepare(
      `SELECT f.person AS id, ifnull(p.name, f.match ->> '$.candidates[0].name') AS name,
         count(DISTINCT f.photo) AS photos, count(*) AS faces
       FROM temp.recognised_faces f LEFT JOIN people p ON p.id = f.person
       WHERE p.id IS NOT NULL OR f.person >= ${firstShared} GROUP BY f.person ORDER BY photos DESC, name`,
    )
    .all()
    .map(({ id, name, photos, faces }) => ({
      personId: Number(id),
      name: String(name),
      photos: Number(photos),
      faces: Number(faces),
    }));
}

/** A photo of the table and who is on it. */
export interface RecognisedFile {
  id: number;
  path: string;
  /** Bytes and time when it was listed. */
  size: number;
  modified: number;
  faces: number;
  /** Who is known on it, each once. */
  people: number[];
}

/** The photos that could be read, in their order. */
export function* recognisedFiles(db: Database): Generator<RecognisedFile> {
  const page = db.prepare(
    `SELECT p.id, p.path, p.size, p.modified, count(f.id) AS faces, json_group_array(DISTINCT f.person) AS people
     FROM temp.recognised_photos p LEFT JOIN temp.recognised_faces f ON f.photo = p.id
     WHERE p.done = 1 AND (p.failure IS NULL OR p.failure ->> '$.code' = 'no-face') AND p.id > ?
     GROUP BY p.id ORDER BY p.id LIMIT 500`,
  );
  for (let lastId = 0; ; ) {
    const rows = page.all(lastId);
    if (rows.length === 0) return;
    lastId = Number(rows.at(-1)!.id);
    for (const row of rows) {
      const people = (JSON.parse(String(row.people)) as (number | null)[]).filter((id) => id !== null);
      yield {
        id: Number(row.id),
        path: String(row.path),
        size: Number(row.size),
        modified: Number(row.modified),
        faces: Number(row.faces),
        people,
      };
    }
  }
}

/** Faces as they are enrolled, with the names of their photos. @throws TammesError 'unknown-id' */
export function recognisedRecords(
  db: Database,
  faceIds: readonly number[],
): { source: string; face: FaceRecord }[] {
  const find = db.prepare(
    `SELECT f.*, i.*, p.name FROM temp.recognised_faces f JOIN temp.recognised_pictures i ON i.face = f.id
     JOIN temp.recognised_photos p ON p.id = f.photo WHERE f.id = ?`,
  );
  return faceIds.map((faceId) => {
    const row = find.get(faceId);
    if (row === undefined) throw new TammesError('recognised-face-unknown', { faceId });
    const face: FaceRecord = {
      box: { x: row.x, y: row.y, width: row.width, height: row.height } as Box,
      score: Number(row.score),
      landmarks: fromBlob(row.landmarks as Uint8Array),
      quality: JSON.parse(String(row.quality)) as Quality,
      feature: fromBlob(row.feature as Uint8Array),
      // The table goes when the backbone changes.
      featureVersion: currentVersion(db),
      chipWebp: row.chip as Uint8Array,
      thumbnail: row.thumbnail as Uint8Array,
    };
    return { source: String(row.name), face };
  });
}

/** A face's chip, WebP; null if there is none of that number. */
export function recognisedChip(db: Database, faceId: number): Uint8Array | null {
  if (!hasTable(db)) return null;
  const row = db.prepare('SELECT chip FROM temp.recognised_pictures WHERE face = ?').get(faceId);
  return row === undefined ? null : (row.chip as Uint8Array);
}

/** Where a photo lies; null if there is none of that number. */
export function recognisedPath(db: Database, photoId: number): string | null {
  if (!hasTable(db)) return null;
  const row = db.prepare('SELECT path FROM temp.recognised_photos WHERE id = ?').get(photoId);
  return row === undefined ? null : String(row.path);
}

function hasTable(db: Database): boolean {
  return db.prepare("SELECT 1 FROM temp.sqlite_master WHERE name = 'recognised_photos'").get() !== undefined;
}

/** Upper and lower case alike, and composed letters with decomposed ones. */
export function fold(text: string): string {
  return text.normalize('NFC').toLowerCase();
}
