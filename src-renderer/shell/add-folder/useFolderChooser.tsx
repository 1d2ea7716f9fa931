import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useCallback, useEffect, useState } from 'react';
import type { FileEnding } from '../../../src-shared/contract/index.ts';
import { useAddress } from '../../app/address.ts';
import { bridge } from '../../app/bridge.ts';
import { queryOf } from '../../app/data.ts';
import { useToasts } from '../../app/toasts.tsx';
import { ErrorBoundary } from '../../components/ErrorBoundary.tsx';

const FolderBrowser = lazy(() => import('./FolderBrowser.tsx'));

/**
 * Asks for a folder or a file: by the system's dialog if there is one, else by the browser of folders.
 * @param onChoose must keep its identity for `ask` to keep its own. @param action words of the browser's button, unless it adds the folder.
 * @param endings of a file, which is asked for in the place of a folder; they must keep their identity, too.
 * @returns what asks, and what is to be drawn meanwhile.
 */
export function useFolderChooser(
  onChoose: (path: string) => void,
  action?: string,
  endings?: readonly FileEnding[],
) {
  const [asks, setAsks] = useState(false);
  const client = useQueryClient();
  const { fail } = useToasts();
  const { screen } = useAddress();
  // Back and forward lead to another screen, to which the question does not belong.
  useEffect(() => () => setAsks(false), [screen]);
  const ask = useCallback(() => {
    const choose = async () => {
      // Asked here, too: whoever clicks in the first moment is not to get the other dialog.
      const { canChooseFolder } = await client.ensureQueryData(queryOf('app.info', undefined));
      if (!canChooseFolder) return setAsks(true);
      const path = await (endings === undefined
        ? bridge.call('app.chooseFolder', undefined)
        : bridge.call('app.chooseFile', { endings: [...endings] }));
      if (path !== null) onChoose(path);
    };
    choose().catch(fail);
  }, [client, onChoose, endings, fail]);
  const dialog = asks && (
    <ErrorBoundary>
      <Suspense>
        <FolderBrowser
          {...(action !== undefined && { action })}
          {...(endings !== undefined && { endings })}
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
