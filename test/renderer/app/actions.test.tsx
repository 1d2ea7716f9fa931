import { fireEvent, render, screen } from '@testing-library/react';
import { useMemo } from 'react';
import { expect, test, vi } from 'vitest';
import {
  type Action,
  isPressed,
  keyNames,
  useActionKeys,
  useActions,
  useAllActions,
} from '../../../src-renderer/app/actions.ts';

const key = (key: string, held: { ctrlKey?: boolean; metaKey?: boolean; shiftKey?: boolean } = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
});

test('exactly the keys of a shortcut trigger it, with Command in the place of Ctrl on a Mac', () => {
  expect(isPressed('mod+K', key('k', { ctrlKey: true }), false)).toBe(true);
  expect(isPressed('mod+K', key('k', { metaKey: true }), false)).toBe(false);
  expect(isPressed('mod+K', key('k', { metaKey: true }), true)).toBe(true);
  expect(isPressed('mod+Z', key('Z', { ctrlKey: true, shiftKey: true }), false)).toBe(false);
  expect(isPressed('mod+shift+Z', key('Z', { ctrlKey: true, shiftKey: true }), false)).toBe(true);
  expect(isPressed('M', key('m'), false)).toBe(true);
  expect(isPressed('M', key('M', { shiftKey: true }), false)).toBe(false);
  expect(isPressed('Space', key(' '), false)).toBe(true);
  // With Shift on some keyboards, without on others.
  expect(isPressed('?', key('?', { shiftKey: true }), false)).toBe(true);
  expect(isPressed('?', key('?'), false)).toBe(true);
  expect(keyNames('mod+shift+Z', false)).toEqual(['Ctrl', 'Shift', 'Z']);
  expect(keyNames('mod+Y mod+Z', false)).toEqual(['Ctrl', 'Y']);
  expect(keyNames('mod+shift+Z', true)).toEqual(['⌘', '⇧', 'Z']);
});

const [outer, inner] = [vi.fn(), vi.fn()];

function Shell({ children }: { children?: React.ReactNode }) {
  useActionKeys();
  useActions(
    useMemo((): Action[] => [{ id: 'hide', group: 'window', label: 'Hide all', keys: 'H', run: outer }], []),
  );
  return (
    <>
      {useAllActions().map(({ id, label }) => (
        <li key={id}>{label}</li>
      ))}
      <input aria-label="name" />
      {children}
    </>
  );
}

function Part() {
  useActions(
    useMemo((): Action[] => [{ id: 'hide-one', group: 'screen', label: 'Hide', keys: 'H', run: inner }], []),
  );
  return null;
}

test('the key of what is shown takes precedence, and is free again when that is gone', () => {
  const { rerender } = render(
    <Shell>
      <Part />
    </Shell>,
  );
  expect(screen.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual(['Hide', 'Hide all']);
  fireEvent.keyDown(document.body, { key: 'h' });
  expect(inner).toHaveBeenCalledOnce();
  expect(outer).not.toHaveBeenCalled();
  rerender(<Shell />);
  fireEvent.keyDown(document.body, { key: 'h' });
  expect(outer).toHaveBeenCalledOnce();
});

test('a key typed into a field triggers no shortcut', () => {
  outer.mockClear();
  render(<Shell />);
  fireEvent.keyDown(screen.getByRole('textbox'), { key: 'h' });
  expect(outer).not.toHaveBeenCalled();
});
