export { buildGallery, matchProbe, meanDirection } from './gallery.ts';
export { calibrateThreshold, galleryScores } from './threshold.ts';
