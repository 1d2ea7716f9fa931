/** Components in a document without a browser, within what the window gives each of its parts. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { LanguageProvider, useLanguage } from '../../src-renderer/app/language.tsx';
import { LookProvider } from '../../src-renderer/app/preferences.tsx';
import { ToastProvider } from '../../src-renderer/app/toasts.tsx';

/** Shows a part of the interface, beside a button that changes its language. */
export function show(part: ReactNode) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  return render(part, {
    wrapper: ({ children }) => (
      <QueryClientProvider client={client}>
        <LanguageProvider>
          <LookProvider>
            <ToastProvider>
              <OtherLanguage />
              {children}
            </ToastProvider>
          </LookProvider>
        </LanguageProvider>
      </QueryClientProvider>
    ),
  });
}

function OtherLanguage() {
  const { language, choose } = useLanguage();
  return (
    <button type="button" onClick={() => choose(language === 'en' ? 'ja' : 'en')}>
      other language
    </button>
  );
}
