/** The names of faces: stored with their sources, and changed by hand. */
import type { DatabaseSync } from 'node:sqlite';
import type { AmbiguousPhoto, Box, FaceChoice } from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import { prominentFace } from '../../src-shared/vision/index.ts';
import { assignNames } from '../labels/assign.ts';
import { type NamedFace, type Naming, namingSources } from '../labels/naming.ts';
import { transaction } from './database.ts';
import { type LabelSource, labelFace, personNamed } from './people.ts';

/**
 * Names the faces of a photo by what its places, tables, sidecar files and own metadata say; the source that says
 * most about the single photo counts, and of several places the first. Names that people gave by hand or by enrolment stay.
 * A photo of which nothing is said keeps its labels. Call within a transaction.
 */
export function relabelPhoto(db: DatabaseSync, photoId: number): void {
  const photo = db.prepare('SELECT * FROM photos WHERE id = ?').get(photoId);
  const faces = db
    .prepare(
      'SELECT f.*, l.source FROM faces f LEFT JOIN labels l ON l.face_id = f.id WHERE photo_id = ? ORDER BY f.id',
    )
    .all(photoId);
  if (photo === undefined || faces.length === 0) return;
  const namings = namingsOf(db, photoId, photo.named_faces as string | null);
  const [naming] = namings;
  if (naming === undefined) return;
  const boxes = faces.map(({ x, y, width, height }) => ({ x, y, width, height }) as unknown as Box);
  const main = prominentFace(boxes.map((box, i) => ({ box, sharpness: Number(faces[i]!.sharpness) })));
  const assigned = assignNames(naming.faces, boxes, main.index, {
    width: Number(photo.width),
    height: Number(photo.height),
    original: { width: Number(photo.original_width), height: Number(photo.original_height) },
    orientation: Number(photo.orientation),
  });
  const byPerson = faces.some(({ source }) => source === 'hand' || source === 'enrolment');
  const guessed = naming.faces.some(({ area }) => area === null);
  for (const [i, { id, source }] of faces.entries()) {
    if (source === 'hand' || source === 'enrolment') continue;
    db.prepare('DELETE FROM labels WHERE face_id = ?').run(Number(id));
    const name = assigned.find(({ face }) => face === i)?.name;
    // Somebody who has named a face of the photo has said who is meant.
    if (name === undefined || (guessed && byPerson)) continue;
    labelFace(db, Number(id), personNamed(db, name).id, naming.source);
  }
  const names = new Set(
    namings.filter(({ source }) => source === naming.source).map(({ faces }) => JSON.stringify(faces)),
  );
  const ambiguous = guessed && !byPerson && (main.ambiguous || names.size > 1);
  db.prepare('UPDATE photos SET ambiguous = ? WHERE id = ?').run(ambiguous ? 1 : 0, photoId);
}

/** What is said of a photo, the most specific first; of files that are there before those that are gone. */
function namingsOf(db: DatabaseSync, photoId: number, embedded: string | null): Naming[] {
  const namings = db
    .prepare(
      'SELECT naming FROM places WHERE photo_id = ? AND naming IS NOT NULL ORDER BY missing_since IS NOT NULL, path',
    )
    .all(photoId)
    .map(({ naming }) => JSON.parse(String(naming)) as Naming);
  if (embedded !== null) namings.push({ source: 'xmp', faces: JSON.parse(embedded) as NamedFace[] });
  const rank = ({ source }: Naming) => namingSources.indexOf(source);
  return namings.sort((a, b) => rank(b) - rank(a));
}

/** Photos of a person's folder on which another face could be meant, too, by path. */
export function listAmbiguous(
  db: DatabaseSync,
  offset: number,
  limit: number,
): { total: number; photos: AmbiguousPhoto[] } {
  const total = Number(db.prepare('SELECT count(*) AS n FROM photos WHERE ambiguous = 1').get()!.n);
  const rows = db
    .prepare('SELECT id, path FROM photos WHERE ambiguous = 1 ORDER BY path LIMIT ? OFFSET ?')
    .all(limit, offset);
  const photos = rows.map(({ id, path }) => ({
    photoId: Number(id),
    path: String(path),
    ...facesOf(db, Number(id)),
  }));
  return { total, photos };
}

/**
 * Says which face of an ambiguous photo is the person; scans do not change that again.
 * @returns what was before.
 * @throws TammesError 'unknown-id' for a face of no ambiguous photo.
 */
export function chooseFace(db: DatabaseSync, faceId: number): FaceChoice {
  return transaction(db, () => {
    const label = db
      .prepare(
        `SELECT p.id, l.face_id, l.person_id, l.source FROM faces chosen
         JOIN photos p ON p.id = chosen.photo_id AND p.ambiguous = 1
         JOIN faces f ON f.photo_id = p.id JOIN labels l ON l.face_id = f.id WHERE chosen.id = ?`,
      )
      .get(faceId);
    if (label === undefined) {
      throw new TammesError('face-needs-no-choice', { faceId });
    }
    const before = {
      photoId: Number(label.id),
      faceId: Number(label.face_id),
      personId: Number(label.person_id),
      source: label.source as LabelSource,
    };
    moveLabel(db, before, { faceId, source: 'hand' }, false);
    return before;
  });
}

/** Takes a choice back. @param before what `chooseFace` returned. */
export function undoChoice(db: DatabaseSync, before: FaceChoice): void {
  transaction(db, () => moveLabel(db, before, before, true));
}

function moveLabel(
  db: DatabaseSync,
  { photoId, personId }: FaceChoice,
  to: { faceId: number; source: LabelSource },
  ambiguous: boolean,
): void {
  const facesOfPhoto = 'SELECT id FROM faces WHERE photo_id = ?';
  if (db.prepare(`${facesOfPhoto} AND id = ?`).get(photoId, to.faceId) === undefined) {
    throw new TammesError('photo-lacks-face', { photoId, faceId: to.faceId });
  }
  db.prepare(`DELETE FROM labels WHERE person_id = ? AND face_id IN (${facesOfPhoto})`).run(
    personId,
    photoId,
  );
  labelFace(db, to.faceId, personId, to.source);
  db.prepare('UPDATE photos SET ambiguous = ? WHERE id = ?').run(ambiguous ? 1 : 0, photoId);
}

function facesOf(
  db: DatabaseSync,
  photoId: number,
): { name: string; faces: { id: number; named: boolean }[] } {
  const rows = db
    .prepare(
      `SELECT f.id, n.name FROM faces f LEFT JOIN labels l ON l.face_id = f.id LEFT JOIN people n ON n.id = l.person_id
       WHERE f.photo_id = ? ORDER BY f.id`,
    )
    .all(photoId);
  const name = rows.find((row) => row.name !== null)?.name ?? '';
  return { name: String(name), faces: rows.map((row) => ({ id: Number(row.id), named: row.name !== null })) };
}
