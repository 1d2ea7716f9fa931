import { en } from './en.ts';
import { ja } from './ja.ts';
import type { Failure, Wording, Wordings } from './problems.ts';

/** The languages that Tammes speaks. */
export type Language = 'en' | 'ja';

const languages: Readonly<Record<Language, Wordings>> = { en, ja };

/** What happened, and what to do about it, in a language. */
export function wordingOf({ problem, parameters }: Failure, language: Language): Wording {
  const say = languages[language][problem] as (
    parameters: Failure['parameters'],
  ) => readonly [string, string];
  const [message, remedy] = say(parameters);
  return { message, remedy };
}
