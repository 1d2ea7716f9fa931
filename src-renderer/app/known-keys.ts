/** Keys that the sheet of shortcuts tells of beside those of what can be done now. */
import { useEffect, useMemo } from 'react';
import type { Action } from './actions.ts';
import { useMessages } from './language.tsx';
import { SharedState, useSharedState } from './shared-state.ts';

export interface KnownKey extends Pick<Action, 'id' | 'label'> {
  /** As those of an action. Of a grid, all that are parted by a blank are shown. */
  keys: string;
  /** `screen`: needs something that is selected; `grid`: of its items. */
  group: 'screen' | 'grid';
}

const lists = new SharedState<readonly (readonly KnownKey[])[]>([]);

/** Tells of keys while the component is shown, whether or not they do anything now. @param keys must keep their identity: `useMemo`. */
export function useKnownKeys(keys: readonly KnownKey[]): void {
  useEffect(() => {
    lists.change((before) => [...before, keys]);
    return () => lists.change((before) => before.filter((list) => list !== keys));
  }, [keys]);
}

/** A key of a screen that needs something that is selected. */
export const screenKey = (id: string, label: string, keys: string): KnownKey => ({
  id,
  group: 'screen',
  label,
  keys,
});

/** All that are told of. */
export function useAllKnownKeys(): readonly KnownKey[] {
  const all = useSharedState(lists);
  return useMemo(() => all.flat(), [all]);
}

/** What `VirtualGrid` does by key; for the screens that consist of one. */
export function useGridKeys(): void {
  const { grid } = useMessages().palette;
  useKnownKeys(
    useMemo((): KnownKey[] => {
      const key = (name: keyof typeof grid, keys: string): KnownKey => ({
        id: `grid-${name}`,
        group: 'grid',
        label: grid[name],
        keys,
      });
      return [
        key('move', 'ArrowLeft ArrowUp ArrowRight ArrowDown'),
        key('ends', 'Home End'),
        key('toggle', 'Space'),
        key('range', 'shift+ArrowRight shift+Space'),
        key('all', 'mod+A'),
        key('open', 'Enter'),
        key('clear', 'Escape'),
      ];
    }, [grid]),
  );
}
