import type { Point3 } from '../../src-shared/sphere/index.ts';

/** What the picture shows. */
export interface SpherePicture {
  points: readonly Point3[];
  names: readonly string[];
  faceIds: readonly (number | null)[];
  /** For each centre its nearest and the true angle to it, degrees. */
  nearest: readonly { index: number; angle: number }[];
}
