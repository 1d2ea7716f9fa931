import { direction, offset } from './face-direction.ts';

/**
 * Under this a feature is of something else: a face in profile, half in shadow, of face-api's samples lies at -0.45, things mostly
 * under -0.8. docs/BENCHMARKS.md has how many of both lie on either side.
 */
export const leastFaceScore = -0.5;

/**
 * How much a feature is one of a face: 1 about where those of faces lie, -1 about where those of things do that a detector takes
 * for a face. Linear in the feature, whose length says nothing.
 *
 * @param feature 256 numbers of the backbone, of an aligned chip, or the mean of those of chip and mirror image.
 */
export function faceScore(feature: ArrayLike<number>): number {
  return scoreOf(feature, direction, offset);
}

/** The same on another direction: for fitting one. */
export function scoreOf(feature: ArrayLike<number>, along: readonly number[], offset: number): number {
  let [sum, squares] = [0, 0];
  for (let i = 0; i < along.length; i++) {
    sum += along[i]! * feature[i]!;
    squares += feature[i]! ** 2;
  }
  return sum / Math.sqrt(squares) + offset;
}

/**
 * Second opinion on what a detector found: whether the describer, which has seen nothing but faces, sees one, too. It costs
 * nothing, as every face is described, and so it is asked about all, however sure the detector is.
 */
export function isFaceFeature(feature: ArrayLike<number>): boolean {
  return faceScore(feature) >= leastFaceScore;
}
