import { parseInput, type TrainSpec, trainSpec } from '../../../src-shared/contract/index.ts';
import {
  composeLoss,
  findLoss,
  hasCentres,
  type Loss,
  losses,
  type Regulariser,
  regularisers,
} from '../../../src-shared/losses/index.ts';
import { type RecipeName, recipeNames, withRecipe } from '../../../src-shared/training/index.ts';
import { SharedState } from '../../app/shared-state.ts';
import { numberIn, type ParameterTexts, valuesOf } from '../../components/parameter-values.ts';

/** The form as it is typed in: numbers are text until it is sent, and empty where nothing is wanted. */
export interface FormValues {
  loss: string;
  /** Whose settings were filled in last. */
  recipe: string;
  /** The loss's and the regulariser's. */
  parameters: ParameterTexts;
  /** Empty: none. Kept, too, when a loss is chosen that takes none. */
  regulariser: string;
  /** As the contract has it; kept, too, when a loss is chosen that has no centres. */
  centres: string;
  kind: string;
  dim: string;
  init: string;
  hidden: string;
  batchNorm: boolean;
  dropout: string;
  epochs: string;
  batchSize: string;
  optimiser: string;
  learningRate: string;
  momentum: string;
  weightDecay: string;
  clip: string;
  averageDecay: string;
  schedule: string;
  every: string;
  factor: string;
  warmupEpochs: string;
  sampler: string;
  perPerson: string;
  validation: string;
  patience: string;
  trainSingles: boolean;
  seed: string;
  backend: string;
}

/** ArcFace, as its recipe for small folders has it, and for the rest the contract's defaults. */
export function defaultForm(): FormValues {
  return formOf('arcface', 'small');
}

/** Another loss or recipe: its settings are filled in, and all that no recipe decides is kept. */
export function choose(form: FormValues, { loss = form.loss, recipe = form.recipe }): FormValues {
  const fresh = formOf(loss, recipeNames.find((name) => name === recipe) ?? 'small');
  const regularisers = Object.entries(form.parameters).filter(([name]) => isOfRegulariser(name));
  return {
    ...form,
    loss,
    recipe,
    parameters: { ...Object.fromEntries(regularisers), ...fresh.parameters },
    epochs: fresh.epochs,
    batchSize: fresh.batchSize,
    optimiser: fresh.optimiser,
    learningRate: fresh.learningRate,
    momentum: fresh.momentum,
    weightDecay: fresh.weightDecay,
    schedule: fresh.schedule,
    every: fresh.every,
    factor: fresh.factor,
    sampler: fresh.sampler,
    perPerson: fresh.perPerson,
  };
}

const isOfRegulariser = (name: string) =>
  regularisers.some(({ parameters }) => Object.hasOwn(parameters, name));

function formOf(loss: string, recipe: RecipeName): FormValues {
  const spec = trainSpec.parse(withRecipe({ loss }, recipe));
  const { head, optimiser, schedule, sampler, ...rest } = spec;
  const parameters = Object.entries(rest.parameters).map(([name, value]) => [name, String(value)]);
  return {
    loss: rest.loss,
    recipe,
    parameters: Object.fromEntries(parameters),
    regulariser: rest.regulariser ?? '',
    centres: rest.centres,
    kind: head.kind,
    dim: String(head.dim),
    init: head.init,
    hidden: String(head.hidden),
    batchNorm: head.batchNorm,
    dropout: String(head.dropout),
    epochs: String(rest.epochs),
    batchSize: String(rest.batchSize),
    optimiser: optimiser.kind,
    learningRate: String(optimiser.learningRate),
    momentum: String(optimiser.momentum),
    weightDecay: String(optimiser.weightDecay),
    clip: textOf(optimiser.clip),
    averageDecay: textOf(optimiser.averageDecay),
    schedule: schedule.kind,
    every: String(schedule.every),
    factor: String(schedule.factor),
    warmupEpochs: String(schedule.warmupEpochs),
    sampler: sampler.kind,
    perPerson: String(sampler.perPerson),
    validation: String(rest.validation),
    patience: textOf(rest.patience),
    trainSingles: rest.trainSingles,
    seed: String(rest.seed),
    backend: rest.backend,
  };
}

/** The form as it was left, while another screen is shown. */
export const trainForm = new SharedState(defaultForm());

/** By what a loss compares a photo with. */
export const lossGroups: Readonly<Record<'centres' | 'photos', readonly Loss[]>> = {
  centres: losses.filter(({ comparesSamples }) => !comparesSamples),
  photos: losses.filter(({ comparesSamples }) => comparesSamples),
};

/** What may be added to a loss: nothing without class centres, and not what is part of it already. */
export function regularisersFor(loss: Loss): readonly Regulariser[] {
  const isContained = ({ parameters }: Regulariser) =>
    Object.keys(parameters).some((name) => Object.hasOwn(loss.parameters, name));
  return hasCentres(loss) ? regularisers.filter((one) => !isContained(one)) : [];
}

/** Whether the form's run will have fixed class centres. */
export function isFixed({ loss, centres }: FormValues): boolean {
  return centres === 'spread' && hasCentres(findLoss(loss));
}

/** The regulariser that the form's run will have: none beside fixed centres. */
export function chosenRegulariser(form: FormValues): Regulariser | null {
  const { loss, regulariser } = form;
  if (isFixed(form)) return null;
  return regularisersFor(findLoss(loss)).find(({ id }) => id === regulariser) ?? null;
}

/** The form as a spec. @throws TammesError 'bad-input' for a value that the contract refuses. */
export function specOf(form: FormValues): TrainSpec {
  const regulariser = chosenRegulariser(form)?.id ?? null;
  const { title, parameters } = composeLoss(form.loss, regulariser);
  const spec = {
    loss: form.loss,
    parameters: valuesOf(parameters, form.parameters),
    regulariser,
    centres: isFixed(form) ? 'spread' : 'learned',
    head: {
      kind: form.kind,
      dim: Number(form.dim),
      init: form.init,
      hidden: numberIn(form.hidden),
      batchNorm: form.batchNorm,
      dropout: numberIn(form.dropout),
    },
    optimiser: {
      kind: form.optimiser,
      learningRate: numberIn(form.learningRate),
      momentum: numberIn(form.momentum),
      weightDecay: numberIn(form.weightDecay),
      clip: numberOrNull(form.clip),
      averageDecay: numberOrNull(form.averageDecay),
    },
    schedule: {
      kind: form.schedule,
      every: numberIn(form.every),
      factor: numberIn(form.factor),
      warmupEpochs: numberIn(form.warmupEpochs),
    },
    sampler: { kind: form.sampler, perPerson: numberIn(form.perPerson) },
    epochs: numberIn(form.epochs),
    batchSize: numberIn(form.batchSize),
    validation: numberIn(form.validation),
    patience: numberOrNull(form.patience),
    trainSingles: form.trainSingles,
    seed: numberIn(form.seed),
    backend: form.backend,
  };
  return parseInput(trainSpec, spec, title);
}

function textOf(value: number | null): string {
  return value === null ? '' : String(value);
}

function numberOrNull(text: string): number | null {
  return text === '' ? null : numberIn(text);
}
