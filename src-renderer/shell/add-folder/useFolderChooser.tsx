import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useCallback, useState } from 'react';
import { bridge } from '../../app/bridge.ts';
import { queryOf } from '../../app/data.ts';
import { useToasts } from '../../app/toasts.tsx';
import { ErrorBoundary } from '../../components/ErrorBoundary.tsx';

const FolderBrowser = lazy(() => import('./FolderBrowser.tsx'));

/**
 * Asks for a folder: by the system's dialog if there is one, else by the browser of folders.
 * @param onChoose must keep its identity for `ask` to keep its own. @param action words of the browser's button, unless it adds the folder.
 * @returns what asks, and what is to be drawn meanwhile.
 */
export function useFolderChooser(onChoose: (path: string) => void, action?: string) {
  const [asks, setAsks] = useState(false);
  const client = useQueryClient();
  const { fail } = useToasts();
  const ask = useCallback(() => {
    const choose = async () => {
      // Asked here, too: whoever clicks in the first moment is not to get the other dialog.
      const { canChooseFolder } = await client.ensureQueryData(queryOf('app.info', undefined));
      if (!canChooseFolder) return setAsks(true);
      const path = await bridge.call('app.chooseFolder', undefined);
      if (path !== null) onChoose(path);
    };
    choose().catch(fail);
  }, [client, onChoose, fail]);
  const dialog = asks && (
    <ErrorBoundary>
      <Suspense>
        <FolderBrowser
          {...(action !== undefined && { action })}
          onChoose={(path) => {
            setAsks(false);
            onChoose(path);
          }}
          onClose={() => setAsks(false)}
        />
      </Suspense>
    </ErrorBoundary>
  );
  return { ask, dialog };
}
