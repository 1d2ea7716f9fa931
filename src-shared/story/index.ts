/** The story: figures that show why each loss was invented, each with the claim that it makes as a number. */
import type { Figure } from './figure.ts';
import { game } from './game.ts';
import { lengths } from './lengths.ts';
import { plane } from './plane.ts';
import { pull } from './pull.ts';
import { regions } from './regions.ts';
import { scale } from './scale.ts';
import { uniform } from './uniform.ts';

export type { Claim } from './claim.ts';
export { decodeDigits, digitSide } from './digits.ts';
export { decodeFaces, encodeFaces, type Faces } from './faces.ts';
export type { Checked, CheckProgress, Figure, Materials } from './figure.ts';
export { onSphere, type Place, scoreOf, startPlaces } from './game.ts';
export { kneeOf, type LengthCurve, lengthsOf } from './lengths.ts';
export { type Boundary, boundaryOf, type RegionLoss, regionLosses } from './regions.ts';
export { relaxed } from './relax.ts';

/** In the order of the story. */
export const figures: readonly Figure[] = [plane, regions, lengths, scale, pull, uniform, game];
