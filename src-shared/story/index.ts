/** The story: figures that show why each loss was invented, each with the claim that it makes as a number. */
import type { StoryFigure } from './figure.ts';
import { gain } from './gain.ts';
import { game } from './game.ts';
import { groupsFigure } from './groups.ts';
import { lengths } from './lengths.ts';
import { plane } from './plane-figure.ts';
import { pull } from './pull.ts';
import { regions } from './regions.ts';
import { scale } from './scale.ts';
import { uniformFigure } from './uniform.ts';

export type { Claim } from './claim.ts';
export { decodeDigits, digitData, digitSide } from './digits.ts';
export { decodeFaces, encodeFaces, type Faces, faceData } from './faces.ts';
export type { Checked, CheckProgress, Materials, StoryFigure as Figure } from './figure.ts';
export {
  fewestGainPeople,
  type GainPoint,
  type GainSettings,
  gainLosses,
  gainOverShares,
  trainable,
} from './gain.ts';
export { type GamePoint as Place, onSphere, scoreOf, startPlaces } from './game.ts';
export { type GroupsPoint, type GroupsSettings, groupShares, groupsOverShares } from './groups.ts';
export { kneeOf, type LengthCurve, lengthsOf } from './lengths.ts';
export {
  type PlaneEnd,
  type PlaneFrame,
  type PlaneLoss,
  type PlaneSettings,
  planeDefaults,
  planeFrames,
  planeLosses,
} from './plane.ts';
export { type PullPoint, type PullSettings, pullDefaults, pullOverSteps, pullRuns } from './pull.ts';
export { type Boundary, boundaryOf, type RegionLoss, regionLosses } from './regions.ts';
export { relaxed } from './relax.ts';
export { type ScalePoint, type ScaleSettings, scaleEpochs, scaleOverSteps } from './scale.ts';
export { type UniformFrame, type UniformSettings, uniformEpochs, uniformFrames } from './uniform.ts';
export { type Verdict, verdictOf } from './verdict.ts';

/** In the order of the story. */
export const figures: readonly StoryFigure[] = [
  plane,
  regions,
  lengths,
  scale,
  pull,
  uniformFigure,
  game,
  gain,
  groupsFigure,
];
