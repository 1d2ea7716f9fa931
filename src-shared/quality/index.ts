export { poorBecause, type RatedFace, withinLimits } from './limits.ts';
export { qualityParts, rate } from './rating.ts';
