export {
  decodeHead,
  embed,
  encodeHead,
  type Head,
  normalised,
  pretrainedHead,
  rawEmbeddings,
} from './head.ts';
export { type Recipe, type RecipeName, recipeNames, recipeOf, withRecipe } from './recipes.ts';
export type { TrainData } from './run.ts';
export { decodeTensors, encodeTensors } from './safetensors.ts';
export { splitOfRun } from './split.ts';
export { type TrainerEvent, train } from './train.ts';
export { type Moment, watch } from './watch.ts';
