import './first-questions.ts';
import '@fontsource-variable/inter/wght.css';
import '@mantine/core/styles.css';
import '@mantine/spotlight/styles.css';
import './app/theme/variables.css';
import './app/theme/tokens.css';
import './app/theme/base.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { runMenuAction } from './app/actions.ts';
import { onMenuAction } from './app/bridge.ts';
import { client } from './app/client.ts';
import { LanguageProvider } from './app/language.tsx';
import { LookProvider } from './app/preferences.tsx';
import { ReadingProvider } from './app/reading/index.tsx';
import { ToastProvider } from './app/toasts.tsx';
import { AddFolderProvider } from './shell/add-folder/index.tsx';
import { ImportVectorsProvider } from './shell/import-vectors/index.tsx';
import { Lock } from './shell/lock/Lock.tsx';

onMenuAction(runMenuAction);

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <LanguageProvider>
        <LookProvider>
          <ToastProvider>
            <Lock>
              <ReadingProvider>
                <AddFolderProvider>
                  <ImportVectorsProvider>
                    <App />
                  </ImportVectorsProvider>
                </AddFolderProvider>
              </ReadingProvider>
            </Lock>
          </ToastProvider>
        </LookProvider>
      </LanguageProvider>
    </QueryClientProvider>
  </StrictMode>,
);
