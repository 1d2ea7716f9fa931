/** Which photos of a library are one shot: copies of a picture, and bursts. */
import type { DuplicateGroup } from '../../src-shared/contract/index.ts';
import type { Steps } from '../../src-shared/steps.ts';
import { surroundingsOf } from '../../src-shared/vision/index.ts';
import { comparable, type FacePicture, isSamePicture } from '../photos/same-picture.ts';
import { fromBlob } from './database.ts';
import { disjointSets } from './disjoint-sets.ts';
import { nearDuplicates } from './near-duplicates.ts';
import { countOutdated } from './outdated.ts';
import { type BlockProducts, burstsOfLibrary, copiesAmong, type Pair } from './shot-faces.ts';
import type { Database } from './sql.ts';

/** Faces of a photo that are compared with those of a near-duplicate at most: on a crowd the first say enough. */
const mostCompared = 4;

/**
 * Whether near-duplicates by their fingerprints show the same picture: one of their faces does, or one of the photos has none to
 * compare.
 */
export function haveSameFace(first: readonly FacePicture[], second: readonly FacePicture[]): boolean {
  if (first.length === 0 || second.length === 0) return true;
  const [some, others] = [first, second].map((faces) => faces.slice(0, mostCompared).map(comparable));
  return some!.some((face) => others!.some((other) => isSamePicture(face, other)));
}

/** For each of `count` photos the first that any pairs link it to. */
export function groupPhotos(count: number, pairs: Iterable<Pair>): number[] {
  const { root, join } = disjointSets(count);
  for (const [a, b] of pairs) join(a, b);
  return Array.from({ length: count }, (_, i) => root(i));
}

/** The shot of a photo, and the first photo that it is a copy of. */
interface ShotChange {
  id: number;
  shot: number | null;
  copyOf: number | null;
}

interface ShotPhoto {
  id: number;
  fingerprint: string;
  shot: number | null;
  copyOf: number | null;
}

/**
 * Compares photos that are new, or of which something new is known, with all others, and writes down which are of one shot. What
 * was compared before stays as it is; photos of older versions that lack thumbnails stay in their former shots. Reads only, step by
 * step: `writeShots` stores what it returns.
 */
export function* findShots(db: Database, products: BlockProducts): Steps<ShotChange[]> {
  const lacking = `EXISTS (SELECT 1 FROM faces f WHERE f.photo_id = p.id
    AND NOT EXISTS (SELECT 1 FROM thumbnails t WHERE t.face_id = f.id))`;
  const fresh = new Set(
    db
      .prepare(`SELECT id FROM photos p WHERE copy_of IS NULL AND fingerprint IS NOT NULL AND NOT ${lacking}`)
      .all()
      .map(({ id }) => Number(id)),
  );
  if (fresh.size === 0) return [];
  const photos = db
    .prepare(
      'SELECT id, fingerprint, shot, copy_of AS copyOf FROM photos WHERE fingerprint IS NOT NULL ORDER BY id',
    )
    .all() as unknown as ShotPhoto[];
  const indexOf = new Map(photos.map(({ id }, i) => [id, i]));
  const isFresh = (id: number) => fresh.has(id);
  const toIndices = (pairs: readonly Pair[]) =>
    pairs.flatMap(([a, b]): Pair[] => {
      const [i, j] = [indexOf.get(a), indexOf.get(b)];
      return i === undefined || j === undefined ? [] : [[i, j]];
    });
  const before = photos.flatMap((photo, i): [unknown, number][] =>
    isFresh(photo.id) ? [] : [[photo.copyOf, i]],
  );
  const known = before.filter(([first]) => first !== null);
  const copies = [
    ...sameValue(known),
    ...toIndices(nearDuplicatesOf(db, photos, isFresh)),
    ...toIndices(yield* copiesOfPeople(db, products, isFresh)),
  ];
  const firsts = groupPhotos(photos.length, copies);
  const shots = groupPhotos(photos.length, [
    ...copies,
    ...toIndices(burstsOfLibrary(db, isFresh)),
    ...sameValue(photos.flatMap(({ id, shot }, i) => (isFresh(id) ? [] : [[shot, i]]))),
  ]);
  // Photos that could not be compared with outdated features are compared again once these are up to date.
  const isCurrent = countOutdated(db) === 0;
  return photos.flatMap(({ id, shot, copyOf }, i): ShotChange[] => {
    const isCompared = isFresh(id) || copyOf !== null;
    const first = isCompared && (isCurrent || !isFresh(id)) ? photos[firsts[i]!]!.id : null;
    const group = isCompared ? photos[shots[i]!]!.id : shot;
    return shot !== group || copyOf !== first ? [{ id, shot: group, copyOf: first }] : [];
  });
}

/** Stores what `findShots` found; photos that are gone since are passed over. Call within a transaction. */
export function writeShots(db: Database, changes: readonly ShotChange[]): void {
  const update = db.prepare('UPDATE photos SET shot = ?, copy_of = ? WHERE id = ?');
  for (const { id, shot, copyOf } of changes) update.run(shot, copyOf, id);
}

/** Each index with the first that has the same value; null is the same as nothing. */
function sameValue(values: readonly (readonly [unknown, number])[]): Pair[] {
  const firsts = new Map<unknown, number>();
  return values.flatMap(([value, i]): Pair[] => {
    if (value === null) return [];
    const first = firsts.get(value);
    if (first !== undefined) return [[first, i]];
    firsts.set(value, i);
    return [];
  });
}

/** Photos that were compared and are copies of none before them; of a copied photo that is gone, the first of its copies. */
const firstOfItsKind = `p.copy_of = p.id OR (p.copy_of IS NOT NULL AND p.id =
  (SELECT min(c.id) FROM photos c WHERE c.copy_of = p.copy_of AND NOT EXISTS
    (SELECT 1 FROM photos o WHERE o.id = p.copy_of AND o.copy_of = o.id)))`;

/** By their fingerprints and the pixels of their faces, whoever is on them. */
function nearDuplicatesOf(
  db: Database,
  photos: readonly ShotPhoto[],
  isFresh: (id: number) => boolean,
): Pair[] {
  const firsts = new Set(
    db
      .prepare(`SELECT p.id FROM photos p WHERE ${firstOfItsKind}`)
      .all()
      .map(({ id }) => Number(id)),
  );
  const compared = [...photos.filter(({ id }) => firsts.has(id)), ...photos.filter(({ id }) => isFresh(id))];
  const ofPhoto = db.prepare(`${facePictures} WHERE f.photo_id = ? ORDER BY f.id LIMIT ${mostCompared}`);
  const picturesOf = (i: number) => ofPhoto.all(compared[i]!.id).map(toPicture);
  return nearDuplicates(
    compared.map(({ fingerprint }) => fingerprint),
    (i) => isFresh(compared[i]!.id),
    (i, j) => haveSameFace(picturesOf(i), picturesOf(j)),
  ).map(([i, j]) => [compared[i]!.id, compared[j]!.id]);
}

/** By the pixels of their faces, of those who are on new photos. */
function* copiesOfPeople(
  db: Database,
  products: BlockProducts,
  isFresh: (id: number) => boolean,
): Steps<Pair[]> {
  const people = db
    .prepare(
      `SELECT DISTINCT l.person_id AS id FROM labels l JOIN faces f ON f.id = l.face_id
       JOIN photos p ON p.id = f.photo_id WHERE p.copy_of IS NULL`,
    )
    .all();
  const ofPerson = db.prepare(
    `${facePictures} JOIN labels l ON l.face_id = f.id WHERE l.person_id = ? AND (p.copy_of IS NULL OR ${firstOfItsKind})
     ORDER BY p.copy_of IS NULL, p.id, f.id`,
  );
  const pairs: Pair[] = [];
  for (const { id } of people) {
    const faces = ofPerson.all(Number(id)).map((row) => ({
      photo: Number(row.photo_id),
      picture: toPicture(row),
    }));
    pairs.push(...(yield* copiesAmong(faces, products, isFresh)));
  }
  return pairs;
}

const facePictures = `SELECT f.photo_id, f.landmarks, t.pixels, p.width, p.height FROM faces f
  JOIN thumbnails t ON t.face_id = f.id JOIN photos p ON p.id = f.photo_id`;

function toPicture(row: Record<string, unknown>): FacePicture {
  const photo = { width: Number(row.width), height: Number(row.height) };
  const landmarks = fromBlob(row.landmarks as Uint8Array);
  return { thumbnail: row.pixels as Uint8Array, ...surroundingsOf(landmarks, photo) };
}

/** Groups of two files or more that show the same shot, by path. */
export function listDuplicates(db: Database): DuplicateGroup[] {
  const rows = db
    .prepare(
      `SELECT coalesce(p.shot, p.id) AS shot, p.id, l.path
       FROM photos p JOIN places l ON l.photo_id = p.id WHERE l.missing_since IS NULL ORDER BY l.path`,
    )
    .all();
  const groups = Map.groupBy(rows, ({ shot }) => Number(shot)).values();
  return [...groups]
    .filter((files) => files.length > 1)
    .map((files) => ({
      same: files.every(({ id }) => id === files[0]!.id),
      files: files.map(({ id, path }) => ({ photoId: Number(id), path: String(path) })),
    }));
}
