/** Importing vectors, from any screen. */
import { createContext, lazy, type ReactNode, Suspense, use, useCallback, useState } from 'react';
import { ErrorBoundary } from '../../components/ErrorBoundary.tsx';
import { useVectorsNews } from './useVectorsNews.ts';

const ImportVectorsDialog = lazy(() => import('./ImportVectorsDialog.tsx'));

/** Asks which files become a library. @param path of vectors that are chosen already. */
type ImportVectors = (path?: string) => void;

const ImportVectorsContext = createContext<ImportVectors>(() => {});

export function ImportVectorsProvider({ children }: { children: ReactNode }) {
  /** Null: nothing is asked. */
  const [asked, setAsked] = useState<{ path: string } | null>(null);
  const ask = useCallback<ImportVectors>((path = '') => setAsked({ path }), []);
  const onClose = useCallback(() => setAsked(null), []);
  useVectorsNews();
  return (
    <ImportVectorsContext value={ask}>
      {children}
      {asked && (
        <ErrorBoundary>
          <Suspense fallback={null}>
            <ImportVectorsDialog {...asked} {...{ onClose }} />
          </Suspense>
        </ErrorBoundary>
      )}
    </ImportVectorsContext>
  );
}

export function useImportVectors(): ImportVectors {
  return use(ImportVectorsContext);
}
