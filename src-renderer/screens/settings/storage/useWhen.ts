import { useLanguage } from '../../../app/language.tsx';

/** @returns how a time (ISO 8601) is written in the language of the window. */
export function useWhen(): (at: string) => string {
  const { language } = useLanguage();
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  return (at) => format.format(new Date(at));
}
