import { IconArrowBackUp, IconArrowForwardUp, IconHistory } from '@tabler/icons-react';
import { useCallback, useMemo } from 'react';
import type { JournalEntry } from '../../../src-shared/contract/index.ts';
import { journalText } from '../../../src-shared/journal-words.ts';
import { type Action, useActions } from '../../app/actions.ts';
import { bridge } from '../../app/bridge.ts';
import { useCall } from '../../app/data.ts';
import { useLanguage, useMessages } from '../../app/language.tsx';
import { useToasts } from '../../app/toasts.tsx';

/** Undo and redo of what was changed in the library, on every screen. @param showHistory must keep its identity. */
export function useUndo(showHistory: () => void): void {
  const { history: words } = useMessages();
  const { language } = useLanguage();
  const { data: state } = useCall('journal.state', undefined);
  const toasts = useToasts();
  const run = useCallback(
    (kind: 'undo' | 'redo') => {
      const asked =
        kind === 'undo' ? bridge.call('journal.undo', {}) : bridge.call('journal.redo', undefined);
      asked.then(
        ({ entry }) =>
          toasts.tell(({ history }, language) => history.done[kind](journalText(entry)[language])),
        toasts.fail,
      );
    },
    [toasts],
  );
  useActions(
    useMemo((): Action[] => {
      const label = (text: string, entry: JournalEntry | null | undefined) =>
        entry ? `${text}: ${journalText(entry)[language]}` : text;
      return [
        {
          id: 'undo',
          group: 'library',
          label: label(words.undo, state?.undo),
          icon: IconArrowBackUp,
          keys: 'mod+Z',
          run: () => run('undo'),
        },
        {
          id: 'redo',
          group: 'library',
          label: label(words.redo, state?.redo),
          icon: IconArrowForwardUp,
          keys: 'mod+shift+Z mod+Y',
          run: () => run('redo'),
        },
        {
          id: 'history',
          group: 'library',
          label: words.title,
          icon: IconHistory,
          keys: 'mod+shift+H',
          run: showHistory,
        },
      ];
    }, [words, language, state, run, showHistory]),
  );
}
