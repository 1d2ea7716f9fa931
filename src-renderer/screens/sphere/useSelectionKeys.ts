import { IconLasso, IconSelectAll } from '@tabler/icons-react';
import { useMemo } from 'react';
import { type Action, useActions } from '../../app/actions.ts';
import { useMessages } from '../../app/language.tsx';
import type { Selection } from './useSelection.ts';

/** What the keys do with the selection, wherever the focus is. */
export function useSelectionKeys(
  { selected, isLasso, select, take, setLasso }: Selection,
  takeable: readonly number[],
  hasLasso: boolean,
): void {
  const { sphere: words } = useMessages();
  const isEmpty = selected.length === 0;
  const actions = useMemo((): Action[] => {
    const group = 'screen' as const;
    const lasso = { id: 'lasso', group, label: words.lasso, icon: IconLasso, keys: 'L' };
    const takeAll = { id: 'select-all', group, label: words.takeAll(takeable.length), icon: IconSelectAll };
    return [
      ...(hasLasso ? [{ ...lasso, run: () => setLasso(!isLasso) }] : []),
      { ...takeAll, keys: 'mod+A', run: () => take(takeable, 'replace') },
      ...(isEmpty
        ? []
        : [{ id: 'clear-selection', group, label: words.clear, keys: 'Escape', run: () => select(null) }]),
    ];
  }, [takeable, isEmpty, isLasso, hasLasso, words, select, take, setLasso]);
  useActions(actions);
}
