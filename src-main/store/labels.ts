/** The names of faces: stored with their sources, and changed by hand. */
import type { AmbiguousPhoto, Box } from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import { prominentFace } from '../../src-shared/vision/index.ts';
import { assignNames } from '../labels/assign.ts';
import { type NamedFace, type Naming, namingSources } from '../labels/naming.ts';
import { photoName } from './folder.ts';
import { labelFace, personInFile } from './people.ts';
import type { Database } from './sql.ts';

/** Sources that say who is on a photo, but not which face that is. */
const guesses = "('folder', 'file-name')";

/**
 * Names the faces of a photo by what its places, tables, sidecar files and own metadata say; the source that says
 * most about the single photo counts, and of several places the first. What people said stays: names by hand or by enrolment, chosen
 * faces, and who a face is not. A photo of which nothing is said keeps its labels. Call within a transaction.
 */
export function relabelPhoto(db: Database, photoId: number): void {
  const photo = db.prepare('SELECT * FROM photos WHERE id = ?').get(photoId);
  const faces = facesToName(db, photoId);
  if (photo === undefined || faces.length === 0) return;
  const namings = namingsOf(db, photoId, photo.named_faces as string | null);
  const [naming] = namings;
  if (naming === undefined) return;
  const guess = naming.faces.find(({ area }) => area === null)?.name;
  const guessed = guess === undefined ? null : personInFile(db, guess);
  const open = faces.filter(({ fixed, refused }) => !fixed && guessed !== null && !refused.has(guessed));
  const isSaid = faces.some(({ fixed, personId }) => fixed && personId === guessed);
  const main = isSaid || open.length === 0 ? null : prominentFace(open);
  const assigned = assignNames(
    naming.faces,
    faces.map(({ box }) => box),
    main === null ? null : faces.indexOf(open[main.index]!),
    {
      width: Number(photo.width),
      height: Number(photo.height),
      original: { width: Number(photo.original_width), height: Number(photo.original_height) },
      orientation: Number(photo.orientation),
    },
  );
  for (const [i, { id, fixed, refused }] of faces.entries()) {
    if (fixed) continue;
    const name = assigned.find(({ face }) => face === i)?.name;
    const personId = name === undefined ? null : personInFile(db, name);
    if (personId !== null && !refused.has(personId)) labelFace(db, id, personId, naming.source);
    else db.prepare('DELETE FROM labels WHERE face_id = ?').run(id);
  }
  const names = new Set(
    namings.filter(({ source }) => source === naming.source).map(({ faces }) => JSON.stringify(faces)),
  );
  const ambiguous = main !== null && (main.ambiguous || names.size > 1);
  const undecided = main !== null && open.length > 1;
  db.prepare('UPDATE photos SET ambiguous = ?, undecided = ? WHERE id = ?').run(
    Number(ambiguous),
    Number(undecided),
    photoId,
  );
}

/** A face that may be given a name. */
interface FaceToName {
  id: number;
  box: Box;
  sharpness: number;
  personId: number | null;
  /** Somebody said who it is. */
  fixed: boolean;
  /** Who it is not. */
  refused: ReadonlySet<number>;
}

function facesToName(db: Database, photoId: number): FaceToName[] {
  const rows = db
    .prepare(
      `SELECT f.id, f.x, f.y, f.width, f.height, f.sharpness, l.person_id,
         l.source IN ('hand', 'enrolment') OR l.chosen = 1 AS fixed,
         (SELECT json_group_array(r.person_id) FROM refusals r WHERE r.face_id = f.id) AS refused
       FROM faces f LEFT JOIN labels l ON l.face_id = f.id WHERE f.photo_id = ? ORDER BY f.id`,
    )
    .all(photoId);
  return rows.map(({ id, x, y, width, height, sharpness, person_id, fixed, refused }) => ({
    id: Number(id),
    box: { x: Number(x), y: Number(y), width: Number(width), height: Number(height) },
    sharpness: Number(sharpness),
    personId: person_id === null ? null : Number(person_id),
    fixed: fixed === 1,
    refused: new Set(JSON.parse(String(refused)) as number[]),
  }));
}

/** What is said of a photo, the most specific first; of files that are there before those that are gone. */
function namingsOf(db: Database, photoId: number, embedded: string | null): Naming[] {
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
  db: Database,
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
 * Says which face of an ambiguous photo is the person; scans do not change that again. Call within `change` of journal.ts.
 * @returns the photo's name and the person's.
 * @throws TammesError 'unknown-id' for a face of no ambiguous photo.
 */
export function chooseFace(db: Database, faceId: number): { photo: string; name: string } {
  const label = db
    .prepare(
      `SELECT p.id, p.path, l.face_id, l.person_id, n.name FROM faces chosen
       JOIN photos p ON p.id = chosen.photo_id AND p.ambiguous = 1
       JOIN faces f ON f.photo_id = p.id JOIN labels l ON l.face_id = f.id AND l.source IN ${guesses}
       JOIN people n ON n.id = l.person_id WHERE chosen.id = ?`,
    )
    .get(faceId);
  if (label === undefined) throw new TammesError('face-needs-no-choice', { faceId });
  if (label.face_id !== faceId) db.prepare('DELETE FROM labels WHERE face_id = ?').run(label.face_id!);
  labelFace(db, faceId, Number(label.person_id), 'hand');
  db.prepare('UPDATE photos SET ambiguous = 0, undecided = 0 WHERE id = ?').run(label.id!);
  return { photo: photoName(String(label.path)), name: String(label.name) };
}

function facesOf(db: Database, photoId: number): { name: string; faces: { id: number; named: boolean }[] } {
  const rows = db
    .prepare(
      `SELECT f.id, n.name FROM faces f LEFT JOIN labels l ON l.face_id = f.id LEFT JOIN people n ON n.id = l.person_id
       WHERE f.photo_id = ? ORDER BY f.id`,
    )
    .all(photoId);
  const name = rows.find((row) => row.name !== null)?.name ?? '';
  return { name: String(name), faces: rows.map((row) => ({ id: Number(row.id), named: row.name !== null })) };
}
