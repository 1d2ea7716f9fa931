import { angleBetween } from './angles.ts';

/**
 * Angles between each vector and all before it, row by row of the triangle: the inner products of four at a time, which
 * reads each number a quarter as often.
 *
 * @param units [n][d], unit vectors; a zero vector is orthogonal to all.
 * @returns yields for each row i its angles to 0..i-1, radians, in an array that is used again.
 */
export function* rowsOfAngles(
  units: readonly Float64Array[],
): Generator<readonly [i: number, angles: Float64Array], void, undefined> {
  const angles = new Float64Array(units.length + 3);
  for (const [i, a] of units.entries()) {
    for (let j = 0; j < i; j += 4) {
      const last = i - 1;
      const b = units[j]!;
      const c = units[Math.min(j + 1, last)]!;
      const d = units[Math.min(j + 2, last)]!;
      const e = units[Math.min(j + 3, last)]!;
      let [ab, ac, ad, ae] = [0, 0, 0, 0];
      for (let k = 0; k < a.length; k++) {
        const value = a[k]!;
        ab += value * b[k]!;
        ac += value * c[k]!;
        ad += value * d[k]!;
        ae += value * e[k]!;
      }
      angles[j] = angleOf(ab, a, b);
      angles[j + 1] = angleOf(ac, a, c);
      angles[j + 2] = angleOf(ad, a, d);
      angles[j + 3] = angleOf(ae, a, e);
    }
    yield [i, angles.subarray(0, i)];
  }
}

function angleOf(cosine: number, a: Float64Array, b: Float64Array): number {
  return Math.abs(cosine) < 0.9 ? Math.acos(cosine) : angleBetween(a, b);
}
