export { chipSize } from './align.ts';
export { type ModelFiles, modelFileNames, modelNames, pretrainedWeights } from './models.ts';
export { createVision, type Vision } from './vision.ts';
