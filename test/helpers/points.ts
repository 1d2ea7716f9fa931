import fc from 'fast-check';
import { randomFrom } from '../../src-shared/random.ts';
import type { Point3 } from '../../src-shared/sphere/index.ts';

/** A point of the sphere. */
export const point = fc
  .tuple(...([0, 1, 2] as const).map(() => fc.double({ min: -1, max: 1, noNaN: true })))
  .filter((p) => Math.hypot(...p) > 0.1)
  .map((p): Point3 => {
    const length = Math.hypot(...p);
    return [p[0]! / length, p[1]! / length, p[2]! / length];
  });

/** Directions evenly at random, [count][dim], the same for the same seed. */
export function directions(count: number, dim: number, seed: number): number[][] {
  const random = randomFrom(seed, 0);
  return Array.from({ length: count }, () => {
    const row = Array.from({ length: dim }, () => random.normal());
    const length = Math.hypot(...row);
    return row.map((value) => value / length);
  });
}

/** Two to twelve vectors of so many numbers, none near zero. */
export const vectors = (dim: number) =>
  fc.array(
    fc
      .array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: dim, maxLength: dim })
      .filter((v) => Math.hypot(...v) > 0.1),
    { minLength: 2, maxLength: 12 },
  );
