import type { Pixels } from '../contract/index.ts';
import { chipSize, chipTransform, type Similarity } from './align.ts';

/** Pixels of a thumbnail's side. */
export const thumbnailSide = 56;
/** Side of the square that a thumbnail shows, in those of the chip in its middle. */
export const thumbnailSpan = 2;
/** Samples along the side of a thumbnail's pixel at most: bounds the time of a large face. */
const mostSamples = 6;

/**
 * A face with its surroundings, small and grey, aligned as its chip is: by it photos are compared pixel by pixel.
 * @param transform takes the chip's pixels to the photo's.
 * @returns thumbnailSide² luminances (Rec. 601) row by row, 1 to 255; 0 where the photo ends.
 */
export function sampleThumbnail(photo: Pixels, { a, b, tx, ty }: Similarity): Uint8Array<ArrayBuffer> {
  const { width, height, data } = photo;
  const cell = (thumbnailSpan * chipSize) / thumbnailSide;
  const start = -((thumbnailSpan - 1) / 2) * chipSize - 0.5;
  const samples = Math.min(mostSamples, Math.max(1, Math.ceil(Math.hypot(a, b) * cell)));
  const out = new Uint8Array(thumbnailSide * thumbnailSide);
  for (let i = 0; i < out.length; i++) {
    const left = start + cell * (i % thumbnailSide);
    const top = start + cell * Math.floor(i / thumbnailSide);
    let sum = 0;
    for (let k = 0; k < samples * samples; k++) {
      const x = left + (cell * ((k % samples) + 0.5)) / samples;
      const y = top + (cell * (Math.floor(k / samples) + 0.5)) / samples;
      const [u, v] = [a * x - b * y + tx, b * x + a * y + ty];
      if (!(u >= -0.5 && v >= -0.5 && u <= width - 0.5 && v <= height - 0.5)) {
        sum = Number.NaN;
        break;
      }
      sum += lightAt(data, width, height, Math.max(u, 0), Math.max(v, 0));
    }
    if (!Number.isNaN(sum)) out[i] = Math.min(255, Math.max(1, Math.round(sum / (samples * samples))));
  }
  return out;
}

/** Bilinear. */
function lightAt(data: Uint8Array, width: number, height: number, u: number, v: number): number {
  const [u0, v0] = [Math.min(Math.floor(u), width - 1), Math.min(Math.floor(v), height - 1)];
  const [fu, fv] = [u - u0, v - v0];
  const right = u0 + 1 < width ? 3 : 0;
  const below = v0 + 1 < height ? 3 * width : 0;
  const at = 3 * (v0 * width + u0);
  const light = (p: number) => 0.299 * data[p]! + 0.587 * data[p + 1]! + 0.114 * data[p + 2]!;
  return (
    (1 - fv) * ((1 - fu) * light(at) + fu * light(at + right)) +
    fv * ((1 - fu) * light(at + below) + fu * light(at + below + right))
  );
}

/** How a photo lies around one of its faces. */
export interface Surroundings {
  /** How far the chip is turned in the photo, radians, clockwise. */
  turn: number;
  /** Photo pixels that a chip's pixel is wide. */
  scale: number;
  /** The photo's edges, seen from the middle of the chip, in the chip's pixels. */
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** @param landmarks 68 points, x and y in turn, photo pixels. */
export function surroundingsOf(
  landmarks: ArrayLike<number>,
  photo: { width: number; height: number },
): Surroundings {
  const { a, b, tx, ty } = chipTransform(landmarks);
  const middle = (chipSize - 1) / 2;
  const [x, y] = [a * middle - b * middle + tx, b * middle + a * middle + ty];
  const scale = Math.hypot(a, b);
  return {
    turn: Math.atan2(b, a),
    scale,
    left: (-0.5 - x) / scale,
    top: (-0.5 - y) / scale,
    right: (photo.width - 0.5 - x) / scale,
    bottom: (photo.height - 0.5 - y) / scale,
  };
}
