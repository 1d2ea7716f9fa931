import { act, fireEvent, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { bridge } from '../../../src-renderer/app/bridge.ts';
import { palette } from '../../../src-renderer/app/palette.ts';
import Palette from '../../../src-renderer/shell/palette/Palette.tsx';
import { show } from '../../helpers/show.tsx';

vi.mock('../../../src-renderer/app/bridge.ts', () => ({ bridge: { call: vi.fn(), on: () => () => {} } }));

const name = 'Find an action or a person';
const searchField = () => screen.findByPlaceholderText<HTMLInputElement>(name);
const field = () => screen.getByPlaceholderText<HTMLInputElement>(name);
const nobody = () => vi.mocked(bridge.call).mockResolvedValue([]);

afterEach(async () => {
  vi.useRealTimers();
  await act(async () => palette.close());
});

test('a person is gone to by Enter, also if people come after the letters', async () => {
  let answer!: (people: object[]) => void;
  vi.mocked(bridge.call).mockReturnValue(new Promise((resolve) => (answer = resolve)) as never);
  show(<Palette />);
  await act(async () => palette.open());
  const shown = await searchField();
  await act(async () => fireEvent.change(shown, { target: { value: 'ada' } }));
  await act(async () => answer([{ id: 7, name: 'Ada Lovelace' }]));
  await screen.findByText('Ada Lovelace');
  await act(async () => fireEvent.keyDown(shown, { key: 'Enter', code: 'Enter' }));
  expect(location.hash).toBe('#/people/7');
});

test('letters typed before the field is there are in it, and nothing else hears them', async () => {
  nobody();
  show(<Palette />);
  act(() => palette.open());
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(fireEvent.keyDown(document.body, { key: 't' })).toBe(false);
  expect(fireEvent.keyDown(document.body, { key: 'r' })).toBe(false);
  expect(fireEvent.keyDown(document.body, { key: 'a', ctrlKey: true })).toBe(true);
  expect((await searchField()).value).toBe('tr');
});

test('a letter typed while something else has the focus goes to the field', async () => {
  nobody();
  show(<Palette />);
  await act(async () => palette.open());
  const shown = await searchField();
  shown.blur();
  fireEvent.keyDown(document.body, { key: 't' });
  expect(document.activeElement).toBe(shown);
});

test('opened again while it fades out, it keeps what is typed', async () => {
  vi.useFakeTimers();
  nobody();
  show(<Palette />);
  const pass = (milliseconds: number) => act(() => vi.advanceTimersByTimeAsync(milliseconds));
  act(() => palette.open());
  await pass(1000);
  fireEvent.change(field(), { target: { value: 'old' } });
  act(() => palette.close());
  await pass(60);
  act(() => palette.open());
  expect(field().value).toBe('');
  fireEvent.change(field(), { target: { value: 'new' } });
  await pass(1000);
  expect(field().value).toBe('new');
});
