/** The input of the networks: a picture as a resized, padded and normalised tensor. */
import type { Pixels } from '../../contract/index.ts';

/** Where a picture lies in the square that a network sees, in the picture's pixels. */
export interface Square {
  side: number;
  left: number;
  top: number;
}

/** The picture in the top left corner. */
export function corneredSquare({ width, height }: Pixels): Square {
  return { side: Math.max(width, height), left: 0, top: 0 };
}

/** The picture in the middle; of an odd rest, the larger half is after it. */
export function centredSquare({ width, height }: Pixels): Square {
  const side = Math.max(width, height);
  return { side, left: Math.floor((side - width) / 2), top: Math.floor((side - height) / 2) };
}

/** The network's picture: `width` × `height` out of a square of `side` pixels, from the top left. */
export interface Grid {
  width: number;
  height: number;
  side: number;
}

/**
 * What a detector sees: no more of the black below or beside a picture that is not square than its maps need.
 * @param step the maps fit together on pictures whose sides are multiples of it. @param margin pixels of black that are left.
 */
export function gridOf(
  { width, height }: Pixels,
  { side, step, margin }: { side: number; step: number; margin: number },
): Grid {
  const longest = Math.max(width, height);
  const cells = (length: number) =>
    Math.min(side, step * Math.ceil(((length * side) / longest + margin) / step));
  return { side, width: cells(width), height: cells(height) };
}

/** What becomes of a pixel's value, 0..255: `(value − mean) · scale`, red, green and blue. */
export interface Normalisation {
  mean: readonly [number, number, number];
  scale: number;
}

/**
 * Resizes a picture as the networks were trained and are known to work: black around it up to the square, bilinear with
 * the top left corners on each other, no smoothing if it shrinks (tf.image.resizeBilinear without its options).
 *
 * @param target takes height · width · 3 numbers from `offset` on.
 */
export function resample(
  { width, height, data }: Pixels,
  square: Square,
  grid: Grid,
  { mean, scale }: Normalisation,
  target: Float32Array,
  offset = 0,
): void {
  const columns = taps(grid.width, grid.side, square.side, square.left, width);
  const rows = taps(grid.height, grid.side, square.side, square.top, height);
  const [meanRed, meanGreen, meanBlue] = mean;
  let to = offset;
  for (let row = 0; row < grid.height; row++) {
    const line0 = 3 * width * rows.at0[row]!;
    const line1 = 3 * width * rows.at1[row]!;
    const y0 = scale * rows.weight0[row]!;
    const y1 = scale * rows.weight1[row]!;
    for (let column = 0; column < grid.width; column++) {
      const x0 = columns.weight0[column]!;
      const x1 = columns.weight1[column]!;
      // No lists taken apart: they would take five times as long.
      const w00 = x0 * y0;
      const w10 = x1 * y0;
      const w01 = x0 * y1;
      const w11 = x1 * y1;
      const at0 = 3 * columns.at0[column]!;
      const at1 = 3 * columns.at1[column]!;
      const p = line0 + at0;
      const q = line0 + at1;
      const r = line1 + at0;
      const s = line1 + at1;
      target[to++] = w00 * data[p]! + w10 * data[q]! + w01 * data[r]! + w11 * data[s]! - scale * meanRed;
      target[to++] =
        w00 * data[p + 1]! + w10 * data[q + 1]! + w01 * data[r + 1]! + w11 * data[s + 1]! - scale * meanGreen;
      target[to++] =
        w00 * data[p + 2]! + w10 * data[q + 2]! + w01 * data[r + 2]! + w11 * data[s + 2]! - scale * meanBlue;
    }
  }
}

/** The two pixels between which each place of one axis lies, and their weights: 0 for what lies outside the picture. */
function taps(count: number, gridSide: number, squareSide: number, before: number, length: number) {
  const at0 = new Int32Array(count);
  const at1 = new Int32Array(count);
  const weight0 = new Float64Array(count);
  const weight1 = new Float64Array(count);
  const inside = (position: number) => position >= before && position < before + length;
  for (let i = 0; i < count; i++) {
    const position = (i * squareSide) / gridSide;
    const first = Math.floor(position);
    const second = Math.min(first + 1, squareSide - 1);
    const rest = position - first;
    if (inside(first)) {
      at0[i] = first - before;
      weight0[i] = 1 - rest;
    }
    if (inside(second)) {
      at1[i] = second - before;
      weight1[i] = rest;
    }
  }
  return { at0, at1, weight0, weight1 };
}
