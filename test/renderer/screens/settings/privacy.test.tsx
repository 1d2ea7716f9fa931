import { act, fireEvent, screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { bridge } from '../../../../src-renderer/app/bridge.ts';
import { Privacy } from '../../../../src-renderer/screens/settings/privacy/Privacy.tsx';
import { show } from '../../../helpers/show.tsx';

vi.mock('../../../../src-renderer/app/bridge.ts', () => ({ bridge: { call: vi.fn(), on: () => () => {} } }));

test('a rule that is set before the one before was answered does not take that back', async () => {
  const set: unknown[] = [];
  vi.mocked(bridge.call).mockImplementation((async (method: string, input: unknown) => {
    if (method === 'privacy.rule') return { expired: false, strangerMonths: null };
    if (method === 'privacy.due') return { people: [], strangers: null, backups: 0 };
    if (method === 'privacy.record') return { server: null, shared: null };
    set.push(input);
    return new Promise(() => {});
  }) as never);
  await act(async () => show(<Privacy />));
  const list = await screen.findByText('List');
  await act(async () => fireEvent.click(list));
  await act(async () => fireEvent.change(screen.getByRole('combobox'), { target: { value: '12' } }));
  expect(set).toEqual([
    { expired: true, strangerMonths: null },
    { expired: true, strangerMonths: 12 },
  ]);
});

const onThisMachine = { name: 'tammes@/run/postgresql:5432/people', connection: 'local' };
const elsewhere = { name: 'tammes@db.example:5432/people', connection: 'clear' };
test.each([
  [null, null, 'Nothing leaves this machine'],
  [onThisMachine, null, 'Nothing leaves this machine'],
  [elsewhere, null, 'Embeddings are sent to a database'],
  [null, elsewhere, 'A gallery is shared with other libraries'],
  // Other machines may share what lies in a database of this one.
  [null, onThisMachine, 'A gallery is shared with other libraries'],
])('says what leaves the machine: %#', async (server, shared, words) => {
  vi.mocked(bridge.call).mockImplementation((async (method: string) => {
    if (method === 'privacy.rule') return { expired: false, strangerMonths: null };
    return method === 'privacy.record' ? { server, shared } : undefined;
  }) as never);
  await act(async () => show(<Privacy />));
  expect(await screen.findByText(words)).toBeTruthy();
  if (shared !== null) {
    expect(screen.getByText(new RegExp(shared.name))).toBeTruthy();
    expect(screen.queryByText('Nothing leaves this machine')).toBeNull();
  }
});
