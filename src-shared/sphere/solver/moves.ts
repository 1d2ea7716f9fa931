/** The moves that make a new start from a good arrangement. */
import type { Random } from '../../random.ts';
import { nearPairs, normaliseRows } from './soft-maximum.ts';
import { repeated, type Symmetry } from './symmetry.ts';

/** Cosines no further than this below the largest are those of pairs that touch, after a climb. */
const touching = 1e-4;
/** Places that are tried for a point: few, to find some hole, and so many that it is nearly always the deepest. */
const [few, many] = [5, 60];
/** How far points are shaken in each direction, of the distance between neighbours: three times as far, and all is lost. */
const shake = 0.12;

/** The points with up to three of them moved to where they are furthest from all others, of a few places tried. */
export function hopped(best: Float64Array, dim: number, random: Random): Float64Array {
  const x = best.slice();
  const count = x.length / dim;
  for (let moves = 1 + random.integer(3); moves > 0; moves--) {
    const at = random.integer(count) * dim;
    const cosineAt = (place: Float64Array) => nearest(place, x, dim, at, at + dim);
    x.set(placeFor(dim, few, random, cosineAt), at);
  }
  return x;
}

/**
 * The points a little shaken, or with one of them moved into the deepest hole. At a hundred points either finds something better
 * three times as often as `hopped` once the arrangement is good.
 */
export function disturbed(best: Float64Array, random: Random): Float64Array {
  const count = best.length / 3;
  if (random.uniform() < 0.5) return shaken(best, count, random);
  const x = best.slice();
  const at = random.integer(count) * 3;
  const cosineAt = (place: Float64Array) => nearest(place, x, 3, at, at + 3);
  x.set(placeFor(3, many, random, cosineAt), at);
  return x;
}

/** The same of symmetric points: their images move with them. @param best [free * 3]. */
export function disturbedSymmetric(symmetry: Symmetry, best: Float64Array, random: Random): Float64Array {
  const { fixed, elements, free } = symmetry;
  const all = repeated(symmetry, best);
  if (random.uniform() < 0.5) return shaken(best, all.length / 3, random);
  const x = best.slice();
  const at = random.integer(free) * 3;
  const start = fixed.length + at * elements.length;
  const alone = { ...symmetry, fixed: new Float64Array(0) };
  const cosineAt = (place: Float64Array) => {
    const images = repeated(alone, place);
    const toOthers = nearest(place, all, 3, start, start + images.length);
    return Math.max(toOthers, nearest(place, images, 3, 0, 3));
  };
  x.set(placeFor(3, many, random, cosineAt), at);
  return x;
}

/** @param count of points on the whole sphere. */
function shaken(best: Float64Array, count: number, random: Random): Float64Array {
  const reach = shake * Math.sqrt((4 * Math.PI) / count);
  const x = best.map((value) => value + reach * random.normal());
  normaliseRows(x, 3);
  return x;
}

/** Points without those of them, one after the other, that touch the most others. */
export function thinned(x: Float64Array, count: number, dim: number): Float64Array {
  let rest = x;
  while (rest.length > count * dim) {
    const { i, j } = nearPairs(rest, dim, touching);
    const contacts = new Array<number>(rest.length / dim).fill(0);
    for (const point of [...i, ...j]) contacts[point]!++;
    const busiest = contacts.indexOf(Math.max(...contacts));
    rest = rest.filter((_, at) => Math.floor(at / dim) !== busiest);
  }
  return rest;
}

/** The best of some random places. @param cosineAt to the nearest other point. */
function placeFor(
  dim: number,
  tries: number,
  random: Random,
  cosineAt: (place: Float64Array) => number,
): Float64Array {
  let [best, lowest] = [new Float64Array(dim), Number.POSITIVE_INFINITY];
  for (let tried = 0; tried < tries; tried++) {
    const place = Float64Array.from({ length: dim }, () => random.normal());
    normaliseRows(place, dim);
    const cosine = cosineAt(place);
    if (cosine < lowest) [best, lowest] = [place, cosine];
  }
  return best;
}

/** The largest cosine to a point of x, but for those from `skip` to before `end`. */
function nearest(place: Float64Array, x: Float64Array, dim: number, skip: number, end: number): number {
  let largest = -1;
  for (let other = 0; other < x.length; other += dim) {
    if (other >= skip && other < end) continue;
    let cosine = 0;
    for (let k = 0; k < dim; k++) cosine += place[k]! * x[other + k]!;
    if (cosine > largest) largest = cosine;
  }
  return largest;
}
