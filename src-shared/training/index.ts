export { decodeHead, embed, encodeHead, type Head, normalised, pretrainedHead } from './head.ts';
export { splitByPhoto } from './split.ts';
export { type TrainData, type TrainerEvent, train } from './train.ts';
