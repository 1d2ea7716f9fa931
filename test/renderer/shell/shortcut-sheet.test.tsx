import { act, fireEvent, screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { usePeopleActions } from '../../../src-renderer/screens/people/usePeopleActions.ts';
import ShortcutSheet from '../../../src-renderer/shell/palette/ShortcutSheet.tsx';
import type { Person } from '../../../src-shared/contract/index.ts';
import { show } from '../../helpers/show.tsx';

vi.mock('../../../src-renderer/app/bridge.ts', () => ({ bridge: { call: vi.fn(), on: () => () => {} } }));

const dialogs = { merge: vi.fn(), exports: vi.fn(), forget: vi.fn() };

function People({ people }: { people: readonly Person[] }) {
  usePeopleActions(people, dialogs);
  return <ShortcutSheet onClose={() => {}} />;
}

const nobody: readonly Person[] = [];
const somebody = [{ id: 1, name: 'Ada', hidden: false, ignored: false }] as unknown as readonly Person[];
const rows = () =>
  Object.fromEntries(
    screen.getAllByRole('term').map((term) => [term.textContent, term.nextElementSibling?.textContent]),
  );

test('keys that need a selection are told of without one, too, and those of the grid', async () => {
  const { rerender } = await act(async () => show(<People people={nobody} />));
  const without = rows();
  expect(without).toMatchObject({
    'Merge (not possible now)': 'M',
    'Hide (not possible now)': 'H',
    'Tag… (not possible now)': 'T',
    'Go to the next one': '←↑→↓',
    'Select all': 'CtrlA',
    'Select none': 'Esc',
  });
  await act(async () => rerender(<People people={somebody} />));
  // Each once: what one person allows, and what takes several.
  expect(rows()).toMatchObject({ 'Merge (not possible now)': 'M', Hide: 'H', Ignore: 'I' });
  expect(Object.keys(rows())).toHaveLength(Object.keys(without).length);
  await act(async () => fireEvent.click(screen.getByText('other language')));
  expect(rows()).toMatchObject({ 隣へ移動: '←↑→↓' });
});
