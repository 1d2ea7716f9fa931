import { useCallback } from 'react';
import { bridge } from './bridge.ts';
import { useForget } from './data.ts';
import { useToasts } from './toasts.tsx';

/** Stops comparing the library's faces for the review, or begins it again. */
export function useCompareFaces(): (on: boolean) => void {
  const toasts = useToasts();
  const forget = useForget();
  return useCallback(
    (on) => {
      bridge
        .call('review.compare', { on })
        .then(() => forget('review'))
        .catch(toasts.fail);
    },
    [toasts, forget],
  );
}
