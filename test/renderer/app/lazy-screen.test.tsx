import { act, fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { lazyScreen } from '../../../src-renderer/app/lazy-screen.tsx';
import { show } from '../../helpers/show.tsx';

beforeEach(() => {
  // React writes down the errors that a boundary takes.
  vi.spyOn(console, 'error').mockImplementation(() => {});
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

test('a screen that could not be loaded is loaded again when it is asked for, and then stays', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no connection')));
  let connected = false;
  const load = vi.fn(async () => {
    if (!connected) throw new TypeError('no connection');
    return { default: () => <h1>the screen</h1> };
  });
  const Screen = lazyScreen(load);
  const { unmount } = await act(async () => show(<Screen />));
  expect(screen.getByRole('alert').textContent).toContain('does not answer');

  await act(async () => fireEvent.click(screen.getByRole('button', { name: 'Try again' })));
  expect(screen.getByRole('alert').textContent).toContain('does not answer');
  connected = true;
  await act(async () => fireEvent.click(screen.getByRole('button', { name: 'Try again' })));
  expect(screen.getByRole('heading').textContent).toBe('the screen');

  unmount();
  show(<Screen />);
  expect(screen.getByRole('heading').textContent).toBe('the screen');
  expect(load).toHaveBeenCalledTimes(3);
});

test('a screen that breaks down is shown again when it is asked for', async () => {
  let broken = true;
  const Part = () => {
    if (broken) throw new Error('division by zero');
    return <h1>the screen</h1>;
  };
  const Screen = lazyScreen(async () => ({ default: Part }));
  await act(async () => show(<Screen />));
  expect(screen.getByRole('alert').textContent).toContain('division by zero');
  broken = false;
  await act(async () => fireEvent.click(screen.getByRole('button', { name: 'Try again' })));
  expect(screen.getByRole('heading').textContent).toBe('the screen');
});
