/** What a review of faces reads and keeps. */
import { TammesError } from '../../src-shared/errors/index.ts';
import { currentVersion } from './backbones.ts';
import type { Database } from './sql.ts';

/** A face that can be compared with others. */
export interface ReviewedFace {
  faceId: number;
  photoId: number;
  /** Null: it has no name. */
  personId: number | null;
}

/**
 * By id. Faces with a feature of an older version cannot be compared until they are described anew; those of strangers are not
 * asked about.
 * @param faceIds null: all.
 */
export function reviewedFaces(db: Database, faceIds: readonly number[] | null): ReviewedFace[] {
  const rows = db
    .prepare(
      `SELECT f.id, f.photo_id, l.person_id FROM faces f LEFT JOIN labels l ON l.face_id = f.id
       WHERE f.feature_version = ${currentVersion(db)} AND (l.person_id IS NOT NULL OR f.ignored = 0)
         AND (?1 IS NULL OR f.id IN (SELECT value FROM json_each(?1))) ORDER BY f.id`,
    )
    .all(faceIds === null ? null : JSON.stringify(faceIds));
  return rows.map((row) => ({
    faceId: Number(row.id),
    photoId: Number(row.photo_id),
    personId: row.person_id === null ? null : Number(row.person_id),
  }));
}

/** Whether two faces are on one photo, or on photos of one shot. */
export function areOfOneShot(db: Database, faceIds: readonly [number, number]): boolean {
  const row = db
    .prepare(
      `SELECT count(DISTINCT coalesce(p.shot, p.id)) AS shots FROM faces f JOIN photos p ON p.id = f.photo_id WHERE f.id IN (?, ?)`,
    )
    .get(...faceIds)!;
  return row.shots === 1;
}

/** Rises with every face and label that comes, goes or changes, whichever process made it; 0 before the first. */
export function facesVersion(db: Database): number {
  return Number(db.prepare('SELECT ifnull(max(version), 0) AS version FROM face_changes').get()!.version);
}

/** Faces that came, changed or went after a version. */
export function changedFaces(db: Database, version: number): number[] {
  const rows = db.prepare('SELECT face_id FROM face_changes WHERE version > ?').all(version);
  return rows.map((row) => Number(row.face_id));
}

/** Faces without a name, but those of strangers. */
export function countUnnamed(db: Database): number {
  const row = db
    .prepare(
      `SELECT (SELECT count(*) FROM faces) - (SELECT count(*) FROM labels)
         - (SELECT count(*) FROM faces WHERE ignored = 1 AND id NOT IN (SELECT face_id FROM labels)) AS n`,
    )
    .get()!;
  return Number(row.n);
}

/** All that a review follows from but heads and settings: it is the same for as long as nothing of that changes. */
export function reviewKey(db: Database): string {
  const rows = (sql: string) => db.prepare(sql).all();
  return JSON.stringify([
    facesVersion(db),
    rows('SELECT face_id, person_id FROM kept_labels'),
    rows('SELECT face_id, person_id FROM refusals'),
    rows('SELECT photo_id, person_id FROM allowed_twice'),
    rows('SELECT id FROM people WHERE hidden = 1 OR ignored = 1'),
  ]);
}

/** What people have decided about faces and people that a review has to obey. */
export interface Decisions {
  /** Faces whose name is right, with the person whose it is. */
  kept: ReadonlyMap<number, number>;
  /** Who faces are not. */
  refused: ReadonlyMap<number, ReadonlySet<number>>;
  /** People who may have several faces on a photo, by photo. */
  twice: ReadonlyMap<number, ReadonlySet<number>>;
  /** People who are hidden, or strangers. */
  leftOut: ReadonlySet<number>;
}

export function readDecisions(db: Database): Decisions {
  const sets = (sql: string) => {
    const found = new Map<number, Set<number>>();
    for (const row of db.prepare(sql).all()) {
      const [of, personId] = [Number(row.of_id), Number(row.person_id)];
      found.set(of, (found.get(of) ?? new Set()).add(personId));
    }
    return found;
  };
  const leftOut = db.prepare('SELECT id FROM people WHERE hidden = 1 OR ignored = 1').all();
  return {
    kept: keptLabels(db),
    refused: sets('SELECT face_id AS of_id, person_id FROM refusals'),
    twice: sets('SELECT photo_id AS of_id, person_id FROM allowed_twice'),
    leftOut: new Set(leftOut.map((row) => Number(row.id))),
  };
}

function keptLabels(db: Database): Map<number, number> {
  const rows = db.prepare('SELECT face_id, person_id FROM kept_labels').all();
  return new Map(rows.map((row) => [Number(row.face_id), Number(row.person_id)]));
}

/** Notes that the present name of a face is right. Call within `change` of journal.ts. @throws TammesError 'unknown-id' for a face without a name. */
export function keepLabel(db: Database, faceId: number): void {
  const { changes } = db
    .prepare(
      `INSERT INTO kept_labels SELECT face_id, person_id FROM labels WHERE face_id = ?
       ON CONFLICT (face_id) DO UPDATE SET person_id = excluded.person_id`,
    )
    .run(faceId);
  if (changes === 0) throw new TammesError('face-unknown', { faceId });
}

/** Changes with every commit of another connection to the library. */
export function dataVersion(db: Database): number {
  return Number(db.prepare('PRAGMA data_version').get()!.data_version);
}
