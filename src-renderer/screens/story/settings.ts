import type { Parameter } from '../../../src-shared/losses/index.ts';
import { numberIn } from '../../components/parameter-values.ts';
import type { SliderRange } from '../../components/slider-scale.ts';

export type NumberParameter = Extract<Parameter, { kind: 'number' }>;

/** The number that is typed in, where it is one that the slider could be at; null elsewhere. */
export function numberWithin({ min, max, whole }: SliderRange, text: string): number | null {
  const value = numberIn(text);
  return value >= min && value <= max && (!whole || Number.isInteger(value)) ? value : null;
}

/** Numbers out of what is typed in, by name; null where one of them is none. */
export function numbersWithin<N extends string>(
  ranges: Readonly<Record<N, SliderRange>>,
  texts: Readonly<Record<N, string>>,
): Record<N, number> | null {
  const names = Object.keys(ranges) as N[];
  const values = names.map((name) => [name, numberWithin(ranges[name], texts[name])] as const);
  return values.every(([, value]) => value !== null)
    ? (Object.fromEntries(values) as Record<N, number>)
    : null;
}
