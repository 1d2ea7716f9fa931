export { chipSize, chipTransform } from './align.ts';
export { centralFace, prominentFace } from './main-face.ts';
export {
  type ModelFiles,
  modelFileNames,
  modelNames,
  pretrainedWeightsIn as pretrainedWeights,
} from './models.ts';
export { intersectionOverUnion } from './networks/boxes.ts';
export { free } from './pixels.ts';
export { estimatePose } from './pose.ts';
export {
  type Surroundings,
  sampleThumbnail,
  surroundingsOf,
  thumbnailSide,
  thumbnailSpan,
} from './thumbnail.ts';
export { featureVersion, visionVersion } from './version.ts';
export { createVision, meanFeature, type Vision } from './vision.ts';
