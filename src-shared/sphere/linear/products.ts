import { angleBetween } from '../../vectors.ts';

/**
 * Angles between each vector and all before it, row by row of the triangle: the inner products of two with four at a
 * time, which reads each number a third as often.
 *
 * @param units [n][d], unit vectors; a zero vector is orthogonal to all.
 * @returns yields for each row i its angles to 0..i-1, radians, in an array that is used again.
 */
export function* rowsOfAngles(
  units: readonly Float64Array[],
): Generator<readonly [i: number, angles: Float64Array], void, undefined> {
  const count = units.length;
  const [upper, lower] = [new Float64Array(count + 4), new Float64Array(count + 4)];
  for (let i = 0; i < count; i += 2) {
    // Column i is the upper row's own, and the last of the lower one.
    for (let j = 0; j <= i; j += 4) anglesOf(units, i, j, upper, lower);
    yield [i, upper.subarray(0, i)];
    if (i + 1 < count) yield [i + 1, lower.subarray(0, i + 1)];
  }
}

/** Angles of rows i and i + 1 to columns j to j + 3, or as far as there are any. */
function anglesOf(
  units: readonly Float64Array[],
  i: number,
  j: number,
  upper: Float64Array,
  lower: Float64Array,
): void {
  const a = units[i]!;
  const b = units[Math.min(i + 1, units.length - 1)]!;
  const c = units[j]!;
  const d = units[Math.min(j + 1, i)]!;
  const e = units[Math.min(j + 2, i)]!;
  const f = units[Math.min(j + 3, i)]!;
  let [ac, ad, ae, af] = [0, 0, 0, 0];
  let [bc, bd, be, bf] = [0, 0, 0, 0];
  for (let k = 0; k < a.length; k++) {
    // Not taken apart from an array, which would cost ten times as much here.
    const ak = a[k]!;
    const bk = b[k]!;
    const ck = c[k]!;
    const dk = d[k]!;
    const ek = e[k]!;
    const fk = f[k]!;
    ac += ak * ck;
    ad += ak * dk;
    ae += ak * ek;
    af += ak * fk;
    bc += bk * ck;
    bd += bk * dk;
    be += bk * ek;
    bf += bk * fk;
  }
  upper[j] = angleOf(ac, a, c);
  upper[j + 1] = angleOf(ad, a, d);
  upper[j + 2] = angleOf(ae, a, e);
  upper[j + 3] = angleOf(af, a, f);
  lower[j] = angleOf(bc, b, c);
  lower[j + 1] = angleOf(bd, b, d);
  lower[j + 2] = angleOf(be, b, e);
  lower[j + 3] = angleOf(bf, b, f);
}

function angleOf(cosine: number, a: Float64Array, b: Float64Array): number {
  return Math.abs(cosine) < 0.9 ? Math.acos(cosine) : angleBetween(a, b);
}
