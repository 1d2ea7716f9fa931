import { z } from 'zod';
import type { Quality } from '../contract/index.ts';

/** What speaks for a face, each from 0 (useless) to 1 (nothing to be wished for). */
const parts = z.object({
  size: z.number(),
  sharpness: z.number(),
  exposure: z.number(),
  pose: z.number(),
  /** The detector's own score. */
  score: z.number(),
});
export type QualityParts = z.infer<typeof parts>;

export const qualityParts = [
  'size',
  'sharpness',
  'exposure',
  'pose',
  'score',
] as const satisfies readonly (keyof QualityParts)[];

export const rating = z.object({
  /** 0..1: the geometric mean of the parts, so that one that is useless cannot be made up for by the others. */
  overall: z.number(),
  parts,
});
export type Rating = z.infer<typeof rating>;

/** Pixels of the box's shorter side at which the part is a half: the backbone sees 150. */
const halfSize = 40;
/** Laplacian variance at which the part is a half: photos of people stand at some hundred, blurs below twenty. */
const halfSharp = 50;

/**
 * One figure for how well a face can be seen, and its parts. With half-values h as above,
 *
 *     size       1 − 2^(−pixels / h)
 *     sharpness  1 − 2^(−variance / h)
 *     exposure   (1 − |2 brightness / 255 − 1|³) (1 − shadows) (1 − highlights)
 *     pose       cos² yaw · cos² pitch; 0 beyond a right angle
 *     score      the detector's
 *     overall    (size · sharpness · exposure · pose · score)^(1/5)
 *
 * The parts and the squared cosines are those of ISO/IEC 29794-5 (face image quality) and its reference implementation
 * OFIQ; saturation and the mean are our own choice. Roll has no part, as alignment turns the face upright. What is not
 * known of an older face is not held against it.
 */
export function rate({ quality, score }: { quality: Quality; score: number }): Rating {
  const { size, sharpness, brightness, clipped, pose } = quality;
  const light = 1 - Math.abs((2 * brightness) / 255 - 1) ** 3;
  const unclipped = clipped === null ? 1 : (1 - clipped.shadows) * (1 - clipped.highlights);
  const parts: QualityParts = {
    size: saturating(size, halfSize),
    sharpness: saturating(sharpness, halfSharp),
    exposure: share(light * unclipped),
    pose: pose === null ? 1 : turned(pose.yaw) * turned(pose.pitch),
    score: share(score),
  };
  const product = qualityParts.reduce((all, name) => all * parts[name], 1);
  return { overall: product ** (1 / qualityParts.length), parts };
}

const share = (value: number) => Math.min(1, Math.max(0, value));
const saturating = (value: number, half: number) => 1 - 2 ** (-Math.max(0, value) / half);
const turned = (degrees: number) => Math.max(0, Math.cos((degrees * Math.PI) / 180)) ** 2;
