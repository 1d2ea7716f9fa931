/**
 * The aligned face chip that dlib's face-recognition ResNet was trained on: a similarity transform
 * (rotation, scale, shift) that takes a mean face shape to the landmarks, sampled to 150x150 pixels.
 *
 * face-api's own alignment only crops an upright box, which moves and turns the face within the chip
 * and costs accuracy.
 */
import type { Box, Pixels } from '../contract/index.ts';
import { meanShape, usedPoints } from './mean-shape.ts';

export const chipSize = 150;
/** Share of the mean shape's size that is added on each side. */
const padding = 0.25;

/** Maps chip to photo: x' = a x - b y + tx, y' = b x + a y + ty. */
export interface Similarity {
  a: number;
  b: number;
  tx: number;
  ty: number;
}

/**
 * The similarity transform that takes chip pixels to photo pixels, least squares over the landmarks
 * that dlib uses (no jaw, eyebrows or lower lip).
 *
 * Closed form of Umeyama (1991, "Least-squares estimation of transformation parameters between two
 * point patterns") in the plane, where a rotation with scale is one complex number; reflections are
 * not in its range.
 *
 * @param landmarks 68 points, x and y in turn, photo pixels.
 */
export function chipTransform(landmarks: ArrayLike<number>): Similarity {
  return fitPoints(
    usedPoints.map((point) => {
      const [x, y] = chipPoint(point);
      return { x, y, u: landmarks[2 * point]!, v: landmarks[2 * point + 1]! };
    }),
  );
}

/** The similarity transform that takes points (x, y) nearest to (u, v), least squares. */
export function fitPoints(points: readonly Record<'x' | 'y' | 'u' | 'v', number>[]): Similarity {
  const count = points.length;
  let mx = 0;
  let my = 0;
  let ux = 0;
  let uy = 0;
  for (const { x, y, u, v } of points) {
    mx += x / count;
    my += y / count;
    ux += u / count;
    uy += v / count;
  }
  let dot = 0;
  let cross = 0;
  let variance = 0;
  for (const point of points) {
    const x = point.x - mx;
    const y = point.y - my;
    const u = point.u - ux;
    const v = point.v - uy;
    dot += x * u + y * v;
    cross += x * v - y * u;
    variance += x * x + y * y;
  }
  const a = dot / variance;
  const b = cross / variance;
  return { a, b, tx: ux - a * mx + b * my, ty: uy - b * mx - a * my };
}

/** Where a point of the mean shape lies in the chip, in pixels. */
function chipPoint(point: number): [number, number] {
  const [x, y] = meanShape[point - 17]!;
  const scale = chipSize / (1 + 2 * padding);
  return [scale * (padding + x), scale * (padding + y)];
}

/** Samples the chip: see `sampleSquare`. */
export function sampleChip(photo: Pixels, transform: Similarity): Pixels {
  return sampleSquare(photo, transform, chipSize);
}

/**
 * Samples a square. Where the photo is larger than the square each of its pixels is the mean of a grid of
 * bilinear samples about one photo pixel apart, so that shrinking does not alias; beyond the photo's
 * border the edge is repeated.
 * @param transform from pixels of the square to pixels of the photo.
 */
export function sampleSquare(photo: Pixels, transform: Similarity, length: number): Pixels {
  const { a, b, tx, ty } = transform;
  const { width, height, data } = photo;
  const side = Math.max(1, Math.ceil(Math.hypot(a, b)));
  const weight = 1 / (side * side);
  const square = new Uint8Array(length * length * 3);
  let to = 0;
  for (let row = 0; row < length; row++) {
    for (let column = 0; column < length; column++) {
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let sy = 0; sy < side; sy++) {
        const y = row + (sy + 0.5) / side - 0.5;
        for (let sx = 0; sx < side; sx++) {
          const x = column + (sx + 0.5) / side - 0.5;
          const u = Math.min(Math.max(a * x - b * y + tx, 0), width - 1);
          const v = Math.min(Math.max(b * x + a * y + ty, 0), height - 1);
          const u0 = Math.floor(u);
          const v0 = Math.floor(v);
          const fu = u - u0;
          const fv = v - v0;
          const right = u0 + 1 < width ? 3 : 0;
          const below = v0 + 1 < height ? 3 * width : 0;
          const p = 3 * (v0 * width + u0);
          const w00 = (1 - fu) * (1 - fv);
          const w10 = fu * (1 - fv);
          const w01 = (1 - fu) * fv;
          const w11 = fu * fv;
          const q = p + right;
          const r = p + below;
          const s = r + right;
          red += w00 * data[p]! + w10 * data[q]! + w01 * data[r]! + w11 * data[s]!;
          green += w00 * data[p + 1]! + w10 * data[q + 1]! + w01 * data[r + 1]! + w11 * data[s + 1]!;
          blue += w00 * data[p + 2]! + w10 * data[q + 2]! + w01 * data[r + 2]! + w11 * data[s + 2]!;
        }
      }
      square[to++] = red * weight + 0.5;
      square[to++] = green * weight + 0.5;
      square[to++] = blue * weight + 0.5;
    }
  }
  return { width: length, height: length, data: square };
}

/** The picture left to right. */
export function mirrored({ width, height, data }: Pixels): Pixels {
  const out = new Uint8Array(data.length);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const from = 3 * (row * width + column);
      const to = 3 * (row * width + width - 1 - column);
      out[to] = data[from]!;
      out[to + 1] = data[from + 1]!;
      out[to + 2] = data[from + 2]!;
    }
  }
  return { width, height, data: out };
}

/**
 * The upright crop on which face-api describes a face, for comparison with the chip: a square as wide as the mean
 * distance from eyes to mouth divided by 0.45, with the middle of eyes and mouth at 50 % and 43 % of it, cut off at the
 * photo's border (face-api 1.7, FaceLandmarks.alignDlib).
 *
 * @param landmarks 68 points, x and y in turn, photo pixels.
 * @returns whole pixels within the photo.
 */
export function uprightBox(landmarks: ArrayLike<number>, photo: Pixels): Box {
  const [left, right, mouth] = [
    [36, 42],
    [42, 48],
    [48, 68],
  ].map(([from, to]) => centreOf(landmarks, from!, to!));
  const [middleX, middleY] = [(left!.x + right!.x + mouth!.x) / 3, (left!.y + right!.y + mouth!.y) / 3];
  const toMouth = ({ x, y }: { x: number; y: number }) => Math.hypot(mouth!.x - x, mouth!.y - y);
  const size = Math.max(1, Math.floor((toMouth(left!) + toMouth(right!)) / 2 / 0.45));
  const x = Math.min(Math.max(Math.floor(middleX - 0.5 * size), 0), photo.width - 1);
  const y = Math.min(Math.max(Math.floor(middleY - 0.43 * size), 0), photo.height - 1);
  return { x, y, width: Math.min(size, photo.width - x), height: Math.min(size, photo.height - y) };
}

/** Mean of the landmarks `from`..`to` (exclusive). */
function centreOf(landmarks: ArrayLike<number>, from: number, to: number): { x: number; y: number } {
  let [x, y] = [0, 0];
  for (let i = from; i < to; i++) {
    x += landmarks[2 * i]! / (to - from);
    y += landmarks[2 * i + 1]! / (to - from);
  }
  return { x, y };
}
