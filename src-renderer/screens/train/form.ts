import {
  parseInput,
  type TagCondition,
  type TrainSpec,
  trainSpec,
} from '../../../src-shared/contract/index.ts';
import {
  composeLoss,
  findLoss,
  hasCentres,
  type Loss,
  losses,
  type Regulariser,
  regularisers,
} from '../../../src-shared/losses/index.ts';
import { type RecipeName, recipeNames, recipePaths, withRecipe } from '../../../src-shared/training/index.ts';
import {
  type ListedSetting,
  nested,
  type Setting,
  type SettingPath,
  trainingSettings,
  valueAt,
} from '../../../src-shared/training-settings/index.ts';
import { SharedState } from '../../app/shared-state.ts';
import { numberIn, type ParameterTexts, valuesOf } from '../../components/parameter-values.ts';

/** The form as it is typed in. */
export interface FormValues {
  loss: string;
  /** Whose settings were filled in last. */
  recipe: string;
  /** The loss's and the regulariser's. */
  parameters: ParameterTexts;
  /** Empty: none. Kept, too, when a loss is chosen that takes none. */
  regulariser: string;
  /** Kept, too, while they do not apply. */
  settings: SettingTexts;
  /** Faces with this tag are left out; no preset decides it. */
  without: TagCondition | null;
}

/** What a part of the form is given. */
export interface FormPartProps {
  form: FormValues;
  set(change: Partial<FormValues>): void;
}

/** Settings as typed in: numbers are text until they are sent, and empty when off. */
export type SettingTexts = Readonly<Record<SettingPath, string | boolean>>;

/** CosFace, as its recipe for small folders has it: of all losses it gains most for people never seen (docs/LOSSES.md). */
export function defaultForm(): FormValues {
  return formOf('cosface', 'small');
}

/** Another loss or recipe: its settings are filled in, and all that no recipe decides is kept. */
export function choose(form: FormValues, { loss = form.loss, recipe = form.recipe }): FormValues {
  const fresh = formOf(loss, recipeNames.find((name) => name === recipe) ?? 'small');
  const ofRegulariser = Object.entries(form.parameters).filter(([name]) => isOfRegulariser(name));
  const decided = Object.entries(fresh.settings).filter(([path]) => recipePaths.has(path as SettingPath));
  return {
    ...form,
    loss,
    recipe,
    parameters: { ...Object.fromEntries(ofRegulariser), ...fresh.parameters },
    settings: { ...form.settings, ...Object.fromEntries(decided) },
  };
}

const isOfRegulariser = (name: string) =>
  regularisers.some(({ parameters }) => Object.hasOwn(parameters, name));

/** The form with a loss's recipe, and the contract's defaults for the rest. */
export function formOf(loss: string, recipe: RecipeName): FormValues {
  return formOfSpec(trainSpec.parse(withRecipe({ loss }, recipe)), recipe);
}

/** The form that stands for a run's spec, to start another from. */
export function formOfSpec(spec: TrainSpec, recipe: RecipeName = 'small'): FormValues {
  const parameters = Object.entries(spec.parameters).map(([name, value]) => [name, String(value)]);
  const texts = trainingSettings.map(({ path }) => [path, textOf(valueAt(spec, path))]);
  return {
    loss: spec.loss,
    recipe,
    parameters: Object.fromEntries(parameters),
    regulariser: spec.regulariser ?? '',
    settings: Object.fromEntries(texts) as SettingTexts,
    without: spec.without,
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

/** Whether a setting has an effect, given the loss and the other settings. */
export function applies({ when }: ListedSetting, form: FormValues): boolean {
  const loss = findLoss(form.loss);
  const traits = {
    hasCentres: hasCentres(loss),
    comparesSamples: loss.comparesSamples === true,
    canSampleClasses: composeLoss(form.loss, chosenRegulariser(form)?.id ?? null).canSampleClasses === true,
  };
  return when === undefined || when.holds((path) => form.settings[path as SettingPath], traits);
}

/** Whether the form's run will have fixed class centres. */
export function isFixed({ loss, settings }: FormValues): boolean {
  return settings.centres === 'spread' && hasCentres(findLoss(loss));
}

/** The regulariser that the form's run will have: none beside fixed centres. */
export function chosenRegulariser(form: FormValues): Regulariser | null {
  const { loss, regulariser } = form;
  if (isFixed(form)) return null;
  return regularisersFor(findLoss(loss)).find(({ id }) => id === regulariser) ?? null;
}

/**
 * The form as a spec; settings that do not apply are left at their defaults.
 * @throws TammesError 'bad-input' for a value that the contract refuses.
 */
export function specOf(form: FormValues): TrainSpec {
  const regulariser = chosenRegulariser(form)?.id ?? null;
  const { title, parameters } = composeLoss(form.loss, regulariser);
  const applying = trainingSettings.filter((setting) => applies(setting, form));
  const spec = {
    loss: form.loss,
    parameters: valuesOf(parameters, form.parameters),
    regulariser,
    without: form.without,
    ...nested(applying.map((setting) => [setting.path, typedValue(setting, form.settings[setting.path])])),
  };
  return parseInput(trainSpec, spec, title);
}

/** A setting's value, as a spec has it, from what is typed in. */
function typedValue(setting: Setting, text: string | boolean): unknown {
  if (typeof text === 'boolean') return text;
  // Text that is no option is sent as it is, for the contract to refuse.
  if (setting.kind === 'choice') {
    return setting.options.find(({ value }) => String(value) === text)?.value ?? text;
  }
  return setting.kind === 'number' && setting.isOptional && text === '' ? null : numberIn(text);
}

function textOf(value: unknown): string | boolean {
  if (typeof value === 'boolean') return value;
  return value === null ? '' : String(value);
}
