import type { Neighbours } from './nearest-of-all.ts';

/** How much two points belong together; all weights of a map add up to a half, as each pair stands once. */
export interface Attraction {
  a: number;
  b: number;
  weight: number;
}

/**
 * Who belongs to whom: for each a bell curve over the squared angles, as wide as gives it a number of neighbours that count.
 * @param neighbours of each, the nearest first. @param angles to them. @param perplexity how many count.
 */
export function attractions(
  neighbours: Neighbours,
  angles: readonly (readonly number[])[],
  perplexity: number,
): Attraction[] {
  const pairs = new Map<number, Attraction>();
  const count = neighbours.length;
  neighbours.forEach((others, i) => {
    const weights = weightsOf(angles[i]!, perplexity);
    others.forEach((j, k) => {
      const [a, b] = [Math.min(i, j), Math.max(i, j)];
      const pair = pairs.get(a * count + b) ?? { a, b, weight: 0 };
      pair.weight += weights[k]! / (2 * count);
      pairs.set(a * count + b, pair);
    });
  });
  return [...pairs.values()];
}

/** Weights that add up to 1 and whose entropy is the perplexity's. @param angles ascending. */
function weightsOf(angles: readonly number[], perplexity: number): number[] {
  // From the nearest: far from all the others, too, somebody has neighbours.
  const gaps = angles.map((angle) => angle ** 2 - angles[0]! ** 2);
  const wanted = Math.log(Math.min(perplexity, angles.length));
  let [least, most] = [0, Number.POSITIVE_INFINITY];
  let sharpness = 1;
  let weights: number[] = [];
  for (let round = 0; round < 60; round++) {
    const raw = gaps.map((gap) => Math.exp(-sharpness * gap));
    const sum = raw.reduce((total, value) => total + value, 0);
    weights = raw.map((value) => value / sum);
    const entropy = weights.reduce(
      (total, value) => (value > 0 ? total - value * Math.log(value) : total),
      0,
    );
    if (Math.abs(entropy - wanted) < 1e-5) break;
    if (entropy > wanted) least = sharpness;
    else most = sharpness;
    sharpness = most === Number.POSITIVE_INFINITY ? 2 * sharpness : (least + most) / 2;
  }
  return weights;
}
