export { chipSize, chipTransform, mirrored } from './align.ts';
export { cutFace, cutFromChip } from './cut.ts';
export { centralFace, prominentFace } from './main-face.ts';
export {
  backboneLayersIn,
  type ModelFiles,
  modelFileNames,
  modelNames,
  pretrainedWeightsIn as pretrainedWeights,
} from './models.ts';
export type { BackboneLayers } from './networks/backbone.ts';
export { intersectionOverUnion } from './networks/boxes.ts';
export type { Folded } from './networks/layers.ts';
export { meanColour } from './networks/mean-colour.ts';
export { free } from './pixels.ts';
export { estimatePose } from './pose.ts';
export {
  type Surroundings,
  sampleThumbnail,
  surroundingsOf,
  thumbnailSide,
  thumbnailSpan,
} from './thumbnail.ts';
export { backboneOfVersion, featureVersion, versionOfBackbone, visionVersion } from './version.ts';
export { type CutFace, createVision, meanFeature, type Vision } from './vision.ts';
