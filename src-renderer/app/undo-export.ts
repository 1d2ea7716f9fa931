import { useCallback } from 'react';
import { bridge } from './bridge.ts';
import { useForget } from './data.ts';
import { useToasts } from './toasts.tsx';

/** Takes back what an export wrote, and tells what became of it. @returns a function that says why it could not, by a toast. */
export function useUndoExport(): (exportId: number) => Promise<void> {
  const toasts = useToasts();
  const forget = useForget();
  return useCallback(
    async (exportId) => {
      try {
        const { removed, restored, kept } = await bridge.call('exports.undo', { exportId });
        toasts.tell(({ exports }) => exports.undoneNow(removed, restored, kept));
      } catch (error) {
        toasts.fail(error);
      } finally {
        forget('exports');
      }
    },
    [toasts, forget],
  );
}
