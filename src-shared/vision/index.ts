export { chipSize } from './align.ts';
export type { FaceApi, ModelFiles, ModelName } from './face-api.ts';
export { modelNames } from './face-api.ts';
export { featureSize, modelFileNames, pretrainedSize, pretrainedWeights } from './models.ts';
export { createVision, type Vision } from './vision.ts';
