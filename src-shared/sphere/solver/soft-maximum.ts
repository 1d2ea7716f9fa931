/** Points as one array [N * d], row after row. */
export interface ClosePairs {
  /** First and second point of each pair. */
  i: Int32Array;
  j: Int32Array;
  /** What is added to each pair's cosine: the logarithm of its weight over the exponent. */
  shift: Float64Array;
}

/** Terms below e^-40 of the largest change no digit of the sum. */
const negligible = 40;

/** The largest cosine between two of the points. @param units [N * d], unit vectors. */
export function largestCosine(units: Float64Array, dim: number): number {
  let largest = -1;
  for (let a = 0; a < units.length; a += dim) {
    for (let b = a + dim; b < units.length; b += dim) {
      const cosine = cosineAt(units, a, b, dim);
      if (cosine > largest) largest = cosine;
    }
  }
  return largest;
}

/** The pairs whose cosine is no further than `margin` below the largest. @param units [N * d], unit vectors. */
export function nearPairs(units: Float64Array, dim: number, margin: number): ClosePairs {
  const least = largestCosine(units, dim) - margin;
  const [first, second]: [number[], number[]] = [[], []];
  for (let a = 0; a < units.length; a += dim) {
    for (let b = a + dim; b < units.length; b += dim) {
      if (cosineAt(units, a, b, dim) < least) continue;
      first.push(a / dim);
      second.push(b / dim);
    }
  }
  return { i: Int32Array.from(first), j: Int32Array.from(second), shift: new Float64Array(first.length) };
}

function cosineAt(units: Float64Array, a: number, b: number, dim: number): number {
  let sum = 0;
  for (let k = 0; k < dim; k++) sum += units[a + k]! * units[b + k]!;
  return sum;
}

/**
 * (1/p) log Σ exp(p (cos + shift)) over pairs, which tends to the largest cosine as the exponent p rises.
 * @param cosines [pairs], filled. @param weights [pairs], filled: each pair's share of the sum.
 */
export function softMaximum(
  units: Float64Array,
  dim: number,
  { i, j, shift }: ClosePairs,
  exponent: number,
  cosines: Float64Array,
  weights: Float64Array,
): number {
  let top = Number.NEGATIVE_INFINITY;
  for (let pair = 0; pair < i.length; pair++) {
    const cosine = cosineAt(units, i[pair]! * dim, j[pair]! * dim, dim);
    cosines[pair] = cosine;
    const height = cosine + shift[pair]!;
    if (height > top) top = height;
  }
  let sum = 0;
  for (let pair = 0; pair < i.length; pair++) {
    const power = exponent * (cosines[pair]! + shift[pair]! - top);
    const weight = power < -negligible ? 0 : Math.exp(power);
    weights[pair] = weight;
    sum += weight;
  }
  for (let pair = 0; pair < i.length; pair++) weights[pair]! /= sum;
  return top + Math.log(sum) / exponent;
}

/**
 * Where the largest cosine of points on the top of a soft maximum goes as the exponent p rises. The top changes with 1/p by the
 * entropy of the pairs' weights, and so, to first order, ends at the weighted mean of the cosines.
 */
export function expectedCosine(
  units: Float64Array,
  dim: number,
  pairs: ClosePairs,
  exponent: number,
): number {
  const [cosines, weights] = [new Float64Array(pairs.i.length), new Float64Array(pairs.i.length)];
  softMaximum(units, dim, pairs, exponent, cosines, weights);
  return cosines.reduce((sum, cosine, pair) => sum + weights[pair]! * cosine, 0);
}

/** The soft maximum of the directions of any rows, with its gradient by the rows: what `minimise` takes. */
export function softMaximumOf(size: number, dim: number, pairs: ClosePairs, exponent: number) {
  const units = new Float64Array(size);
  const lengths = new Float64Array(size / dim);
  const cosines = new Float64Array(pairs.i.length);
  const weights = new Float64Array(pairs.i.length);
  return (x: Float64Array, gradient: Float64Array): number => {
    units.set(x);
    normaliseRows(units, dim, lengths);
    const value = softMaximum(units, dim, pairs, exponent, cosines, weights);
    gradient.fill(0);
    for (let pair = 0; pair < weights.length; pair++) {
      const weight = weights[pair]!;
      if (weight === 0) continue;
      const [a, b] = [pairs.i[pair]! * dim, pairs.j[pair]! * dim];
      for (let k = 0; k < dim; k++) {
        gradient[a + k]! += weight * units[b + k]!;
        gradient[b + k]! += weight * units[a + k]!;
      }
    }
    for (let at = 0; at < size; at += dim) {
      let along = 0;
      for (let k = 0; k < dim; k++) along += gradient[at + k]! * units[at + k]!;
      const length = lengths[at / dim]!;
      for (let k = 0; k < dim; k++) gradient[at + k] = (gradient[at + k]! - along * units[at + k]!) / length;
    }
    return value;
  };
}

/** Brings rows to length one. @param lengths [N], filled with what they were. */
export function normaliseRows(x: Float64Array, dim: number, lengths?: Float64Array): void {
  for (let at = 0; at < x.length; at += dim) {
    let squares = 0;
    for (let k = 0; k < dim; k++) squares += x[at + k]! ** 2;
    const length = Math.sqrt(squares);
    for (let k = 0; k < dim; k++) x[at + k]! /= length;
    if (lengths) lengths[at / dim] = length;
  }
}
