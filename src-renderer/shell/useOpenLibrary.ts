import { useCallback } from 'react';
import { bridge } from '../app/bridge.ts';
import { useToasts } from '../app/toasts.tsx';

/** Opens another library, if the host can; without a path it asks for one. */
export function useOpenLibrary(): (path?: string) => void {
  const toasts = useToasts();
  return useCallback(
    (path?: string) => {
      const asked = path === undefined ? bridge.call('app.chooseFolder', undefined) : Promise.resolve(path);
      asked
        .then((path) => (path === null ? undefined : bridge.call('app.openLibrary', { path })))
        .catch(toasts.fail);
    },
    [toasts],
  );
}
