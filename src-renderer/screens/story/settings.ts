import type { Parameter } from '../../../src-shared/losses/index.ts';
import { numberIn, type ParameterTexts } from '../../components/parameter-values.ts';
import type { SliderRange } from '../../components/slider-scale.ts';

export type SliderParameter = Extract<Parameter, { kind: 'number' }>;
/** Parameters by their names, in the order in which they are shown. */
export type Parameters = readonly (readonly [string, SliderParameter])[];

export const seedRange: SliderRange = { min: 0, max: 1000, step: 1, whole: true };

/** The number that is typed in, if it is one that the slider could be at; else null. */
export function numberWithin({ min, max, whole }: SliderRange, text: string): number | null {
  const value = numberIn(text);
  return value >= min && value <= max && (!whole || Number.isInteger(value)) ? value : null;
}

/** Numbers out of what is typed in, by name; null if one of them is none. */
export function numbersWithin<N extends string>(
  ranges: Readonly<Record<N, SliderRange>>,
  texts: Readonly<Record<NoInfer<N>, string>>,
): Record<N, number> | null {
  const names = Object.keys(ranges) as N[];
  const values = names.map((name) => [name, numberWithin(ranges[name], texts[name])] as const);
  return values.every(([, value]) => value !== null)
    ? (Object.fromEntries(values) as Record<N, number>)
    : null;
}

/** The values of parameters; null if one that is typed in makes no sense. @param texts absent: the default. */
export function parameterNumbers(
  parameters: Parameters,
  texts: ParameterTexts,
): Record<string, number> | null {
  return numbersWithin(
    Object.fromEntries(
      parameters.map(([name, parameter]) => [name, { ...parameter, whole: parameter.whole ?? false }]),
    ),
    Object.fromEntries(
      parameters.map(([name, parameter]) => [name, texts[name] ?? String(parameter.default)]),
    ),
  );
}
