import { useCallback } from 'react';
import type { HeadInfo } from '../../src-shared/contract/index.ts';
import { bridge } from './bridge.ts';
import { useCall } from './data.ts';
import { useToasts } from './toasts.tsx';

/** Makes a head the one that recognises, which can be undone. */
export function useMakeActive(): (head: HeadInfo) => Promise<void> {
  const { data: heads } = useCall('training.heads', undefined);
  const toasts = useToasts();
  const before = heads?.find(({ active }) => active)?.id;
  return useCallback(
    async ({ id, name }) => {
      const use = (headId: number) => bridge.call('training.useHead', { headId });
      try {
        await use(id);
        toasts.tell(
          ({ verdicts }) => verdicts.nowActive(name),
          before === undefined ? undefined : () => use(before),
        );
      } catch (error) {
        toasts.fail(error);
      }
    },
    [before, toasts],
  );
}
