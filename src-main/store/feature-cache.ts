/** Features of photos that evaluations have described, so that a second evaluation takes seconds. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { TammesError } from '../../src-shared/errors/index.ts';
import type { RatedFace } from '../../src-shared/quality/index.ts';
import type { Surroundings } from '../../src-shared/vision/index.ts';
import type { FacePicture } from '../photos/same-picture.ts';
import { fromBlob, openFile, toBlob } from './database.ts';
import { neededKey } from './encryption/keyring.ts';
import type { Database } from './sql.ts';

/** What is kept of a photo that was described for an evaluation. */
export interface DescribedPhoto {
  /** Faces found. */
  faces: number;
  /** Of the face that is meant; null if no face was found. */
  feature: ArrayLike<number> | null;
  /** Whether another face could as well be meant. */
  ambiguous: boolean;
  /** Perceptual hash of the photo; null if no face was found. */
  fingerprint: string | null;
  /** That face, as it is compared; null if no face was found. */
  picture: FacePicture | null;
  /** What says how well it can be seen; null if no face was found. */
  rated: RatedFace | null;
}

/**
 * Features of photos that need not be in the library, so that evaluating them again takes seconds. A file of its own
 * beside the library's: it may be deleted at any time, and goes with the library.
 */
export interface FeatureCache {
  get(key: string): DescribedPhoto | null;
  put(key: string, photo: DescribedPhoto): void;
  close(): void;
}

const cacheFile = (folder: string) => join(folder, 'evaluation-cache.db');

/** @param folder of the library. @throws TammesError if the cache is damaged. */
export function openFeatureCache(folder: string): FeatureCache {
  const db = openCache(folder);
  const select = db.prepare(
    'SELECT faces, feature, ambiguous, fingerprint, thumbnail, surroundings, rated FROM described WHERE key = ?',
  );
  const insert = db.prepare('INSERT OR REPLACE INTO described VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  return {
    get(key) {
      const row = select.get(key);
      if (row === undefined) return null;
      return {
        faces: Number(row.faces),
        feature: row.feature === null ? null : fromBlob(row.feature as Uint8Array),
        ambiguous: row.ambiguous === 1,
        fingerprint: row.fingerprint === null ? null : String(row.fingerprint),
        picture:
          row.thumbnail === null
            ? null
            : {
                ...(JSON.parse(String(row.surroundings)) as Surroundings),
                thumbnail: row.thumbnail as Uint8Array,
              },
        rated: row.rated === null ? null : (JSON.parse(String(row.rated)) as RatedFace),
      };
    },
    put(key, { faces, feature, ambiguous, fingerprint, picture, rated }) {
      const { thumbnail = null, ...surroundings } = picture ?? {};
      insert.run(
        key,
        faces,
        feature === null ? null : toBlob(feature),
        ambiguous ? 1 : 0,
        fingerprint,
        thumbnail,
        thumbnail === null ? null : JSON.stringify(surroundings),
        rated && JSON.stringify(rated),
      );
    },
    close: () => db.close(),
  };
}

/** The files that a cache may have. */
export const cacheFiles = (folder: string) => ['', '-wal', '-shm'].map((end) => cacheFile(folder) + end);

/** Removes the cache of a library: what it holds has no names, so that nobody's part could be taken out. */
export function removeFeatureCache(folder: string): void {
  for (const path of cacheFiles(folder)) rmSync(path, { force: true });
}

/** Counts changes of the table. */
const layout = 4;

function openCache(folder: string): Database {
  const path = cacheFile(folder);
  try {
    const db = openFile(path, neededKey(folder), { timeout: 10_000 });
    // Losing the last features to a power failure costs time and nothing else.
    db.exec(`
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = OFF;
    `);
    const version = Number(db.prepare('PRAGMA user_version').get()!.user_version);
    // An entry of an older version lacks parts: the photo is described again.
    if (version !== layout) db.exec(`DROP TABLE IF EXISTS described; PRAGMA user_version = ${layout};`);
    db.exec(`
      CREATE TABLE IF NOT EXISTS described (
        key TEXT PRIMARY KEY,
        faces INTEGER NOT NULL,
        -- 256 float32.
        feature BLOB,
        ambiguous INTEGER NOT NULL,
        fingerprint TEXT,
        thumbnail BLOB,
        -- How the photo lies around the face, as JSON.
        surroundings TEXT,
        -- Quality and the detector's score, as JSON.
        rated TEXT
      ) STRICT, WITHOUT ROWID;
    `);
    return db;
  } catch (cause) {
    throw new TammesError('cache-not-opened', { path }, { cause });
  }
}
