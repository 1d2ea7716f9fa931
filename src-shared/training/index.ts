export type { FramePlan } from './frames.ts';
export {
  decodeHead,
  embed,
  encodeHead,
  type Head,
  pretrainedHead,
  rawEmbeddings,
} from './head.ts';
export { numberPeople } from './number-people.ts';
export { lossOf, type TrainData } from './prepared-run.ts';
export {
  expectedShare,
  type RecipeName,
  recipeNames,
  recipeOf,
  recipePaths,
  withRecipe,
} from './recipes.ts';
export { decodeTensors, encodeTensors } from './safetensors.ts';
export { splitOfRun } from './split.ts';
export { trainedSamples } from './stages.ts';
export { type TrainerEvent, train } from './train.ts';
export { createTrainer, type FromTrainer, type ToTrainer } from './trainer.ts';
export { watch } from './watch.ts';
