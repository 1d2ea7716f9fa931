import { useLanguage } from '../../app/language.tsx';

/** @returns how a day such as 2027-01-31 is written in the language of the window. */
export function useDay(): (day: string) => string {
  const { language } = useLanguage();
  // A day has no hours: it is the same in every place.
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' });
  return (day) => format.format(new Date(day));
}
