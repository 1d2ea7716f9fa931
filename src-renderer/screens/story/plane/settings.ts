import { findLoss } from '../../../../src-shared/losses/index.ts';
import { type PlaneLoss, type PlaneSettings, planeDefaults } from '../../../../src-shared/story/index.ts';
import { symbolOf } from '../../../components/parameter-values.ts';
import type { LossSettings } from '../LossFields.tsx';
import {
  numbersWithin,
  type Parameters,
  parameterNumbers,
  type SliderParameter,
  seedRange,
} from '../settings.ts';

/** What decides a run. */
export interface PlaneRun {
  settings: PlaneSettings;
  seed: number;
}

/** The parameters that have a slider, of each loss. */
const shown: Readonly<Record<PlaneLoss, readonly string[]>> = {
  softmax: [],
  center_loss: ['lambda'],
  modified_softmax: [],
  sphereface: ['margin'],
  cosface: ['scale', 'margin'],
  arcface: ['scale', 'margin'],
  uniformface: ['margin', 'uniformWeight'],
};

/** A loss's parameters in the form, by their names, each with what it starts at. */
export function planeParameters(loss: PlaneLoss): Parameters {
  const { parameters } = findLoss(loss);
  return shown[loss].map((name) => {
    const parameter = parameters[name] as SliderParameter;
    return [name, { ...parameter, default: planeDefaults[loss][name] ?? parameter.default }] as const;
  });
}

/** Digits of each class that ship. */
export const planeRanges = {
  perClass: { min: 20, max: 300, step: 10, whole: true },
  epochs: { min: 1, max: 60, step: 1, whole: true },
  seed: seedRange,
};

/** The form as it is typed in. */
export interface PlaneForm extends LossSettings<PlaneLoss> {
  perClass: string;
  epochs: string;
  seed: string;
}

/** The run that the form asks for; null while something in it makes no sense. */
export function runOf({ loss, parameters, ...texts }: PlaneForm): PlaneRun | null {
  const numbers = numbersWithin(planeRanges, texts);
  const values = parameterNumbers(planeParameters(loss), parameters[loss] ?? {});
  if (numbers === null || values === null) return null;
  const { perClass, epochs, seed } = numbers;
  return { settings: { loss, parameters: values, perClass, epochs }, seed };
}

/** A run's name like "Center Loss λ=0.1", with the settings that differ from the defaults. */
export function settingsName({ settings, seed }: PlaneRun, first: PlaneForm): string {
  const { loss, parameters, perClass, epochs } = settings;
  const defined = findLoss(loss).parameters;
  return [
    findLoss(loss).title,
    ...Object.entries(parameters).map(([name, value]) => `${symbolOf(defined[name]!) ?? name}=${value}`),
    ...(String(perClass) === first.perClass ? [] : [`n=${perClass}`]),
    ...(String(epochs) === first.epochs ? [] : [`epochs=${epochs}`]),
    ...(String(seed) === first.seed ? [] : [`seed=${seed}`]),
  ].join(' ');
}
