export { type Calibration, calibrate, type Fallback } from './calibration.ts';
export { type DealtPhoto, deal } from './deal.ts';
export { fallbacks } from './fallbacks.ts';
export { cosine, Gallery, meanDirection } from './gallery.ts';
export { type FaceScores, GalleryScores } from './gallery-scores.ts';
export { openSetCurve, searchAll, shareWithin } from './identify.ts';
export { shareInterval } from './intervals.ts';
export {
  comparedFalseAlarms,
  compareOpenSet,
  type OpenSetComparison,
  type OpenSetSearches,
  type PairedFigure,
  type PairedSearches,
  searchOpenSet,
} from './open-set.ts';
export { type Pair, type PairPhoto, parsePairs } from './pairs.ts';
export { openSetPrior, outcomesOf, type Prediction, reliabilityOf } from './probability.ts';
export { equalErrorPoint, pointAtFalseAccept } from './roc.ts';
export { byCosine, type Neighbour, type VectorIndex } from './vector-index.ts';
export { verdictOf } from './verdict.ts';
export { verify } from './verify.ts';
