import type { DatabaseSync } from 'node:sqlite';
import type { DuplicateGroup } from '../../src-shared/contract/index.ts';
import { disjointSets } from './disjoint-sets.ts';
import { countOutdated } from './outdated.ts';
import { type BlockProducts, shotsByFaces } from './shot-faces.ts';

/**
 * Bits of 144 in which the fingerprints of near-duplicates differ at most. Scaled, recompressed and brightened copies
 * of portraits mostly differ in fewer, two portraits of one sitting in more.
 */
const mostBits = 14;
/** One part more than bits may differ: near-duplicates are equal in at least one. */
const parts = mostBits + 1;

/**
 * Groups photos whose fingerprints are nearly equal, and what is nearly equal to those: the same shot, scaled,
 * recompressed or retouched.
 *
 * @param links indices of fingerprints that belong together for other reasons.
 * @returns for each fingerprint the index of the first of its group.
 */
export function groupShots(
  fingerprints: readonly string[],
  links: readonly (readonly [number, number])[] = [],
): number[] {
  // Equal ones, of which a folder of blank pages has many, are compared once.
  const distinct = [...new Set(fingerprints)];
  const words = Uint32Array.from(distinct.flatMap(wordsOf));
  const { root, join } = disjointSets(distinct.length);
  const numberOf = new Map(distinct.map((text, i) => [text, i]));
  for (const [i, j] of links) join(numberOf.get(fingerprints[i]!)!, numberOf.get(fingerprints[j]!)!);
  for (const bucket of candidates(words, distinct.length)) {
    for (let k = 0; k < bucket.length; k++) {
      const first = bucket[k]!;
      for (let j = k + 1; j < bucket.length; j++) {
        const second = bucket[j]!;
        if (root(first) === root(second) || distance(words, first, second) > mostBits) continue;
        join(first, second);
      }
    }
  }
  const groups = new Map(distinct.map((text, i) => [text, root(i)]));
  const firsts = new Map<number, number>();
  return fingerprints.map((text, i) => {
    const group = groups.get(text)!;
    if (!firsts.has(group)) firsts.set(group, i);
    return firsts.get(group)!;
  });
}

/**
 * Sets of fingerprints, of which one holds both where two are nearly equal: those that are equal in a part, or all where that
 * would be more to compare, as with thousands of photos that look much alike.
 */
function candidates(words: Uint32Array, count: number): ArrayLike<number>[] {
  const all = Uint32Array.from({ length: count }, (_, i) => i);
  const buckets = Array.from({ length: parts }, (_, part) =>
    Map.groupBy(all, (i) => bitsOf(words, i, part)),
  ).flatMap((ofPart) => [...ofPart.values()].map((bucket) => Uint32Array.from(bucket)));
  const pairs = (n: number) => (n * (n - 1)) / 2;
  const inBuckets = buckets.reduce((sum, { length }) => sum + pairs(length), 0);
  return inBuckets < pairs(count) ? buckets : [all];
}

/** Words of 32 bits that a fingerprint takes. */
const wordsEach = 5;

function wordsOf(text: string): number[] {
  return text.match(/.{1,8}/g)!.map((digits) => Number.parseInt(digits.padEnd(8, '0'), 16));
}

/** The bits of one part of fingerprint `i`: every `parts`-th, so that the frequencies are spread over all parts. */
function bitsOf(words: Uint32Array, i: number, part: number): number {
  let bits = 0;
  for (let bit = part; bit < wordsEach * 32; bit += parts) {
    bits = bits * 2 + ((words[i * wordsEach + (bit >> 5)]! >>> (31 - (bit & 31))) & 1);
  }
  return bits;
}

function distance(words: Uint32Array, i: number, j: number): number {
  let bits = 0;
  for (let k = 0; k < wordsEach && bits <= mostBits; k++) {
    bits += ones(words[i * wordsEach + k]! ^ words[j * wordsEach + k]!);
  }
  return bits;
}

function ones(word: number): number {
  let w = word - ((word >>> 1) & 0x55555555);
  w = (w & 0x33333333) + ((w >>> 2) & 0x33333333);
  return (((w + (w >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

/**
 * Groups all photos of the library anew where some were not grouped or compared yet. What faces have once joined stays
 * joined. Call within a transaction.
 */
export function storeShots(db: DatabaseSync, products: BlockProducts): void {
  const fresh = db.prepare(
    `SELECT 1 FROM photos WHERE fingerprint IS NOT NULL AND shot IS NULL
     UNION ALL SELECT 1 FROM photos WHERE faces_compared = 0 LIMIT 1`,
  );
  if (fresh.get() === undefined) return;
  const photos = db
    .prepare('SELECT id, fingerprint, shot FROM photos WHERE fingerprint IS NOT NULL ORDER BY id')
    .all();
  const indexOf = new Map(photos.map(({ id }, i) => [Number(id), i]));
  const byFaces = shotsByFaces(db, products).flatMap(([a, b]): [number, number][] => {
    const [i, j] = [indexOf.get(a), indexOf.get(b)];
    return i === undefined || j === undefined ? [] : [[i, j]];
  });
  const groups = groupShots(
    photos.map(({ fingerprint }) => String(fingerprint)),
    [...byFaces, ...joinedBefore(photos.map(({ shot }) => shot))],
  );
  const update = db.prepare('UPDATE photos SET shot = ? WHERE id = ?');
  for (const [i, { id, shot }] of photos.entries()) {
    const first = photos[groups[i]!]!.id;
    if (shot !== first) update.run(Number(first), Number(id));
  }
  // Photos that could not be compared with those of outdated faces are compared again once these are up to date.
  if (countOutdated(db) === 0) db.exec('UPDATE photos SET faces_compared = 1 WHERE faces_compared = 0');
}

/** Whether it is noted what a photo looks like: older versions did not. */
export function hasFingerprint(db: DatabaseSync, photoId: number): boolean {
  return (
    db.prepare('SELECT 1 FROM photos WHERE id = ? AND fingerprint IS NOT NULL').get(photoId) !== undefined
  );
}

/** Photos of which that is not noted. */
export function photosWithoutFingerprint(db: DatabaseSync): ReadonlySet<number> {
  const rows = db.prepare('SELECT id FROM photos WHERE fingerprint IS NULL').all();
  return new Set(rows.map(({ id }) => Number(id)));
}

/** Notes what a photo looks like; `storeShots` then groups it. */
export function storeFingerprint(
  db: DatabaseSync,
  photoId: number,
  { fingerprint, takenAt }: { fingerprint: string; takenAt: number | null },
): void {
  db.prepare('UPDATE photos SET fingerprint = ?, taken_at = ?, faces_compared = 0 WHERE id = ?').run(
    fingerprint,
    takenAt,
    photoId,
  );
}

/** Each photo with the first of its former shot. */
function joinedBefore(shots: readonly unknown[]): [number, number][] {
  const firsts = new Map<unknown, number>();
  return shots.flatMap((shot, i): [number, number][] => {
    if (shot === null) return [];
    if (!firsts.has(shot)) firsts.set(shot, i);
    return [[firsts.get(shot)!, i]];
  });
}

/** Groups of two files or more that show the same shot, by path. */
export function listDuplicates(db: DatabaseSync): DuplicateGroup[] {
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
