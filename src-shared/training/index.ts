export { chooseShare } from './choose-share.ts';
export { outlookOf } from './enough-data.ts';
export { searchDeal } from './fold-searches.ts';
export type { FramePlan } from './frames.ts';
export {
  decodeHead,
  embed,
  embedFound,
  encodeHead,
  featureSize,
  type Head,
  identityLayer,
  inputsOf,
  pretrainedHead,
  rawEmbeddings,
} from './head.ts';
export { numberPeople } from './number-people.ts';
export {
  dealUnseen,
  type OpenSetDeal,
  type OpenSetFold,
  openSetFolds,
  photosByPerson,
} from './open-set-folds.ts';
export { partOfTheWay } from './part-way.ts';
export { lossOf, type TrainData } from './prepared-run.ts';
export {
  expectedShare,
  type RecipeName,
  recipeNames,
  recipeOf,
  recipePaths,
  withRecipe,
} from './recipes.ts';
export type { Refusal } from './refusals.ts';
export { decodeTensors, encodeTensors, type StoredTensor } from './safetensors.ts';
export { splitOfRun } from './split.ts';
export { planStages, trainedSamples } from './stages.ts';
export { type TrainerEvent, train } from './train.ts';
export { createTrainer, type FromTrainer, type ToTrainer } from './trainer.ts';
export {
  measureIn,
  type SweepAnswers,
  type SweepTask,
  samplesOf,
  type TrialPace,
  trainHead,
} from './trial.ts';
export { watch } from './watch.ts';
export { withoutPeople, withoutRows } from './without-people.ts';
