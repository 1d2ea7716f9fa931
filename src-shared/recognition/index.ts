export { type DealtPhoto, deal } from './deal.ts';
export { buildGallery, cosine, matchProbe, meanDirection } from './gallery.ts';
export { openSetCurve, searchAll, shareWithin } from './identify.ts';
export { shareInterval } from './intervals.ts';
export { type Pair, type PairPhoto, parsePairs } from './pairs.ts';
export { equalErrorPoint, pointAtFalseAccept } from './roc.ts';
export { calibrateThreshold, galleryScores } from './threshold.ts';
export { verify } from './verify.ts';
export { byCosine, type Neighbour, type VectorIndex } from './vector-index.ts';
