/** Shaders that treat each row of a matrix by itself, a workgroup a row: see `normalise`, `targetAngleOf`, `orthogonal`. */
import { overThreads, type Shader } from './shader.ts';

const threads = 64;

export const unitRows: Shader = {
  inputs: ['vectors'],
  outputs: ['unit', 'norm', 'inverseNorm'],
  threads,
  code: `${overThreads}
const zeroLength = 1e-30;
fn run(row: u32, thread: u32) {
  if (row >= arrayLength(&norm)) { return; }
  let columns = arrayLength(&vectors) / arrayLength(&norm);
  let start = row * columns;
  // Scaled by the largest entry first, so that squares stay within float32. Drivers may divide by a product of divisors,
  // which is why none of them is tiny.
  var top = 0.0;
  for (var i = thread; i < columns; i += threads) { top = max(top, abs(vectors[start + i])); }
  let most = maxOf(top, thread);
  let isZero = most <= zeroLength;
  let largest = select(most, 1.0, isZero);
  var squares = 0.0;
  for (var i = thread; i < columns; i += threads) {
    let x = vectors[start + i] / largest;
    squares += x * x;
  }
  let size = select(sqrt(sumOf(squares, thread)), 0.0, isZero);
  let divisor = select(size, 1.0, isZero);
  for (var i = thread; i < columns; i += threads) {
    unit[start + i] = (vectors[start + i] / largest) / divisor;
  }
  if (thread == 0u) {
    norm[row] = size * largest;
    inverseNorm[row] = select(1.0 / (divisor * largest), 0.0, isZero);
  }
}`,
};

export const targetAngle: Shader = {
  inputs: ['samples', 'centres'],
  outputs: ['cosine', 'sine'],
  threads,
  code: `${overThreads}
fn run(row: u32, thread: u32) {
  if (row >= arrayLength(&cosine)) { return; }
  let columns = arrayLength(&samples) / arrayLength(&cosine);
  var products = 0.0;
  var differences = 0.0;
  var sums = 0.0;
  for (var i = row * columns + thread; i < (row + 1u) * columns; i += threads) {
    let x = samples[i];
    let y = centres[i];
    products += x * y;
    differences += (x - y) * (x - y);
    sums += (x + y) * (x + y);
  }
  let along = sumOf(sums, thread);
  let across = sumOf(differences, thread);
  let product = sumOf(products, thread);
  if (thread == 0u) {
    cosine[row] = clamp(product, -1.0, 1.0);
    // With a zero vector, which counts as orthogonal to all, both chords are no longer than 1.
    sine[row] = select(0.5 * sqrt(across * along), 1.0, across + along < 3.0);
  }
}`,
};

export const orthogonal: Shader = {
  inputs: ['unit', 'inverseNorm', 'gradient'],
  outputs: ['out'],
  threads,
  code: `${overThreads}
fn run(row: u32, thread: u32) {
  if (row >= arrayLength(&inverseNorm)) { return; }
  let columns = arrayLength(&unit) / arrayLength(&inverseNorm);
  let start = row * columns;
  var sum = 0.0;
  for (var i = thread; i < columns; i += threads) { sum += unit[start + i] * gradient[start + i]; }
  let along = sumOf(sum, thread);
  for (var i = thread; i < columns; i += threads) {
    out[start + i] = (gradient[start + i] - unit[start + i] * along) * inverseNorm[row];
  }
}`,
};

/**
 * WGSL of a scaled logit. The limit keeps drivers from subtracting before the product is rounded: for the largest the
 * difference has to be exactly 0, as scales may be in the thousands.
 */
export const scaledLogit = `
const never = -1e9;
fn scaled(logit: f32, scale: f32) -> f32 { return max(logit * scale, never); }`;

/** The sum of exponentials over the classes other than a row's own: see `othersOf`. */
export const othersSum: Shader = {
  inputs: ['logits', 'labels', 'scale'],
  outputs: ['top', 'sums'],
  threads: 256,
  code: `${overThreads}${scaledLogit}
fn logit(row: u32, column: u32, columns: u32) -> f32 {
  return select(scaled(logits[row * columns + column], scale[row]), never, column == u32(labels[row]));
}
fn run(row: u32, thread: u32) {
  if (row >= arrayLength(&labels)) { return; }
  let columns = arrayLength(&logits) / arrayLength(&labels);
  var most = never;
  for (var i = thread; i < columns; i += threads) { most = max(most, logit(row, i, columns)); }
  let largest = maxOf(most, thread);
  var sum = 0.0;
  for (var i = thread; i < columns; i += threads) { sum += exp(logit(row, i, columns) - largest); }
  let total = sumOf(sum, thread);
  if (thread == 0u) {
    top[row] = largest;
    sums[row] = total;
  }
}`,
};
