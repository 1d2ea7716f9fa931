export { buildGallery, type GalleryPerson, matchProbe, meanDirection } from './gallery.ts';
export { calibrateThreshold, galleryScores } from './threshold.ts';
