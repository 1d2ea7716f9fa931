import { useCallback } from 'react';
import type { AppEvent, Job } from '../../../src-shared/contract/index.ts';
import { toError } from '../../../src-shared/errors/index.ts';
import { go, parseAddress } from '../../app/address.ts';
import { bridge } from '../../app/bridge.ts';
import { useEvents } from '../../app/data.ts';
import { useToasts } from '../../app/toasts.tsx';
import { useUndoExport } from '../../app/undo-export.ts';
import { placeOfJob } from './place-of-job.ts';

/** Says how a job ended, whichever screen is shown: why it failed, what it wrote, with its undo, or where its result lies. */
export function useJobNews(): void {
  const toasts = useToasts();
  const undo = useUndoExport();
  const hear = useCallback(
    async (event: AppEvent) => {
      if (event.type !== 'job') return;
      const { kind, status, folder, failure, exportId, skipped } = event.job;
      const isAlone = kind === 'evaluate' || kind === 'sweep';
      if (status === 'running') {
        // The next one is another try of it. Of the other kinds several may be at work, and one must not hide how another ended.
        if (isAlone) toasts.retry(kind);
        return;
      }
      if (failure !== null) toasts.fail(toError(failure), kind);
      if (status === 'done' && isAlone && !isShown(kind))
        toasts.offer(
          ({ shell }) => shell.isThere[kind],
          ({ shell }) => shell.showIt,
          () => go(placeOfJob[kind]),
        );
      if (!['xmp', 'sort', 'person', 'data'].includes(kind)) return;
      const list = await bridge.call('exports.list', undefined);
      const written = list.find(({ id }) => id === exportId);
      if (written !== undefined)
        toasts.tell(
          ({ exports }) =>
            kind === 'data' ? exports.writtenTo(folder) : exports.written(written.files, skipped),
          () => undo(written.id),
        );
      else if (failure === null) toasts.tell(({ exports }) => exports.nothingWritten(skipped));
    },
    [toasts, undo],
  );
  useEvents(useCallback((event: AppEvent) => void hear(event).catch(toasts.fail), [hear, toasts]));
}

const isShown = (kind: Job['kind']) =>
  parseAddress(placeOfJob[kind]).screen === parseAddress(location.hash).screen;
