/** Newton's method: brings a good arrangement to ten digits. */
import { type ClosePairs, expectedCosine, normaliseRows, softMaximum } from './soft-maximum.ts';

/** Exponents of the soft maximum, each near enough to the one before for Newton's method. */
const exponents = [3e4, 1e5, 4e5, 1e6];
/** From this exponent on the end can be foreseen: with the first, points are still far from in place. */
const foresight = 1e5;
/** Pairs whose multiplier falls below e^-30 keep that much, so that they are noticed when they come to touch. */
const least = 30;
/** No coordinate moves further in a step, or pairs that are not watched would come to touch. */
const longest = 0.005;

/**
 * Brings points to the very top of the hill that they are on, where the pairs that touch all have the same angle to
 * some ten digits: Newton's method on the soft maximum of the cosines, and then its exponential multipliers
 * (Bertsekas, Constrained Optimization and Lagrange Multiplier Methods, 1982, ch. 5), which make the maximum exact.
 *
 * @param x [N * d], unit vectors; becomes where it ends.
 * @param pairs those that touch or might.
 * @param mostCosine the largest cosine with which it is worth going on to the end.
 */
export function polish(x: Float64Array, dim: number, pairs: ClosePairs, mostCosine: number): void {
  for (const exponent of exponents) {
    newton(x, dim, pairs, exponent);
    if (exponent >= foresight && expectedCosine(x, dim, pairs, exponent) > mostCosine) return;
  }
  const exponent = exponents.at(-1)!;
  const [cosines, weights] = [new Float64Array(pairs.i.length), new Float64Array(pairs.i.length)];
  for (let round = 0; round < 5; round++) {
    const value = softMaximum(x, dim, pairs, exponent, cosines, weights);
    let excess = 0;
    for (let pair = 0; pair < cosines.length; pair++) {
      excess = Math.max(excess, cosines[pair]! - value);
      const height = cosines[pair]! + pairs.shift[pair]! - value;
      pairs.shift[pair] = Math.max(height, -least / exponent);
    }
    if (round > 0 && excess < 1e-13) return;
    newton(x, dim, pairs, exponent);
  }
}

/** Newton's method in the tangent spaces, each step by conjugate gradients, with a line search. */
function newton(x: Float64Array, dim: number, pairs: ClosePairs, exponent: number): void {
  const [cosines, weights] = [new Float64Array(pairs.i.length), new Float64Array(pairs.i.length)];
  const [gradient, step, next] = [0, 1, 2].map(() => new Float64Array(x.length)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  let value = softMaximum(x, dim, pairs, exponent, cosines, weights);
  for (let iteration = 0; iteration < 12; iteration++) {
    slopeAt(x, dim, pairs, weights, gradient);
    descend(x, dim, pairs, exponent, cosines, weights, gradient, step);
    const slope = product(gradient, step);
    // Below the value's last digits.
    if (!(slope < -1e-16)) return;
    let nextValue = value;
    const reach = step.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    for (let length = Math.min(1, longest / reach), tries = 0; tries < 25; tries++, length /= 2) {
      for (let k = 0; k < x.length; k++) next[k] = x[k]! + length * step[k]!;
      normaliseRows(next, dim);
      nextValue = softMaximum(next, dim, pairs, exponent, cosines, weights);
      if (nextValue <= value + 1e-4 * length * slope) break;
    }
    if (!(nextValue < value)) return;
    x.set(next);
    value = nextValue;
  }
}

/** Gradient of the soft maximum in the tangent spaces. */
function slopeAt(
  x: Float64Array,
  dim: number,
  { i, j }: ClosePairs,
  weights: Float64Array,
  out: Float64Array,
): void {
  out.fill(0);
  for (let pair = 0; pair < i.length; pair++) {
    const weight = weights[pair]!;
    if (weight === 0) continue;
    const [a, b] = [i[pair]! * dim, j[pair]! * dim];
    for (let k = 0; k < dim; k++) {
      out[a + k]! += weight * x[b + k]!;
      out[b + k]! += weight * x[a + k]!;
    }
  }
  flatten(x, dim, out);
}

/** Takes the part along each point away. */
function flatten(x: Float64Array, dim: number, v: Float64Array): void {
  for (let at = 0; at < x.length; at += dim) {
    let along = 0;
    for (let k = 0; k < dim; k++) along += v[at + k]! * x[at + k]!;
    for (let k = 0; k < dim; k++) v[at + k]! -= along * x[at + k]!;
  }
}

/**
 * Hessian times v, both tangent: Σ λ (p a aᵀ + ∇²cos) v with a = ∇cos. What is missing, p g gᵀ of the gradient g, is zero
 * at the top.
 */
function curve(
  x: Float64Array,
  dim: number,
  { i, j }: ClosePairs,
  exponent: number,
  cosines: Float64Array,
  weights: Float64Array,
  v: Float64Array,
  out: Float64Array,
): void {
  out.fill(0);
  for (let pair = 0; pair < i.length; pair++) {
    const weight = weights[pair]!;
    if (weight < 1e-15) continue;
    const [a, b] = [i[pair]! * dim, j[pair]! * dim];
    let along = 0;
    for (let k = 0; k < dim; k++) along += x[b + k]! * v[a + k]! + x[a + k]! * v[b + k]!;
    const [stiff, bend] = [weight * exponent * along, weight * cosines[pair]!];
    for (let k = 0; k < dim; k++) {
      out[a + k]! += stiff * x[b + k]! + weight * v[b + k]! - bend * v[a + k]!;
      out[b + k]! += stiff * x[a + k]! + weight * v[a + k]! - bend * v[b + k]!;
    }
  }
  flatten(x, dim, out);
}

/** A step downhill: H step = -gradient by conjugate gradients, ended where H bends down (Steihaug 1983). */
function descend(
  x: Float64Array,
  dim: number,
  pairs: ClosePairs,
  exponent: number,
  cosines: Float64Array,
  weights: Float64Array,
  gradient: Float64Array,
  step: Float64Array,
): void {
  step.fill(0);
  const residual = gradient.map((value) => -value);
  const direction = residual.slice();
  const bent = new Float64Array(x.length);
  let rest = product(residual, residual);
  const enough = rest * Math.min(0.01, Math.sqrt(rest)) ** 2;
  for (let k = 0; k < 400 && rest > enough; k++) {
    curve(x, dim, pairs, exponent, cosines, weights, direction, bent);
    const bend = product(direction, bent);
    if (!(bend > 0)) {
      if (k === 0) step.set(direction);
      return;
    }
    const length = rest / bend;
    for (let m = 0; m < step.length; m++) {
      step[m]! += length * direction[m]!;
      residual[m]! -= length * bent[m]!;
    }
    const before = rest;
    rest = product(residual, residual);
    for (let m = 0; m < step.length; m++) direction[m] = residual[m]! + (rest / before) * direction[m]!;
  }
}

function product(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k]! * b[k]!;
  return sum;
}
