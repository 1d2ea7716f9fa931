/** The few operations on plain vectors that several parts need. */
import type { Radians } from './angle-units.ts';

/** Vectors as rows. */
export type Rows = readonly ArrayLike<number>[];

/** Unit vectors along the rows; a zero vector stays zero. */
export function unitRows(rows: Rows): Float64Array[] {
  return rows.map((row) => {
    const values = Float64Array.from(row);
    const length = Math.hypot(...values);
    return length === 0 ? values : values.map((value) => value / length);
  });
}

/** The vector at length one; a zero vector stays zero. */
export function normalised<Vector extends Float32Array | number[]>(vector: Vector): Vector {
  const length = Math.hypot(...vector);
  return length === 0 ? vector : (vector.map((value) => value / length) as Vector);
}

export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/**
 * Angle between unit vectors, radians. Between near or nearly opposite ones by the chord, as the arc cosine
 * has few digits there; a zero vector is orthogonal to all.
 */
export function angleBetween(a: ArrayLike<number>, b: ArrayLike<number>): Radians {
  const cosine = dot(a, b);
  if (Math.abs(cosine) < 0.9) return Math.acos(cosine);
  const sign = Math.sign(cosine);
  let squares = 0;
  for (let i = 0; i < a.length; i++) squares += (a[i]! - sign * b[i]!) ** 2;
  const small = 2 * Math.asin(Math.min(1, Math.sqrt(squares) / 2));
  return sign > 0 ? small : Math.PI - small;
}
