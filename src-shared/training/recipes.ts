/**
 * Settings under which each loss trains well, for what somebody leaves out.
 *
 * `small` fine-tunes a linear head from the pretrained one on some tens to some thousands of people. What counts is whether
 * people never seen are found among strangers; settings were found on one half of the people of three sets, and
 * docs/LOSSES.md reports on the other. `paper` is what the papers trained whole networks with on hundreds of thousands of photos.
 */
import type { z } from 'zod';
import type { trainSpec } from '../contract/index.ts';
import { type SettingPath, trainingSettings, valueAt } from '../training-settings/index.ts';

export const recipeNames = ['small', 'paper'] as const;
export type RecipeName = (typeof recipeNames)[number];

/** Part of a spec as the contract takes it. */
export type Recipe = Partial<
  Pick<
    z.input<typeof trainSpec>,
    'parameters' | 'optimiser' | 'schedule' | 'sampler' | 'epochs' | 'batchSize' | 'trainSingles'
  >
>;

/** The paper lets the margin in over thousands of steps; a short run would end with none. 5 is where it arrives. */
const margined = { annealing: 'fixed', lambda: 5 };

/**
 * Adam, few steps, on everybody: a person with a single photo is another to be told from.
 * @param parameters if the paper's are not right.
 */
const fineTuning = (learningRate: number, parameters?: Recipe['parameters']): Recipe => ({
  optimiser: { learningRate, weightDecay: 0 },
  epochs: 20,
  batchSize: 256,
  trainSingles: true,
  ...(parameters && { parameters }),
});

const small: Readonly<Record<string, Recipe>> = {
  contrastive: fineTuning(0.0001, { margin: 1.4 }),
  // Semi-hard triplets run out in batches of few people; the hardest of each photo do not (Hermans et al. 2017). Their time
  // grows with the cube of the batch.
  triplet: { ...fineTuning(0.0001, { mining: 'batchHard', soft: 'yes' }), batchSize: 64 },
  softmax: fineTuning(0.0001),
  center_loss: fineTuning(0.0001),
  modified_softmax: fineTuning(0.0001),
  normface: fineTuning(0.0005, { scale: 32 }),
  sphereface: fineTuning(0.0001, margined),
  cosface: fineTuning(0.0005),
  arcface: fineTuning(0.0005),
  combined_margin: fineTuning(0.0005),
  // Between all centres its repulsion takes the square of their number; singles would be most of them.
  uniformface: { ...fineTuning(0.0001, margined), trainSingles: false },
  adacos: fineTuning(0.0005),
  p2sgrad: fineTuning(0.00001),
  sphereface_r: fineTuning(0.0005),
  sphereface2: fineTuning(0.00001),
  curricularface: fineTuning(0.0005),
  // Embeddings are 2 to 5 long here, below the paper's 10, where the margin no longer depends on the length: all
  // lengths a tenth, and their weight with them, which is the same loss in another unit.
  magface: fineTuning(0.0005, { lowerNorm: 1, upperNorm: 11, lengthWeight: 3.5 }),
  adaface: fineTuning(0.0005),
  elasticface: fineTuning(0.0005),
  // Three sub-centres would have two photos each.
  subcenter_arcface: fineTuning(0.0005, { subcentres: 2 }),
  // The paper mixes from step 8,000 on, when such a run has long ended.
  vpl: fineTuning(0.0005, { start: 50, age: 5 }),
  circle_class: fineTuning(0.0005),
  circle_pair: fineTuning(0.0003),
  proxy_anchor: fineTuning(0.00001),
  supcon: fineTuning(0.0003),
};

/** How far any number of people bears each loss whose recipe gained where settings were tried; others have lost, or gained too little. */
const furthest: Readonly<Record<string, number>> = {
  // Further than that they lose what they have gained.
  triplet: 0.25,
  adacos: 0.25,
  sphereface_r: 0.25,
  cosface: 0.6,
  arcface: 0.6,
  combined_margin: 0.6,
  curricularface: 0.6,
  magface: 0.6,
  adaface: 0.6,
  elasticface: 0.6,
  subcenter_arcface: 0.6,
  vpl: 0.6,
  circle_class: 0.6,
};
/** The number of people that bears half of that. */
const halfway = 500;
/** With fewer photos any share lost, of hundreds of people, too: with two photos each nothing shows what stays the same. */
const fewestPhotos = 1000;

/**
 * The share of the way from the pretrained head to the trained one to expect before anything is measured: with few people
 * training learns more of these people and less of faces, so that the share rises with the square of their number first. 0 for a
 * loss that did not gain, and for too few photos: what is measured decides alone.
 *
 * @param people and their photos that are trained on.
 */
export function expectedShare(loss: string, { people, photos }: { people: number; photos: number }): number {
  if (photos < fewestPhotos) return 0;
  return ((furthest[loss] ?? 0) * people ** 2) / (people ** 2 + halfway ** 2);
}

/** SGD with momentum, as the papers on margins have it; drops that they space unevenly are spaced evenly here. */
const sgd = (batchSize: number, epochs: number, every: number): Recipe => ({
  optimiser: { kind: 'sgd', learningRate: 0.1, momentum: 0.9, weightDecay: 0.0005 },
  schedule: { kind: 'step', every, factor: 0.1 },
  batchSize,
  epochs,
});

/** Absent: the paper does not say, or uses what this trainer has not; its parameters are the loss's defaults. */
const paper: Readonly<Record<string, Recipe>> = {
  // FaceNet's batches: about 40 photos of a person.
  triplet: {
    optimiser: { kind: 'sgd', learningRate: 0.05 },
    sampler: { kind: 'identities', perPerson: 40 },
    batchSize: 1800,
  },
  center_loss: sgd(256, 10, 4),
  modified_softmax: sgd(128, 8, 3),
  sphereface: sgd(128, 8, 3),
  cosface: sgd(512, 31, 10),
  arcface: sgd(512, 33, 12),
  combined_margin: sgd(512, 33, 12),
  curricularface: sgd(512, 24, 7),
  magface: sgd(512, 25, 8),
  adaface: sgd(512, 24, 8),
  elasticface: sgd(512, 26, 7),
  subcenter_arcface: sgd(512, 33, 12),
  proxy_anchor: {
    optimiser: { kind: 'adam', learningRate: 0.0001, weightDecay: 0.0001 },
    batchSize: 180,
  },
};

/** What a recipe says of a loss: nothing if the defaults are right, or the loss is unknown. */
export function recipeOf(loss: string, name: RecipeName = 'small'): Recipe {
  const recipes = name === 'small' ? small : paper;
  return Object.hasOwn(recipes, loss) ? recipes[loss]! : {};
}

/** The settings that some recipe decides: a form that takes up another recipe changes these and no others. */
export const recipePaths: ReadonlySet<SettingPath> = new Set(
  trainingSettings
    .map(({ path }) => path)
    .filter((path) =>
      [small, paper].some((recipes) =>
        Object.values(recipes).some((recipe) => valueAt(recipe, path) !== undefined),
      ),
    ),
);

/** Part of a spec, as somebody gave it: not yet checked, what is undefined was left out. */
export interface GivenSpec {
  loss: string;
  [setting: string]: unknown;
}

/** A spec in which the recipe of its loss stands for what was not given; the contract's defaults come after it. */
export function withRecipe(given: GivenSpec, name: RecipeName = 'small'): GivenSpec {
  return { ...given, ...filled(given, recipeOf(given.loss, name)) };
}

type Settings = Record<string, unknown>;

function filled(given: Settings, recipe: Settings): Settings {
  const result = { ...given };
  for (const [setting, value] of Object.entries(recipe)) {
    const own = given[setting];
    if (own === undefined) result[setting] = value;
    else if (isGroup(own) && isGroup(value)) result[setting] = filled(own, value);
  }
  return result;
}

function isGroup(value: unknown): value is Settings {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
