/** Which photos their faces show to be of one shot: copies of a picture, and bursts. */
import type { Steps } from '../../src-shared/steps.ts';
import { featureVersion } from '../../src-shared/vision/index.ts';
import {
  type Comparable,
  comparable,
  type FacePicture,
  isSamePicture,
  leastLook,
  lookTerms,
} from '../photos/same-picture.ts';
import { currentBackbone } from './backbones.ts';
import { fromBlob } from './database.ts';
import { disjointSets } from './disjoint-sets.ts';
import type { Database } from './sql.ts';

/** Photos of a burst: taken within this number of milliseconds, with faces as similar as most of one person. */
const burst = { milliseconds: 3000, cosine: 0.99 };

/** Two photos, by their numbers; the first is the one that was there before. */
export type Pair = [photo: number, photo: number];
const always = () => true;

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

/**
 * Links each new photo to the first before it that shows the same picture. It is compared with photos that are linked to none
 * themselves: so copies of copies do not grow into chains.
 *
 * @param faces of one person, in the order of their photos. @param isNew others are compared with new ones, but not linked.
 */
export function* copiesAmong(
  faces: readonly { photo: number; picture: FacePicture }[],
  products: BlockProducts,
  isNew: (photo: number) => boolean = always,
): Steps<Pair[]> {
  if (faces.length < 2) return [];
  const ready = faces.map(({ picture }) => comparable(picture));
  const linked = new Set<number>();
  const pairs: Pair[] = [];
  const { a, b, multiply, blockRows } = products(lookTerms);
  const put = (into: Float32Array, { start, end }: Block, look: (face: Comparable) => Float32Array) => {
    for (let i = start; i < end; i++) into.set(look(ready[i]!), (i - start) * lookTerms);
  };
  const blocks = blocksOf(faces.length, blockRows);
  for (const rows of blocks) {
    /** For each new face of the block those before it that look alike. */
    const alike = Array.from({ length: rows.end - rows.start }, (): number[] => []);
    if (!faces.slice(rows.start, rows.end).some(({ photo }) => isNew(photo))) continue;
    put(a, rows, ({ look }) => look);
    for (const columns of blocks) {
      if (columns.start >= rows.end) break;
      const width = columns.end - columns.start;
      for (const look of ['look', 'mirroredLook'] as const) {
        put(b, columns, (face) => face[look]);
        const likeness = multiply(rows.end - rows.start, width);
        for (let j = rows.start; j < rows.end; j++) {
          if (!isNew(faces[j]!.photo)) continue;
          const row = (j - rows.start) * width - columns.start;
          for (let i = columns.start; i < Math.min(columns.end, j); i++) {
            if (likeness[row + i]! < leastLook.tiny || linked.has(faces[i]!.photo)) continue;
            alike[j - rows.start]!.push(i);
          }
        }
      }
    }
    for (let j = rows.start; j < rows.end; j++) {
      yield j / faces.length;
      const { photo } = faces[j]!;
      for (const i of alike[j - rows.start]!.sort((x, y) => x - y)) {
        const before = faces[i]!.photo;
        if (linked.has(photo)) break;
        if (before === photo || linked.has(before) || !isSamePicture(ready[i]!, ready[j]!)) continue;
        linked.add(photo);
        pairs.push([before, photo]);
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

/**
 * Pairs that join photos of one burst, without pairs of photos that other pairs join already.
 * @param faces in the order in which their photos were taken.
 * @param isNew only pairs with such a photo are looked for.
 */
export function burstsAmong(
  faces: readonly { photo: number; feature: ArrayLike<number>; takenAt: number }[],
  isNew: (photo: number) => boolean = always,
): Pair[] {
  const units = faces.map(({ feature }) => unit(feature));
  const numbers = new Map(
    [...new Set(faces.map(({ photo }) => photo))].map((photo, number) => [photo, number]),
  );
  const { root, join } = disjointSets(numbers.size);
  const pairs: Pair[] = [];
  for (const [i, first] of faces.entries()) {
    for (let j = i + 1; j < faces.length; j++) {
      const second = faces[j]!;
      if (second.takenAt > first.takenAt + burst.milliseconds) break;
      if (!(isNew(first.photo) || isNew(second.photo))) continue;
      const [a, b] = [numbers.get(first.photo)!, numbers.get(second.photo)!];
      if (root(a) === root(b) || dot(units[i]!, units[j]!) < burst.cosine) continue;
      join(a, b);
      pairs.push([first.photo, second.photo]);
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

/**
 * Bursts of the library with a photo that is new, by features of the built-in backbone, whichever is in use. Faces that have none, or one
 * of an older version, are left out.
 */
export function burstsOfLibrary(db: Database, isNew: (photo: number) => boolean): Pair[] {
  // Only photos that have a new one near them in time are read.
  const isInUse = currentBackbone(db).id === 0;
  const [builtIn, kept] = isInUse
    ? ['f', '']
    : ['k', ' JOIN kept_features k ON k.face_id = f.id AND k.backbone_id = 0'];
  const timed = db.prepare(
    `SELECT f.photo_id, ${builtIn}.feature, p.taken_at FROM photos p JOIN faces f ON f.photo_id = p.id${kept}
       WHERE ${builtIn}.feature_version = ${featureVersion} AND p.taken_at IS NOT NULL AND EXISTS (SELECT 1 FROM photos n
         WHERE n.taken_at BETWEEN p.taken_at - :reach AND p.taken_at + :reach AND n.id <> p.id
           AND (n.copy_of IS NULL OR p.copy_of IS NULL))
       ORDER BY p.taken_at, f.photo_id, f.id`,
  );
  const faces = Array.from(timed.iterate({ reach: burst.milliseconds }), (row) => ({
    photo: Number(row.photo_id),
    feature: fromBlob(row.feature as Uint8Array),
    takenAt: Number(row.taken_at),
  }));
  return burstsAmong(faces, isNew);
}
