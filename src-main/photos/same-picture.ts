/** Whether two photos of a face are copies of one picture: by their pixels, however each is cropped, scaled, lit or mirrored. */
import { chipSize, type Surroundings, thumbnailSide, thumbnailSpan } from '../../src-shared/vision/index.ts';
import { noWarp, register, type Square, type Warp } from './registration.ts';

/** A face of a photo, as it is compared. */
export interface FacePicture extends Surroundings {
  /** See src-shared/vision/thumbnail.ts. */
  thumbnail: Uint8Array;
}

/** A face made ready to be compared with many. */
export interface Comparable {
  /** [lookTerms], of mean 0 and length 1: the product of two is the correlation of the faces as they lie. */
  look: Float32Array;
  /** The same of its mirror image. */
  mirroredLook: Float32Array;
  picture: FacePicture;
}

/** Pixels of the thumbnail's middle that make a look, from brows to mouth, and a look's own side. */
const lookPart = 20;
const lookSide = 5;
export const lookTerms = lookSide ** 2;

/**
 * Registration from coarse to fine: by how much each level is smaller than the thumbnail, under which correlation the pictures
 * are not compared any further, and the rounds at most.
 */
const levels = [
  { factor: 4, least: 0.8, rounds: 10 },
  { factor: 2, least: 0.93, rounds: 8 },
  { factor: 1, least: 0, rounds: 8 },
] as const;

/**
 * Figures that copies reach and different photos do not; docs/BENCHMARKS.md has how many of both do. A copy is not turned, and
 * one of the two photos holds the whole of the other, but for crops of the same photo of which neither does.
 */
const limits = {
  /** Correlation of all that both photos show, and of the face alone. */
  all: 0.975,
  face: 0.97,
  /** From here on both may be crops of a third. */
  surely: 0.99,
  /** Degrees. */
  turn: 0.3,
  /** Of the smaller photo's shorter side: by how much it may reach beyond the other. */
  beyond: 0.0125,
};
/**
 * Few pixels show little in which two photos could differ: for faces that the camera made under this, in photo pixels a chip pixel.
 * Noise of JPEG or rounding weighs as much there as a photo taken anew, but a copy keeps its place exactly, and so may correlate less.
 */
const tiny = { scale: 0.2, all: 0.995, face: 0.99, inPlace: { all: 0.9925, turn: 0.15, beyond: 0.002 } };

/**
 * The least product of the looks of two copies: those of caltech-faces and lfw-dev that are found lie at 0.92 and more. Of tiny
 * faces the landmarks lie less exactly.
 */
export const leastLook = { usual: 0.85, tiny: 0.7 };

/** Luminances at which a brightened or darkened copy may have been cut off. */
const clipped = { dark: 4, bright: 250 };

export function comparable(picture: FacePicture): Comparable {
  const look = lookOf(picture.thumbnail);
  return { look, mirroredLook: mirrored({ side: lookSide, values: look }).values, picture };
}

/** A picture at all levels, from the coarsest to the finest, and its mirror image. */
interface Levels {
  plain: readonly Square[];
  mirrored: readonly Square[];
}

/** Of those compared last: all of a large library's would take gigabytes. */
const lastLevels = new Map<FacePicture, Levels>();
const mostLevels = 1000;

function levelsOf(picture: FacePicture): Levels {
  const cached = lastLevels.get(picture);
  if (cached !== undefined) return cached;
  const light = Float32Array.from(picture.thumbnail, (value) =>
    value <= clipped.dark || value >= clipped.bright ? Number.NaN : value,
  );
  const plain = levels.map(({ factor }) => shrunk({ side: thumbnailSide, values: light }, factor));
  const made = { plain, mirrored: plain.map(mirrored) };
  if (lastLevels.size === mostLevels) lastLevels.delete(lastLevels.keys().next().value!);
  lastLevels.set(picture, made);
  return made;
}

/** Whether two faces are seen in the same picture, as it is or mirrored. */
export function isSamePicture(a: Comparable, b: Comparable): boolean {
  const least = isTiny(a) && isTiny(b) ? leastLook.tiny : leastLook.usual;
  return (
    (dot(a.look, b.look) >= least && isSame(a, b, false)) ||
    (dot(a.look, b.mirroredLook) >= least && isSame(a, b, true))
  );
}

function isTiny({ picture }: Comparable): boolean {
  return picture.scale < tiny.scale;
}

function isSame(a: Comparable, b: Comparable, isMirrored: boolean): boolean {
  const firstLevels = levelsOf(a.picture).plain;
  const secondLevels = levelsOf(b.picture)[isMirrored ? 'mirrored' : 'plain'];
  let found = { warp: noWarp, correlation: -1 };
  for (const [i, { least, rounds }] of levels.entries()) {
    const [turnAndScale, x, y] = [found.warp.slice(0, 2), found.warp[2], found.warp[3]];
    // Each level is twice as fine as the one before it.
    const start = [...turnAndScale, 2 * x, 2 * y] as unknown as Warp;
    found = register(firstLevels[i]!, secondLevels[i]!, start, rounds);
    if (found.correlation < least) return false;
  }
  const areTiny = isTiny(a) || isTiny(b);
  const place = placeOf(a.picture, b.picture, found.warp, isMirrored);
  if (Math.abs(place.turn) > limits.turn) return false;
  const { inPlace } = tiny;
  const isInPlace = Math.abs(place.turn) <= inPlace.turn && place.beyond <= inPlace.beyond;
  const ofTiny = isInPlace ? inPlace.all : tiny.all;
  if (found.correlation < (areTiny ? ofTiny : limits.all)) return false;
  const face = register(middleOf(firstLevels.at(-1)!), secondLevels.at(-1)!, found.warp, 0);
  if (face.correlation < (areTiny ? tiny.face : limits.face)) return false;
  return place.beyond <= limits.beyond || (!areTiny && found.correlation >= limits.surely);
}

/** How the first photo lies in the second, by their faces. */
function placeOf(a: Surroundings, b: Surroundings, warp: Warp, isMirrored: boolean) {
  const pixel = (thumbnailSpan * chipSize) / thumbnailSide;
  const turned = Math.atan2(warp[1], 1 + warp[0]) - a.turn;
  const turn = isMirrored ? turned - b.turn : turned + b.turn;
  const scale = Math.hypot(1 + warp[0], warp[1]);
  // The shift in the second photo's directions, to which its mirror image is turned the other way.
  const side = isMirrored ? -1 : 1;
  const [cos, sin] = [Math.cos(b.turn), Math.sin(b.turn)];
  const [x, y] = [side * pixel * warp[2], pixel * warp[3]];
  const [shiftX, shiftY] = [cos * x - sin * y, sin * x + cos * y];
  const [left, right] = isMirrored ? [-a.right, -a.left] : [a.left, a.right];
  const frame = {
    left: scale * left + shiftX,
    right: scale * right + shiftX,
    top: scale * a.top + shiftY,
    bottom: scale * a.bottom + shiftY,
  };
  return {
    turn: (Math.asin(Math.sin(turn)) * 180) / Math.PI,
    beyond: Math.min(beyond(b, frame), beyond(frame, b)),
  };
}

type Frame = Pick<Surroundings, 'left' | 'top' | 'right' | 'bottom'>;

/** How far a frame reaches beyond another, in its own shorter side. */
function beyond(inner: Frame, outer: Frame): number {
  const most = Math.max(
    outer.left - inner.left,
    outer.top - inner.top,
    inner.right - outer.right,
    inner.bottom - outer.bottom,
    0,
  );
  return most / Math.min(inner.right - inner.left, inner.bottom - inner.top);
}

/** The face alone: the middle, as large as the chip. */
function middleOf({ side, values }: Square): Square {
  const start = (side * (1 - 1 / thumbnailSpan)) / 2;
  const isFace = (at: number) => at >= start && at < side - start;
  return {
    side,
    values: values.map((value, i) => (isFace(i % side) && isFace(Math.floor(i / side)) ? value : Number.NaN)),
  };
}

/** The mean of each block of pixels, where at least half of them are known. */
function shrunk({ side, values }: Square, factor: number): Square {
  if (factor === 1) return { side, values };
  const small = side / factor;
  const out = new Float32Array(small * small);
  for (let i = 0; i < out.length; i++) {
    const start = factor * (Math.floor(i / small) * side + (i % small));
    let [sum, count] = [0, 0];
    for (let k = 0; k < factor * factor; k++) {
      const value = values[start + Math.floor(k / factor) * side + (k % factor)]!;
      if (Number.isNaN(value)) continue;
      sum += value;
      count++;
    }
    out[i] = 2 * count >= factor * factor ? sum / count : Number.NaN;
  }
  return { side: small, values: out };
}

function mirrored({ side, values }: Square): Square {
  return {
    side,
    values: values.map((_, i) => values[i - (i % side) + side - 1 - (i % side)]!),
  };
}

/** The face in blocks, standardised; where the photo ends its border is repeated. */
function lookOf(thumbnail: Uint8Array): Float32Array {
  const block = lookPart / lookSide;
  const start = (thumbnailSide - lookPart) / 2;
  const sums = Float32Array.from({ length: lookTerms }, (_, i) => {
    let [sum, count] = [0, 0];
    for (let k = 0; k < block * block; k++) {
      const row = start + block * Math.floor(i / lookSide) + Math.floor(k / block);
      const value = thumbnail[row * thumbnailSide + start + block * (i % lookSide) + (k % block)]!;
      if (value === 0) continue;
      sum += value;
      count++;
    }
    return count === 0 ? Number.NaN : sum / count;
  });
  const filled = sums.map((value, i) => (Number.isNaN(value) ? nearestKnown(sums, i) : value));
  const mean = filled.reduce((sum, value) => sum + value, 0) / lookTerms;
  const centred = filled.map((value) => value - mean);
  const length = Math.sqrt(dot(centred, centred));
  return length === 0 ? centred : centred.map((value) => value / length);
}

/** 0 where nothing is known. */
function nearestKnown(blocks: Float32Array, i: number): number {
  const distance = (k: number) =>
    ((k % lookSide) - (i % lookSide)) ** 2 + (Math.floor(k / lookSide) - Math.floor(i / lookSide)) ** 2;
  let nearest = -1;
  for (let k = 0; k < blocks.length; k++) {
    if (!Number.isNaN(blocks[k]!) && (nearest < 0 || distance(k) < distance(nearest))) nearest = k;
  }
  return nearest < 0 ? 0 : blocks[nearest]!;
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
