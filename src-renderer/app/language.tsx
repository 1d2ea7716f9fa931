import { createContext, type ReactNode, use, useEffect, useState } from 'react';
import type { Language } from '../../src-shared/errors/index.ts';
import { en, type Messages } from './messages/en.ts';
import { ja } from './messages/ja.ts';

const dictionaries: Record<Language, Messages> = { en, ja };
const storageKey = 'language';

interface LanguageState {
  language: Language;
  choose(language: Language): void;
}

const LanguageContext = createContext<LanguageState>({ language: 'en', choose: () => {} });

/** Starts with the language chosen before, or the browser's. */
export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(() => {
    const stored = localStorage.getItem(storageKey) ?? navigator.language;
    return stored.startsWith('ja') ? 'ja' : 'en';
  });
  useEffect(() => {
    document.documentElement.lang = language;
    localStorage.setItem(storageKey, language);
  }, [language]);
  return <LanguageContext value={{ language, choose: setLanguage }}>{children}</LanguageContext>;
}

export function useLanguage(): LanguageState {
  return use(LanguageContext);
}

/** All words of the interface in the language that is chosen. */
export function useMessages(): Messages {
  return dictionaries[useLanguage().language];
}
