export { chipSize } from './align.ts';
export type { FaceApi, ModelFiles } from './face-api.ts';
export { modelNames } from './face-api.ts';
export { centralFace } from './main-face.ts';
export { modelFileNames, pretrainedWeights } from './models.ts';
export { visionVersion } from './version.ts';
export { createVision, type Vision } from './vision.ts';
