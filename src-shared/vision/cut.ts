/** A face cut from its photo as the network of somebody else knows faces. */
import type { Cut, Pixels } from '../contract/index.ts';
import { chipSize, chipTransform, fitPoints, type Similarity, sampleSquare } from './align.ts';

/**
 * Where eyes, the tip of the nose and the corners of the mouth lie in a square of 112 pixels: the template that ArcFace, SFace,
 * MobileFaceNet and their kin were trained on (insightface, utils/face_align.py).
 */
const template = [
  [38.2946, 51.6963],
  [73.5318, 51.5014],
  [56.0252, 71.7366],
  [41.5493, 92.3655],
  [70.7299, 92.2041],
] as const;
const templateSide = 112;

/** The same five points among the 68: means of the points from the first to before the second. */
const five = [
  [36, 42],
  [42, 48],
  [30, 31],
  [48, 49],
  [54, 55],
] as const;

/** Takes pixels of the cut to pixels of the photo. @param landmarks 68 points, x and y in turn, photo pixels. */
export function cutTransform(landmarks: ArrayLike<number>, { template: kind, side }: Cut): Similarity {
  if (kind === 'chip150') {
    const { a, b, tx, ty } = chipTransform(landmarks);
    // Pixels are squares: their middles lie half a pixel inside, at any size.
    const scale = chipSize / side;
    const shift = (scale - 1) / 2;
    return { a: a * scale, b: b * scale, tx: tx + shift * (a - b), ty: ty + shift * (b + a) };
  }
  const scale = side / templateSide;
  return fitPoints(
    five.map(([from, to], i) => {
      const [u, v] = meanPoint(landmarks, from, to);
      return { x: scale * template[i]![0], y: scale * template[i]![1], u, v };
    }),
  );
}

/** @returns RGB, `side` pixels wide and high. */
export function cutFace(photo: Pixels, landmarks: ArrayLike<number>, cut: Cut): Pixels {
  return sampleSquare(photo, cutTransform(landmarks, cut), cut.side);
}

/**
 * The cut from a stored chip, for a face whose photo is gone. The five-point template reaches 30 pixels above the chip: there its edge is
 * repeated.
 * @param landmarks of the photo.
 */
export function cutFromChip(chip: Pixels, landmarks: ArrayLike<number>, cut: Cut): Pixels {
  if (cut.template === 'chip150' && cut.side === chipSize) return chip;
  const { a, b, tx, ty } = chipTransform(landmarks);
  const square = a * a + b * b;
  const inChip = Array.from({ length: landmarks.length }, (_, i) => {
    const [u, v] = [landmarks[i - (i % 2)]! - tx, landmarks[i - (i % 2) + 1]! - ty];
    return (i % 2 === 0 ? a * u + b * v : a * v - b * u) / square;
  });
  return cutFace(chip, inChip, cut);
}

function meanPoint(landmarks: ArrayLike<number>, from: number, to: number): [number, number] {
  let [x, y] = [0, 0];
  for (let i = from; i < to; i++) {
    x += landmarks[2 * i]!;
    y += landmarks[2 * i + 1]!;
  }
  return [x / (to - from), y / (to - from)];
}
