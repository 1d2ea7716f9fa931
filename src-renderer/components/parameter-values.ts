import type { Parameter, ParameterValues } from '../../src-shared/losses/index.ts';

/** What is typed in, by parameter name; absent: the default. */
export type ParameterTexts = Readonly<Record<string, string>>;

/** Of all that is typed in, the values that a schema knows; an empty number is none. */
export function valuesOf(
  parameters: Readonly<Record<string, Parameter>>,
  texts: ParameterTexts,
): ParameterValues {
  const applicable = Object.entries(texts).filter(([name]) => Object.hasOwn(parameters, name));
  return Object.fromEntries(
    applicable.map(([name, text]) => [name, parameters[name]!.kind === 'number' ? numberIn(text) : text]),
  );
}

/** The number that a text stands for; NaN for an empty one, which `Number` takes for 0. */
export function numberIn(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text);
}

/** The letter that a number's title ends with, as that of "Scale s"; Japanese titles have Greek letters as such. */
export function symbolOf({ kind, title }: Parameter): string | null {
  const symbol = title.ja.split(' ').at(-1)!;
  return kind === 'number' && /^[a-zα-ω]\d?$/.test(symbol) ? symbol : null;
}
