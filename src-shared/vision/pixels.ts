/** Pictures as bytes: cropping, padding, enlarging and freeing them. */
import type { Box, Pixels } from '../contract/index.ts';

/**
 * Gives the memory of a large picture back at once: until the garbage collector comes by, photo after photo would leave
 * several, and a process tens of megabytes more. Nobody may hold it any more.
 */
export function free({ data }: { data: Uint8Array | Float32Array }): void {
  (data.buffer as ArrayBuffer).transfer(0);
}

/**
 * A rectangle of a picture, which may reach beyond its borders: there the edge pixels are repeated.
 * @param box in whole pixels; width and height at least 1.
 */
export function crop(source: Pixels, box: Box): Pixels {
  const { x, y, width, height } = box;
  const data = new Uint8Array(width * height * 3);
  const clampedX = Int32Array.from(
    { length: width },
    (_, i) => 3 * Math.min(Math.max(x + i, 0), source.width - 1),
  );
  let to = 0;
  for (let row = 0; row < height; row++) {
    const line = 3 * source.width * Math.min(Math.max(y + row, 0), source.height - 1);
    for (let column = 0; column < width; column++) {
      const from = line + clampedX[column]!;
      data[to++] = source.data[from]!;
      data[to++] = source.data[from + 1]!;
      data[to++] = source.data[from + 2]!;
    }
  }
  return { width, height, data };
}

/**
 * The square frame of repeated edge pixels in which a picture is searched at last: twice its longer side, and at least 192
 * pixels. Measured on 80 faces of 23x28 pixels, which the detector would stretch to its 512 pixels and see as a blur, by the
 * frame's side: 128 found 20, 160 found 64, 192 found 79, 224 found 76, 300 almost none.
 */
export const wide = { times: 2, least: 192 } as const;

/**
 * The first frame of a small picture, most of which are of one face: at half the detector's side and a quarter of its
 * time. On 180 crops of 150x150 pixels it found all, with features that tell people apart as well; on 120 faces of 23x28
 * pixels as many as `wide`, which brings them to the same size.
 */
export const closeUp = { times: 2, least: 96, side: 256 } as const;
export interface PaddingRule {
  /** The frame's side, in the picture's longer sides, and in pixels at least. */
  times: number;
  least: number;
}

/** Whether `closeUp` comes first. */
export function isSmall({ width, height }: Pixels): boolean {
  return Math.max(width, height) <= 256;
}

/** Whether a face is what the picture is of: others, if any, are so small beside it that `closeUp` may miss them. */
export function isCloseUp({ width, height }: Pixels, face: Box): boolean {
  return Math.max(face.width, face.height) >= 0.3 * Math.max(width, height);
}

/** Above this the picture is shrunk before it is padded: the detector itself looks at 512 pixels. */
const largestToPad = 512;

/** Whether `wide` is larger than its own rule: the picture as it is can only be a blur to the detector. */
export function isTiny({ width, height }: Pixels): boolean {
  return wide.times * Math.max(width, height) < wide.least;
}

/** A picture in a square frame of repeated edge pixels. */
export interface Padded {
  pixels: Pixels;
  /** Maps a box found in `pixels` back to the picture. */
  toSource(box: Box): Box;
}

/** Puts the picture into the middle of a frame; a large one is shrunk for it. */
export function pad(source: Pixels, { times, least }: PaddingRule): Padded {
  const factor = Math.ceil(Math.max(source.width, source.height) / largestToPad);
  const small = shrink(source, factor);
  const side = Math.max(least, times * Math.max(small.width, small.height));
  const left = Math.floor((side - small.width) / 2);
  const top = Math.floor((side - small.height) / 2);
  return {
    pixels: crop(small, { x: -left, y: -top, width: side, height: side }),
    toSource: ({ x, y, width, height }) => ({
      x: (x - left) * factor,
      y: (y - top) * factor,
      width: width * factor,
      height: height * factor,
    }),
  };
}

/** Side of the smooth frame in the picture's longer sides. */
const smoothTimes = 4.6;
/** Pixels to which the longer side of a smaller picture is brought for it. */
const smoothSide = 112;

/**
 * Puts the picture into the middle of a frame of its mean colour, a small one enlarged smoothly. Repeated edge pixels make
 * streaks, which the detector may take for a part of the face, and a bilinear enlargement of a few pixels has edges.
 *
 * Of the 10 of 400 faces of 23x28 pixels that `closeUp` misses, this shows the detector 8, and `wide` none; of the 3 of 334
 * crops of 150x150 pixels all, where `wide` showed it a face of twice the size in 2.
 */
export function padSmoothly(source: Pixels): Padded {
  const longest = Math.max(source.width, source.height);
  const shrinking = Math.ceil(longest / largestToPad);
  const enlarging = Math.max(1, Math.floor(smoothSide / longest));
  const inner = enlarging > 1 ? enlarge(source, enlarging) : shrink(source, shrinking);
  const side = Math.round(smoothTimes * Math.max(inner.width, inner.height));
  const left = Math.floor((side - inner.width) / 2);
  const top = Math.floor((side - inner.height) / 2);
  const data = new Uint8Array(side * side * 3);
  const mean = [0, 1, 2].map((channel) => {
    let sum = 0;
    for (let i = channel; i < source.data.length; i += 3) sum += source.data[i]!;
    return sum / (source.width * source.height) + 0.5;
  });
  for (let i = 0; i < data.length; i += 3) data.set(mean, i);
  for (let row = 0; row < inner.height; row++) {
    const line = inner.data.subarray(3 * row * inner.width, 3 * (row + 1) * inner.width);
    data.set(line, 3 * ((top + row) * side + left));
  }
  const factor = shrinking / enlarging;
  return {
    pixels: { width: side, height: side, data },
    toSource: ({ x, y, width, height }) => ({
      x: (x - left) * factor,
      y: (y - top) * factor,
      width: width * factor,
      height: height * factor,
    }),
  };
}

/**
 * The picture enlarged by a whole factor with the cubic convolution of Keys (1981, "Cubic convolution interpolation for
 * digital image processing"), a = −0.5; beyond the border the edge is repeated.
 */
function enlarge({ width, height, data }: Pixels, factor: number): Pixels {
  const columns = cubicTaps(width, factor);
  const rows = cubicTaps(height, factor);
  const wide = new Float32Array(height * width * factor * 3);
  for (let row = 0; row < height; row++) {
    for (const [column, taps] of columns.entries()) {
      for (let channel = 0; channel < 3; channel++) {
        let sum = 0;
        for (const { at, weight } of taps) sum += weight * data[3 * (row * width + at) + channel]!;
        wide[3 * (row * width * factor + column) + channel] = sum;
      }
    }
  }
  const line = 3 * width * factor;
  const out = new Uint8ClampedArray(rows.length * line);
  for (const [row, taps] of rows.entries()) {
    for (let i = 0; i < line; i++) {
      let sum = 0;
      for (const { at, weight } of taps) sum += weight * wide[at * line + i]!;
      out[row * line + i] = sum;
    }
  }
  return { width: width * factor, height: rows.length, data: new Uint8Array(out.buffer) };
}

/** For each place of an enlarged axis the pixels that it is made of. */
function cubicTaps(length: number, factor: number): { at: number; weight: number }[][] {
  return Array.from({ length: length * factor }, (_, i) => {
    const position = (i + 0.5) / factor - 0.5;
    const first = Math.floor(position) - 1;
    return Array.from({ length: 4 }, (_, k) => ({
      at: Math.min(Math.max(first + k, 0), length - 1),
      weight: cubic(Math.abs(position - first - k)),
    }));
  });
}

/** Keys' kernel with a = −0.5. @param t distance, 0..2. */
function cubic(t: number): number {
  if (t <= 1) return (1.5 * t - 2.5) * t * t + 1;
  return t < 2 ? ((-0.5 * t + 2.5) * t - 4) * t + 2 : 0;
}

/** The picture shrunk by a whole factor, each pixel the mean of a block; an incomplete block at the end is dropped. */
function shrink(source: Pixels, factor: number): Pixels {
  if (factor === 1) return source;
  const width = Math.max(1, Math.floor(source.width / factor));
  const height = Math.max(1, Math.floor(source.height / factor));
  const [blockWidth, blockHeight] = [Math.min(factor, source.width), Math.min(factor, source.height)];
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let channel = 0; channel < 3; channel++) {
        let sum = 0;
        for (let dy = 0; dy < blockHeight; dy++) {
          const line = (y * factor + dy) * source.width + x * factor;
          for (let dx = 0; dx < blockWidth; dx++) sum += source.data[3 * (line + dx) + channel]!;
        }
        data[3 * (y * width + x) + channel] = sum / (blockWidth * blockHeight) + 0.5;
      }
    }
  }
  return { width, height, data };
}

/** Rec. 601 luminance of each pixel, 0..255. */
export function luminance({ width, height, data }: Pixels): Float32Array {
  const out = new Float32Array(width * height);
  for (let i = 0, j = 0; i < out.length; i++, j += 3) {
    out[i] = 0.299 * data[j]! + 0.587 * data[j + 1]! + 0.114 * data[j + 2]!;
  }
  return out;
}
