import { spotlight } from '@mantine/spotlight';
import { act, fireEvent, screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { bridge } from '../../../src-renderer/app/bridge.ts';
import Palette from '../../../src-renderer/shell/palette/Palette.tsx';
import { show } from '../../helpers/show.tsx';

vi.mock('../../../src-renderer/app/bridge.ts', () => ({ bridge: { call: vi.fn(), on: () => () => {} } }));

test('a person is gone to by Enter, also if people come after the letters', async () => {
  let answer!: (people: object[]) => void;
  vi.mocked(bridge.call).mockReturnValue(new Promise((resolve) => (answer = resolve)) as never);
  show(<Palette />);
  await act(async () => spotlight.open());
  const field = await screen.findByPlaceholderText('Find an action or a person');
  await act(async () => fireEvent.change(field, { target: { value: 'ada' } }));
  await act(async () => answer([{ id: 7, name: 'Ada Lovelace' }]));
  await screen.findByText('Ada Lovelace');
  await act(async () => fireEvent.keyDown(field, { key: 'Enter', code: 'Enter' }));
  expect(location.hash).toBe('#/people/7');
});
