/** How the form deals out the settings: some are always seen, the others lie folded in their parts, and all can be searched. */

import type { Language } from '../../../src-shared/errors/index.ts';
import {
  type FormPart,
  type ListedSetting,
  trainingSettings,
} from '../../../src-shared/training-settings/index.ts';
import { applies, type FormValues } from './form.ts';

/** Seen without unfolding anything. */
const always: readonly string[] = ['head.dim', 'epochs'];

export const alwaysShown = trainingSettings.filter(({ path }) => always.includes(path));

export function foldedOf(part: FormPart): readonly ListedSetting[] {
  return trainingSettings.filter((setting) => setting.part === part && !always.includes(setting.path));
}

/** Settings with all words of a search in their title, help or option. */
export function found(text: string, language: Language): readonly ListedSetting[] {
  const wanted = text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return trainingSettings.filter(({ title, help, flag }) => {
    const all = `${title[language]} ${help[language]} ${flag}`.toLocaleLowerCase();
    return wanted.every((word) => all.includes(word));
  });
}

/** The first few values of a part, as they stand in its folded line. */
export function summaryOf(settings: readonly ListedSetting[], form: FormValues, language: Language): string {
  return settings
    .filter((setting) => applies(setting, form) && setting.kind !== 'switch')
    .map((setting) => {
      const value = form.settings[setting.path];
      if (setting.kind !== 'choice') return String(value);
      return (
        setting.options.find((option) => String(option.value) === value)?.title[language] ?? String(value)
      );
    })
    .filter((text) => text !== '')
    .slice(0, 3)
    .join(' · ');
}
