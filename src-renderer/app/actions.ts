/** What can be done by a key or from the command palette. Screens add theirs while they are shown. */
import type { Icon } from '@tabler/icons-react';
import { useEffect, useMemo } from 'react';
import { SharedState, useSharedState } from './shared-state.ts';

export interface Action {
  id: string;
  label: string;
  icon?: Icon;
  /**
   * `mod+K`, `mod+shift+Z`, `?`, `M`, `Space`, `Delete`; mod is Ctrl, on a Mac Command. Several are parted by a blank, and the first
   * is shown.
   */
  keys?: string;
  /** Where the palette and the sheet of shortcuts have it. */
  group: 'screen' | 'go' | 'library' | 'window';
  run(): void;
}

const lists = new SharedState<readonly (readonly Action[])[]>([]);

/** Adds actions while the component is shown. @param actions must keep their identity: `useMemo`. */
export function useActions(actions: readonly Action[]): void {
  useEffect(() => {
    lists.change((before) => [...before, actions]);
    return () => lists.change((before) => before.filter((list) => list !== actions));
  }, [actions]);
}

/** A screen's own come first, and take a key that others have, too. */
function inOrder(all: readonly (readonly Action[])[]): Action[] {
  const own = (action: Action) => Number(action.group === 'screen');
  return all
    .toReversed()
    .flat()
    .sort((a, b) => own(b) - own(a));
}

/** All that can be done now. */
export function useAllActions(): readonly Action[] {
  const all = useSharedState(lists);
  return useMemo(() => inOrder(all), [all]);
}

/** Whether this machine has a Command key. */
const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

/** Runs the action whose key was pressed; belongs into the shell. */
export function useActionKeys(): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const action = inOrder(lists.get()).find(({ keys }) =>
        keys?.split(' ').some((one) => isPressed(one, event)),
      );
      if (action === undefined || isTaken(event)) return;
      event.preventDefault();
      action.run();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);
}

/** Runs an action by its id, as native menus do. */
export function runAction(id: string): void {
  inOrder(lists.get())
    .find((action) => action.id === id)
    ?.run();
}

/** Whether an event is what one shortcut names. */
export function isPressed(
  keys: string,
  {
    key,
    ctrlKey,
    metaKey,
    shiftKey,
    altKey,
  }: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>,
  mac = isMac,
): boolean {
  const parts = keys.split('+');
  const wanted = parts.at(-1)!;
  const pressed = key === ' ' ? 'Space' : key;
  const [mod, other] = mac ? [metaKey, ctrlKey] : [ctrlKey, metaKey];
  return (
    pressed.toLowerCase() === wanted.toLowerCase() &&
    mod === parts.includes('mod') &&
    !other &&
    !altKey &&
    // Signs such as ? need Shift on some keyboards and not on others.
    (shiftKey === parts.includes('shift') || !/^[a-z]$|^.{2,}$/i.test(wanted))
  );
}

/** Whether somebody writes there. */
function isWriting(element: Element | null): boolean {
  const fields = 'input:not([type=checkbox], [type=radio], [type=range]), textarea, [contenteditable]';
  return element?.matches(fields) === true;
}

/** Runs an action of the native menu, whose undo belongs to the text in a field, too. */
export function runMenuAction(id: string): void {
  const isOfText = (id === 'undo' || id === 'redo') && isWriting(document.activeElement);
  if (isOfText) document.execCommand(id);
  else runAction(id);
}

/** Whether what has the focus needs the key itself: writing, or a dialog that lies over all. */
function isTaken({ target, ctrlKey, metaKey, key }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false;
  // Undo and redo belong to the text that is written; all other combinations are ours.
  if (isWriting(target)) return !(ctrlKey || metaKey) || /^[zy]$/i.test(key);
  if (document.querySelector('[aria-modal=true]') !== null) return true;
  // A button is pressed by Space and Enter.
  return (key === ' ' || key === 'Enter') && target.matches('button, a, select, summary, [role=menuitem]');
}

/** How keys are drawn whose names are long. */
const signs: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowUp: '↑',
  ArrowRight: '→',
  ArrowDown: '↓',
  Escape: 'Esc',
};

/** Keys as people read them. */
export function keyNames(keys: string, mac = isMac): readonly string[] {
  return keys
    .split(' ')[0]!
    .split('+')
    .map((part) => {
      if (part === 'mod') return mac ? '⌘' : 'Ctrl';
      if (part === 'shift') return mac ? '⇧' : 'Shift';
      return signs[part] ?? part;
    });
}
