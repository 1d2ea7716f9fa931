export { buildGallery, cosine, matchProbe, meanDirection } from './gallery.ts';
export { shareInterval } from './intervals.ts';
export { type Pair, type PairPhoto, parsePairs } from './pairs.ts';
export { calibrateThreshold, galleryScores } from './threshold.ts';
export { verify } from './verify.ts';
