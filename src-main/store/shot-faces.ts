import type { DatabaseSync } from 'node:sqlite';
import { featureVersion } from '../../src-shared/vision/index.ts';
import { fromBlob } from './database.ts';
import { disjointSets } from './disjoint-sets.ts';

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

/** Multiplies blocks of vectors in single precision, as `rowProducts` of compute/ does: the store computes nothing itself. */
export type BlockProducts = (terms: number) => {
  /** Vectors that a block has at most. */
  blockRows: number;
  /** The two blocks, vectors of `terms` numbers one after another. */
  a: Float32Array;
  b: Float32Array;
  /** @returns [rowsOfA * rowsOfB], valid until it is called again. */
  multiply(rowsOfA: number, rowsOfB: number): Float32Array;
};

type Pair = [photo: number, photo: number];
const always = () => true;

/**
 * Pairs that join photos of which one is a copy of the other, or of a part of it: a face is all but the same. Of photos that are
 * joined already by other pairs none is told.
 * @param faces of one person.
 * @param isNew only pairs with such a photo are looked for.
 */
export function copiesAmong(
  faces: readonly ShotFace[],
  products: BlockProducts,
  isNew: (photo: number) => boolean = always,
): Pair[] {
  return alike(faces, products, copyCosine, isNew, () => faces.length);
}

/**
 * Pairs that join photos of one burst, as `copiesAmong`.
 * @param faces in the order in which their photos were taken.
 * @param isNew only pairs with such a photo are looked for.
 */
export function burstsAmong(
  faces: readonly (ShotFace & { takenAt: number })[],
  products: BlockProducts,
  isNew: (photo: number) => boolean = always,
): Pair[] {
  let end = 0;
  return alike(faces, products, burst.cosine, isNew, (i) => {
    const last = faces[i]!.takenAt + burst.milliseconds;
    while (end < faces.length && faces[end]!.takenAt <= last) end++;
    return end;
  });
}

/** What single precision may take from a cosine, with much to spare: pairs that near the limit are computed anew. */
const rounding = 1e-5;

/**
 * Compares faces with each other, a block of them with a block at a time.
 * @param endOf the first of the faces after `i` that is not to be compared with it any more; asked in order.
 */
function alike(
  faces: readonly ShotFace[],
  products: BlockProducts,
  least: number,
  isNew: (photo: number) => boolean,
  endOf: (i: number) => number,
): Pair[] {
  if (faces.length < 2) return [];
  const units = faces.map(({ feature }) => unit(feature));
  const news = faces.map(({ photo }) => isNew(photo));
  const ends = Uint32Array.from(faces, (_, i) => endOf(i));
  const numbers = new Map(
    [...new Set(faces.map(({ photo }) => photo))].map((photo, number) => [photo, number]),
  );
  const photoOf = Uint32Array.from(faces, ({ photo }) => numbers.get(photo)!);
  const { root, join } = disjointSets(numbers.size);
  const terms = units[0]!.length;
  const { a, b, multiply, blockRows } = products(terms);
  const blocks = blocksOf(faces.length, blockRows).map((block) => ({
    ...block,
    hasNew: news.slice(block.start, block.end).includes(true),
  }));
  const put = (into: Float32Array, { start, end }: Block) => {
    for (let i = start; i < end; i++) into.set(units[i]!, (i - start) * terms);
  };
  const pairs: Pair[] = [];
  for (const [k, rows] of blocks.entries()) {
    put(a, rows);
    for (const columns of blocks.slice(k)) {
      if (columns.start >= ends[rows.end - 1]!) break;
      if (!(rows.hasNew || columns.hasNew)) continue;
      put(b, columns);
      const width = columns.end - columns.start;
      const cosines = multiply(rows.end - rows.start, width);
      for (let i = rows.start; i < rows.end; i++) {
        const from = Math.max(columns.start, i + 1);
        const end = Math.min(columns.end, ends[i]!);
        const row = (i - rows.start) * width - columns.start;
        for (let j = from; j < end; j++) {
          if (cosines[row + j]! < least - rounding || !(news[i] || news[j])) continue;
          if (root(photoOf[i]!) === root(photoOf[j]!) || dot(units[i]!, units[j]!) < least) continue;
          join(photoOf[i]!, photoOf[j]!);
          pairs.push([faces[i]!.photo, faces[j]!.photo]);
        }
      }
    }
  }
  return pairs;
}

interface Block {
  start: number;
  end: number;
}

function blocksOf(count: number, blockRows: number): Block[] {
  return Array.from({ length: Math.ceil(count / blockRows) }, (_, k) => ({
    start: k * blockRows,
    end: Math.min(count, (k + 1) * blockRows),
  }));
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

/**
 * Pairs of photos of the library whose faces say that they are one shot, with at least one not yet compared. Faces with a feature of an
 * older version are left out.
 */
export function shotsByFaces(db: DatabaseSync, products: BlockProducts): Pair[] {
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
    `SELECT f.photo_id, f.feature FROM labels l JOIN faces f ON f.id = l.face_id
       WHERE l.person_id = ? AND f.feature_version = ${featureVersion} ORDER BY f.photo_id, f.id`,
  );
  // Only photos that have another near them in time are read.
  const timed = db.prepare(
    `SELECT f.photo_id, f.feature, p.taken_at FROM photos p JOIN faces f ON f.photo_id = p.id
       WHERE f.feature_version = ${featureVersion} AND p.taken_at IS NOT NULL AND EXISTS (SELECT 1 FROM photos n
         WHERE n.taken_at BETWEEN p.taken_at - :reach AND p.taken_at + :reach AND n.id <> p.id
           AND (n.faces_compared = 0 OR p.faces_compared = 0))
       ORDER BY p.taken_at, f.photo_id, f.id`,
  );
  const toFace = (row: Record<string, unknown>) => ({
    photo: Number(row.photo_id),
    feature: fromBlob(row.feature as Uint8Array),
  });
  return [
    ...people.flatMap((person) => copiesAmong(Array.from(ofPerson.iterate(person), toFace), products, isNew)),
    ...burstsAmong(
      Array.from(timed.iterate({ reach: burst.milliseconds }), (row) => ({
        ...toFace(row),
        takenAt: Number(row.taken_at),
      })),
      products,
      isNew,
    ),
  ];
}
