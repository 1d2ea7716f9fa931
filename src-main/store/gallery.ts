import { TammesError } from '../../src-shared/errors/index.ts';
import { isOutdated } from './outdated.ts';
import { brokenRows } from './seals.ts';
import { featureReader } from './sound-feature.ts';
import type { Database } from './sql.ts';

/** A face of the gallery. */
export interface EnrolledFace {
  faceId: number;
  personId: number;
  feature: Float32Array;
}

/** Faces by which people are recognised; a gallery holds no other. A face that could not be updated has no feature that can be compared. */
const enrolled = `SELECT g.face_id, g.person_id, f.feature FROM gallery g JOIN faces f ON f.id = g.face_id
  WHERE f.feature_version > 0`;

/** All enrolled faces by id, one after another: many features need not lie in memory at once. @throws TammesError 'feature-damaged' */
export function* enrolledFaces(db: Database): Generator<EnrolledFace> {
  const read = featureReader(db);
  for (const row of db.prepare(`${enrolled} ORDER BY g.face_id`).iterate()) yield toFace(row, read);
}

/** With more faces it takes seconds to check each row: the check of the whole library, as it is opened and each week, tells of them. */
const mostChecked = 20_000;

/**
 * Whoever is recognised is told by these rows: a flipped bit would name somebody else, or nobody. A page in the place of another has
 * sound rows, which are not found by their ids, or by an index.
 * @throws TammesError 'rows-damaged' or 'database-damaged'
 */
export function refuseDamagedGallery(db: Database): void {
  const count = db.prepare('SELECT (SELECT count(*) FROM faces) + (SELECT count(*) FROM bare_faces) AS n');
  const faces = Number(count.get()!.n);
  const isSmall = faces <= mostChecked;
  for (const table of [
    'people',
    'settings',
    ...(isSmall ? ['labels', 'faces', 'photos', 'bare_faces'] : []),
  ]) {
    const [first] = db.prepare(`PRAGMA integrity_check('${table}')`).all();
    if (first?.integrity_check !== 'ok') throw new TammesError('database-damaged', {});
  }
  for (const table of ['people', 'settings', ...(isSmall ? ['labels', 'faces', 'bare_faces'] : [])]) {
    const rows = brokenRows(db, table);
    const lost = rows.filter(({ fault }) => fault === 'lost').length;
    if (rows.length > 0) throw new TammesError('rows-damaged', { table, changed: rows.length - lost, lost });
  }
}

/** One of them; null if the face is not enrolled. @throws TammesError 'feature-damaged' */
export function enrolledFace(db: Database, faceId: number): EnrolledFace | null {
  const row = db.prepare(`${enrolled} AND g.face_id = ?`).get(faceId);
  return row === undefined ? null : toFace(row, featureReader(db));
}

/** The faces of the gallery without their features, by id. */
export function namedInGallery(db: Database): { faceId: number; personId: number }[] {
  const rows = db
    .prepare(
      `SELECT g.face_id, g.person_id FROM gallery g JOIN faces f ON f.id = g.face_id
       WHERE f.feature_version > 0 ORDER BY g.face_id`,
    )
    .all();
  return rows.map(({ face_id, person_id }) => ({ faceId: Number(face_id), personId: Number(person_id) }));
}

/** The features of faces that are there, in their order. @throws TammesError 'feature-damaged' */
export function featuresOf(db: Database, faces: readonly { faceId: number }[]): Float32Array[] {
  const feature = db.prepare('SELECT feature FROM faces WHERE id = ?');
  const read = featureReader(db);
  return faces.map(({ faceId }) => read(faceId, feature.get(faceId)!.feature as Uint8Array));
}

function toFace(row: Record<string, unknown>, read: ReturnType<typeof featureReader>): EnrolledFace {
  const faceId = Number(row.face_id);
  return { faceId, personId: Number(row.person_id), feature: read(faceId, row.feature as Uint8Array) };
}

/**
 * Enrolled faces are compared with faces of photos that are just read, so their features must have the present version.
 * @throws TammesError 'features-outdated' if some enrolled faces have features of an older version.
 */
export function refuseOutdatedGallery(db: Database): void {
  const count = (where: string) =>
    Number(
      db.prepare(`SELECT count(*) AS n FROM faces f JOIN gallery g ON g.face_id = f.id WHERE ${where}`).get()!
        .n,
    );
  const outdated = count(isOutdated(db));
  if (outdated === 0) return;
  throw new TammesError('features-outdated', { outdated, faces: count('f.feature_version > 0') });
}

/** Rises with every change of the gallery, whichever process made it; 0 before the first. */
export function galleryVersion(db: Database): number {
  return Number(db.prepare('SELECT ifnull(max(version), 0) AS version FROM gallery_changes').get()!.version);
}

/** Faces that came, changed or went after a version. */
export function galleryChanges(db: Database, version: number): number[] {
  const rows = db.prepare('SELECT face_id FROM gallery_changes WHERE version > ?').all(version);
  return rows.map((row) => Number(row.face_id));
}

/** Of somebody who was there a moment ago; empty if another process has removed her or him since. */
export function personName(db: Database, personId: number): string {
  return String(db.prepare('SELECT name FROM people WHERE id = ?').get(personId)?.name ?? '');
}
