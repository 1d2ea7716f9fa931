/** Angles that no arrangement of N points on the sphere in d dimensions can exceed. Cosines fall as angles rise. */
/**
 * On the sphere in three dimensions (Fejes Tóth 1943): the largest angle, radians.
 * @param count at least 3.
 */
export function fejesToth(count: number): number {
  const w = (count * Math.PI) / (6 * (count - 2));
  return Math.acos((1 / Math.tan(w) ** 2 - 1) / 2);
}

/**
 * Levenshtein's universal bound (1979; Handbook of Coding Theory, 1998, ch. 6): the best that linear programming gives
 * with polynomials of the least degree that helps. N points whose cosines are all at most s are no more than L_m(d, s)
 * where s lies in the m-th interval; solved here for s.
 *
 * @param count N, at least 2. @param dim d, at least 3.
 * @returns the largest angle, radians.
 */
export function levenshtein(count: number, dim: number): number {
  let m = 1;
  while (designSize(dim, m + 1) < count) m++;
  const k = Math.ceil(m / 2);
  // L_m rises from designSize(m) to designSize(m + 1) over the interval between these two zeros.
  let [low, high] = m % 2 ? [zero11(dim, k - 1), zero10(dim, k)] : [zero10(dim, m / 2), zero11(dim, m / 2)];
  for (let step = 0; step < 100 && low < high; step++) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) break;
    if (levenshteinFunction(m, dim, middle) < count) low = middle;
    else high = middle;
  }
  return Math.acos(low);
}

/** Fewest points that a spherical design of strength m may have: D(d, m) of Delsarte, Goethals and Seidel (1977). */
function designSize(dim: number, m: number): number {
  const e = Math.floor(m / 2);
  if (m % 2) return 2 * choose(dim + e - 1, e);
  return choose(dim + e - 1, e) + choose(dim + e - 2, e - 1);
}

function choose(n: number, k: number): number {
  let product = 1;
  for (let i = 1; i <= k; i++) product *= (n - k + i) / i;
  return k < 0 ? 0 : product;
}

/** L_m(d, s), of Levenshtein (1998). */
function levenshteinFunction(m: number, dim: number, s: number): number {
  const k = Math.ceil(m / 2);
  const p = gegenbauer(dim, k + 1, s);
  if (m % 2) {
    const rest = (p[k - 1]! - p[k]!) / ((1 - s) * p[k]!);
    return choose(k + dim - 3, k - 1) * ((2 * k + dim - 3) / (dim - 1) - rest);
  }
  const rest = ((1 + s) * (p[k]! - p[k + 1]!)) / ((1 - s) * (p[k]! + p[k + 1]!));
  return choose(k + dim - 2, k) * ((2 * k + dim - 1) / (dim - 1) - rest);
}

/** Gegenbauer polynomials of the sphere in `dim` dimensions at s, P_0 to P_last, each 1 at s = 1. */
function gegenbauer(dim: number, last: number, s: number): number[] {
  const p = [1, s];
  for (let i = 1; i < last; i++) p.push(((2 * i + dim - 2) * s * p[i]! - i * p[i - 1]!) / (i + dim - 2));
  return p;
}

/** Largest zero of the Jacobi polynomial that belongs to (1 - s)(1 + s) times the sphere's weight; -1 of degree 0. */
function zero11(dim: number, degree: number): number {
  if (degree === 0) return -1;
  // These are the Gegenbauer polynomials of two dimensions more.
  return largestZero((s) => {
    const p = gegenbauer(dim + 2, degree, s);
    return [p[degree]!, slope(dim + 2, degree, s)];
  });
}

/** Largest zero of the Jacobi polynomial that belongs to (1 - s) times the sphere's weight: Σ r_i P_i up to its degree. */
function zero10(dim: number, degree: number): number {
  const harmonics = (i: number) => choose(i + dim - 1, i) - choose(i + dim - 3, i - 2);
  return largestZero((s) => {
    const p = gegenbauer(dim, degree, s);
    let [value, rise] = [0, 0];
    for (let i = 0; i <= degree; i++) {
      value += harmonics(i) * p[i]!;
      rise += harmonics(i) * slope(dim, i, s);
    }
    return [value, rise];
  });
}

/** P_i'(s), a multiple of the Gegenbauer polynomial of two dimensions more. */
function slope(dim: number, i: number, s: number): number {
  return i === 0 ? 0 : ((i * (i + dim - 2)) / (dim - 1)) * gegenbauer(dim + 2, i - 1, s).at(i - 1)!;
}

/** By Newton's steps from 1 downwards, which never pass the largest of zeros that are all real. */
function largestZero(polynomial: (s: number) => [value: number, slope: number]): number {
  let s = 1;
  for (let step = 0; step < 200; step++) {
    const [value, rise] = polynomial(s);
    const next = s - value / rise;
    if (!(next < s)) break;
    s = next;
  }
  return s;
}
