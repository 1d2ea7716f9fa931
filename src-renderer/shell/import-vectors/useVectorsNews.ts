import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { AppEvent } from '../../../src-shared/contract/index.ts';
import { go, href } from '../../app/address.ts';
import { bridge } from '../../app/bridge.ts';
import { askAnew, queryOf, useEvents } from '../../app/data.ts';
import { useToasts } from '../../app/toasts.tsx';
import { serveCommand } from '../serve-command.ts';

/** Opens the library that was made of vectors; a browser can only tell the command that does. */
export function useVectorsNews(): void {
  const toasts = useToasts();
  const client = useQueryClient();
  const hear = useCallback(
    async (event: AppEvent) => {
      if (event.type !== 'job' || event.job.kind !== 'vectors' || event.job.status !== 'done') return;
      const { folder, done } = event.job;
      if (folder === '') {
        go(href('library'));
        toasts.tell(({ importVectors }) => importVectors.imported(done));
        return;
      }
      // It is among those that were open before.
      await askAnew(client, (method) => method === 'app.libraries');
      const { canOpen } = await client.ensureQueryData(queryOf('app.libraries', undefined));
      if (canOpen) await bridge.call('app.openLibrary', { path: folder });
      else
        toasts.offer(
          ({ importVectors }) => importVectors.made(serveCommand(folder)),
          ({ shell }) => shell.copyCommand,
          () => navigator.clipboard.writeText(serveCommand(folder)),
        );
    },
    [client, toasts],
  );
  useEvents(useCallback((event: AppEvent) => void hear(event).catch(toasts.fail), [hear, toasts]));
}
