export { poorBecause, type RatedFace, withinLimits } from './limits.ts';
export { qualityParts, rate, rating } from './rating.ts';
