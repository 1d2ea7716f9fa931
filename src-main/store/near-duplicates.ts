import type { Pair } from './shot-faces.ts';

/**
 * Bits of 144 in which the fingerprints of near-duplicates differ at most. Scaled, recompressed and brightened copies
 * of portraits mostly differ in fewer.
 */
const mostBits = 14;
/** One part more than bits may differ: near-duplicates are equal in at least one. */
const parts = mostBits + 1;
const always = () => true;

/**
 * Links each new photo to the first before it whose fingerprint is nearly equal. It is compared with photos that are linked to
 * none themselves: so photos of which each differs a little from the next do not grow into chains.
 *
 * @param fingerprints in the order of the photos. @param isNew others are compared with new ones, but not linked.
 * @param isSame has the last word about two that are nearly equal.
 * @returns pairs of indices.
 */
export function nearDuplicates(
  fingerprints: readonly string[],
  isNew: (i: number) => boolean = always,
  isSame: (first: number, second: number) => boolean = always,
): Pair[] {
  const words = Uint32Array.from(fingerprints.flatMap(wordsOf));
  const pairs: Pair[] = [];
  /** Photos that are linked to none, and where they are by the bits of each part. */
  const firsts: number[] = [];
  const buckets = Array.from({ length: parts }, () => new Map<number, number[]>());
  for (let j = 0; j < fingerprints.length; j++) {
    const keys = buckets.map((_, part) => bitsOf(words, j, part));
    const first = isNew(j) ? firstAlike(j, keys) : undefined;
    if (first !== undefined) {
      pairs.push([first, j]);
      continue;
    }
    firsts.push(j);
    for (const [part, bucket] of buckets.entries()) {
      const others = bucket.get(keys[part]!);
      if (others === undefined) bucket.set(keys[part]!, [j]);
      else others.push(j);
    }
  }
  return pairs;

  function firstAlike(j: number, keys: readonly number[]): number | undefined {
    const found = buckets.map((bucket, part) => bucket.get(keys[part]!) ?? []);
    const count = found.reduce((sum, { length }) => sum + length, 0);
    // Of thousands of photos that look much alike most are in all buckets.
    const candidates = count < firsts.length ? [...new Set(found.flat())].sort((a, b) => a - b) : firsts;
    return candidates.find((i) => distance(words, i, j) <= mostBits && isSame(i, j));
  }
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
