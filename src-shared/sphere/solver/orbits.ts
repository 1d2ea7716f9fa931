import type { Objective } from './lbfgs.ts';
import { normaliseRows } from './soft-maximum.ts';
import { repeat, repeated, type Symmetry } from './symmetry.ts';

/** Terms below e^-40 of the largest change no digit of the sum. */
const negligible = 40;

/**
 * The soft maximum of the cosines of a symmetric arrangement, with its gradient by the free points: what `minimise` takes.
 * By the symmetry it is enough to look at the pairs of one of each point's images.
 *
 * @param start [free * 3], unit vectors: only pairs that are near here are watched.
 * @param margin of the cosines of those pairs below the largest.
 */
export function softMaximumOfOrbits(
  symmetry: Symmetry,
  start: Float64Array,
  margin: number,
  exponent: number,
): Objective {
  const { fixed } = symmetry;
  const units = start.slice();
  const lengths = new Float64Array(symmetry.free);
  const all = repeated(symmetry, units);
  const { i, j } = pairsOf(symmetry, units, all, margin);
  const cosines = new Float64Array(i.length);
  return (x, gradient) => {
    units.set(x);
    normaliseRows(units, 3, lengths);
    repeat(symmetry, units, all);
    let top = -1;
    for (let pair = 0; pair < i.length; pair++) {
      const cosine = product(units, i[pair]!, all, j[pair]!);
      cosines[pair] = cosine;
      if (cosine > top) top = cosine;
    }
    let sum = 0;
    gradient.fill(0);
    for (let pair = 0; pair < i.length; pair++) {
      const power = exponent * (cosines[pair]! - top);
      if (power < -negligible) continue;
      const [a, b] = [i[pair]!, j[pair]!];
      const weight = Math.exp(power);
      // A pair of free points is met from both sides, one with a point on an axis is not.
      sum += b < fixed.length ? 2 * weight : weight;
      gradient[a]! += weight * all[b]!;
      gradient[a + 1]! += weight * all[b + 1]!;
      gradient[a + 2]! += weight * all[b + 2]!;
    }
    for (let at = 0; at < gradient.length; at += 3) {
      const along = product(gradient, at, units, at);
      const factor = 2 / (sum * lengths[at / 3]!);
      for (let k = 0; k < 3; k++) gradient[at + k] = factor * (gradient[at + k]! - along * units[at + k]!);
    }
    return top + Math.log(sum) / exponent;
  };
}

/** Where free points and all others stand, of the pairs whose cosine is no further than `margin` below the largest. */
function pairsOf(
  { elements, fixed }: Symmetry,
  units: Float64Array,
  all: Float64Array,
  margin: number,
): { i: Int32Array; j: Int32Array } {
  let least = -1;
  const [first, second]: [number[], number[]] = [[], []];
  for (const isSecond of [false, true]) {
    for (let a = 0; a < units.length; a += 3) {
      const itself = fixed.length + a * elements.length;
      for (let b = 0; b < all.length; b += 3) {
        if (b === itself) continue;
        const cosine = product(units, a, all, b);
        if (!isSecond) least = Math.max(least, cosine);
        else if (cosine >= least) {
          first.push(a);
          second.push(b);
        }
      }
    }
    least -= margin;
  }
  return { i: Int32Array.from(first), j: Int32Array.from(second) };
}

function product(a: Float64Array, i: number, b: Float64Array, j: number): number {
  return a[i]! * b[j]! + a[i + 1]! * b[j + 1]! + a[i + 2]! * b[j + 2]!;
}
