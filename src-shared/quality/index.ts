export { poorBecause, type RatedFace, withinLimits } from './limits.ts';
export { qualityParts, type Rating, rate } from './rating.ts';
