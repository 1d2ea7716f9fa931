import { act, fireEvent, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { useToasts } from '../../../src-renderer/app/toasts.tsx';
import { TammesError } from '../../../src-shared/errors/index.ts';
import { show } from '../../helpers/show.tsx';

let toasts: ReturnType<typeof useToasts>;

function Teller() {
  toasts = useToasts();
  return null;
}

beforeEach(() => {
  vi.useFakeTimers();
  show(<Teller />);
});
afterEach(() => {
  vi.useRealTimers();
});

const enrolled = (name: string, undo?: () => Promise<unknown>) =>
  act(() => toasts.tell(({ verdicts }) => verdicts.nowActive(name), undo));
const minutesPass = () => act(() => vi.advanceTimersByTime(300_000));
const shown = () => screen.queryAllByRole('status').map(({ textContent }) => textContent);
const click = (name: string) => fireEvent.click(screen.getByRole('button', { name }));

test('what was done is told for a while, and an error until it is closed', () => {
  enrolled('Ada');
  act(() => toasts.fail(new TammesError('host-silent', {})));
  minutesPass();
  expect(shown()).toEqual([]);
  click('Close');
  expect(screen.queryByRole('alert')).toBeNull();
});

test('a message with an undo stays, however long nobody presses it', async () => {
  const undo = vi.fn(async () => {});
  enrolled('Ada', undo);
  minutesPass();
  click('Undo');
  expect(undo).toHaveBeenCalledOnce();
  expect(shown()).toEqual([]);
});

test('an undo that fails says so', async () => {
  enrolled('Ada', () => Promise.reject(new TammesError('photo-empty', { path: 'Ada.jpg' })));
  await act(async () => click('Undo'));
  expect(screen.getByRole('alert').textContent).toContain('Ada.jpg');
});

test('one success stands there at a time, beside any number of errors', () => {
  act(() => toasts.fail(new TammesError('host-silent', {})));
  enrolled('Ada', async () => {});
  enrolled('Ada', async () => {});
  enrolled('Noel', async () => {});
  expect(shown()).toHaveLength(1);
  expect(screen.getByRole('status').textContent).toContain('From now on, Noel recognises people.');
  expect(screen.getAllByRole('alert')).toHaveLength(1);
});

test.each([
  ['the pointer', fireEvent.pointerEnter, fireEvent.pointerLeave],
  ['the focus', fireEvent.focus, fireEvent.blur],
])('under %s a toast stays, whatever else is told, and goes some time after', (_, come, leave) => {
  enrolled('Ada');
  const toast = screen.getByRole('status');
  come(within(toast).getByRole('button', { name: 'Close' }));
  come(toast);
  minutesPass();
  enrolled('Noel');
  expect(shown().map((text) => text?.replace('×', ''))).toEqual([
    'From now on, Noel recognises people.',
    'From now on, Ada recognises people.',
  ]);
  leave(toast);
  minutesPass();
  expect(shown()).toEqual([]);
});

test('successes and errors speak the language that is chosen while they are shown', () => {
  enrolled('Ada', async () => {});
  act(() => toasts.fail(new TammesError('host-silent', {})));
  const english = screen.getByRole('alert').textContent;
  click('other language');
  expect(screen.getByRole('status').textContent).toMatch(/Ada.*認識.*元に戻す/);
  expect(screen.getByRole('alert').textContent).not.toBe(english);
});

test('an error goes to the place that claims it, as long as that is there and takes it', () => {
  const taken: (string | null)[] = [];
  let takes = true;
  const end = toasts.claim('evaluate', (failure) => {
    taken.push(failure?.problem ?? null);
    return takes;
  });
  const fail = (tried?: string) => act(() => toasts.fail(new TammesError('host-silent', {}), tried));
  fail('evaluate');
  act(() => toasts.retry('evaluate'));
  expect(taken).toEqual(['host-silent', null]);
  fail('sweep');
  fail();
  expect(screen.getAllByRole('alert')).toHaveLength(2);
  takes = false;
  fail('evaluate');
  expect(screen.getAllByRole('alert')).toHaveLength(3);
  end();
  fail('evaluate');
  expect([screen.getAllByRole('alert').length, taken.length]).toEqual([4, 3]);
});
