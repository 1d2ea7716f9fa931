import { z } from 'zod';

/** RGB pixels, row by row, 3 bytes a pixel, already upright. */
export const pixels = z.object({
  width: z.int().positive(),
  height: z.int().positive(),
  data: z.instanceof(Uint8Array),
});
export type Pixels = z.infer<typeof pixels>;

/** A rectangle in pixels of the photo as it was decoded. */
export const box = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() });
export type Box = z.infer<typeof box>;

/** How a head is turned, in degrees; see `vision/pose.ts`. A face that looks straight at the camera has 0, 0, 0. */
export const pose = z.object({
  /** Above 0: towards the right of the picture. */
  yaw: z.number(),
  /** Above 0: upwards. */
  pitch: z.number(),
  /** Above 0: clockwise, as seen. Alignment takes it away. */
  roll: z.number(),
});
export type Pose = z.infer<typeof pose>;

/** How well a face can be seen, as measured; `src-shared/quality` judges it. */
export const quality = z.object({
  /** Shorter side of the box in pixels. */
  size: z.number(),
  /** Variance of the Laplacian of the chip's luminance (0..255 scale): low means blurred. */
  sharpness: z.number(),
  /** Mean luminance of the chip, 0..255. */
  brightness: z.number(),
  /** Share of the chip's pixels whose luminance is at the very end of the scale; null for faces of an older version. */
  clipped: z.object({ shadows: z.number(), highlights: z.number() }).nullable(),
  /** Null if the landmarks are no shape. */
  pose: pose.nullable(),
});
export type Quality = z.infer<typeof quality>;

/** What finds faces: `ssd` is the more accurate, `tiny` the faster. */
export const detectorId = z.enum(['ssd', 'tiny']);
export type DetectorId = z.infer<typeof detectorId>;

/** How the faces of a photo are described. */
export const describeOptions = z.object({
  /** `chip`: turned, scaled and shifted as the backbone knows faces; `box`: face-api's own upright crop, to compare. */
  alignment: z.enum(['chip', 'box']).default('chip'),
  /** Whether the feature is the mean of the face's and its mirror image's, as in libraries; without it, to compare. */
  mirror: z.boolean().default(true),
  detector: detectorId.default('ssd'),
  /** Whether a large photo is searched for small faces, too, at several times the detector's time. */
  tiles: z.boolean().default(true),
});
export type DescribeOptions = z.infer<typeof describeOptions>;

/** As many as the backbone gives, 256 by the built-in one; larger ones than these are no network's, and would be infinite as float32. */
export const featureNumbers = z.array(z.number().min(-1e9).max(1e9)).min(2).max(2048);

/** One face found, aligned and described. */
export const describedFace = z.object({
  box,
  /** Detector's score, 0..1. */
  score: z.number(),
  /** 68 points, x and y in turn, in pixels of the photo. */
  landmarks: z.array(z.number()).length(136),
  quality,
  /** Pooled feature of the built-in backbone, before its last layer, the mean of both sides of the face; or another backbone's output. */
  feature: featureNumbers,
  /** What the feature is; absent: the built-in backbone's. */
  featureVersion: z.int().optional(),
  /** The built-in backbone's feature beside that of another one. */
  builtIn: featureNumbers.optional(),
  /** The aligned 150x150 chip, RGB. */
  chip: z.instanceof(Uint8Array),
  /** The face with its surroundings, 56x56, grey; 0 where the photo ends. */
  thumbnail: z.instanceof(Uint8Array),
});
export type DescribedFace = z.infer<typeof describedFace>;
