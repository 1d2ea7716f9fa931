import type { DatabaseSync } from 'node:sqlite';
import { fromBlob } from './database.ts';

/**
 * Cosine of two features at which they are of the same picture of a face, cropped, scaled or recompressed: measured,
 * 95 % of 143 such copies reach it, and none of 990 pairs of different photos of a person of Labeled Faces in the Wild and ORL.
 */
const copyCosine = 0.998;
/** Photos of a burst: taken within so many milliseconds, and with a face as alike as those of a person mostly are. */
const burst = { milliseconds: 3000, cosine: 0.99 };

/** A face of a photo. */
export interface ShotFace {
  photo: number;
  feature: ArrayLike<number>;
}

type Pair = [photo: number, photo: number];
const always = () => true;

/**
 * Pairs of photos of which one is a copy of the other, or of a part of it: a face is all but the same.
 * @param faces of one person.
 * @param isNew only pairs with such a photo are looked for.
 */
export function copiesAmong(faces: readonly ShotFace[], isNew: (photo: number) => boolean = always): Pair[] {
  return alike(faces, copyCosine, isNew, always);
}

/**
 * Pairs of photos of one burst.
 * @param faces in the order in which their photos were taken.
 * @param isNew only pairs with such a photo are looked for.
 */
export function burstsAmong(
  faces: readonly (ShotFace & { takenAt: number })[],
  isNew: (photo: number) => boolean = always,
): Pair[] {
  return alike(
    faces,
    burst.cosine,
    isNew,
    (first, second) => second.takenAt - first.takenAt <= burst.milliseconds,
  );
}

/** @param reaches whether faces from the second on are still to be compared with the first. */
function alike<F extends ShotFace>(
  faces: readonly F[],
  least: number,
  isNew: (photo: number) => boolean,
  reaches: (first: F, second: F) => boolean,
): Pair[] {
  const units = faces.map(({ feature }) => unit(feature));
  const news = faces.map(({ photo }) => isNew(photo));
  const pairs: Pair[] = [];
  for (const [i, first] of faces.entries()) {
    for (let j = i + 1; j < faces.length; j++) {
      const second = faces[j]!;
      if (!reaches(first, second)) break;
      if (first.photo === second.photo || !(news[i] || news[j])) continue;
      if (dot(units[i]!, units[j]!) >= least) pairs.push([first.photo, second.photo]);
    }
  }
  return pairs;
}

function unit(feature: ArrayLike<number>): Float32Array {
  const length = Math.sqrt(dot(feature, feature));
  return Float32Array.from(feature, (value) => (length === 0 ? 0 : value / length));
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** Pairs of photos of the library whose faces say that they are one shot, with at least one not yet compared. */
export function shotsByFaces(db: DatabaseSync): Pair[] {
  const ids = (sql: string) =>
    db
      .prepare(sql)
      .all()
      .map(({ id }) => Number(id));
  const fresh = new Set(ids('SELECT id FROM photos WHERE faces_compared = 0'));
  const isNew = (photo: number) => fresh.has(photo);
  const people = ids(
    `SELECT DISTINCT l.person_id AS id FROM labels l JOIN faces f ON f.id = l.face_id
     JOIN photos p ON p.id = f.photo_id WHERE p.faces_compared = 0`,
  );
  const ofPerson = db.prepare(
    'SELECT f.photo_id, f.feature FROM labels l JOIN faces f ON f.id = l.face_id WHERE l.person_id = ? ORDER BY f.photo_id, f.id',
  );
  // Only photos that have another near them in time are read.
  const timed = db.prepare(
    `SELECT f.photo_id, f.feature, p.taken_at FROM photos p JOIN faces f ON f.photo_id = p.id
       WHERE p.taken_at IS NOT NULL AND EXISTS (SELECT 1 FROM photos n
         WHERE n.taken_at BETWEEN p.taken_at - :reach AND p.taken_at + :reach AND n.id <> p.id
           AND (n.faces_compared = 0 OR p.faces_compared = 0))
       ORDER BY p.taken_at, f.photo_id, f.id`,
  );
  const toFace = (row: Record<string, unknown>) => ({
    photo: Number(row.photo_id),
    feature: fromBlob(row.feature as Uint8Array),
  });
  return [
    ...people.flatMap((person) => copiesAmong(Array.from(ofPerson.iterate(person), toFace), isNew)),
    ...burstsAmong(
      Array.from(timed.iterate({ reach: burst.milliseconds }), (row) => ({
        ...toFace(row),
        takenAt: Number(row.taken_at),
      })),
      isNew,
    ),
  ];
}
