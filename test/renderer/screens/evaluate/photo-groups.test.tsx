/** Groups of photos beside the library, on the screen Evaluate. */
import { fireEvent, screen } from '@testing-library/react';
import { useState } from 'react';
import { expect, test, vi } from 'vitest';
import {
  type EvaluateState,
  evaluateParts,
  settingsOf,
} from '../../../../src-renderer/screens/evaluate/evaluate-address.ts';
import { OpenedGroup } from '../../../../src-renderer/screens/evaluate/OpenedGroup.tsx';
import { OutsideFields } from '../../../../src-renderer/screens/evaluate/OutsideFields.tsx';
import { TammesError } from '../../../../src-shared/errors/index.ts';
import { show } from '../../../helpers/show.tsx';

const asked = vi.hoisted(() => vi.fn());
vi.mock('../../../../src-renderer/app/bridge.ts', () => ({
  bridge: {
    call: async (_method: string, { table }: { table: string | null }) => {
      asked(table);
      if (table === '/none.csv') throw new TammesError('input-not-readable', { path: table });
      return ['quality', 'pose', ...(table === null ? [] : ['hat'])];
    },
    on: () => () => {},
  },
}));

const usual = Object.fromEntries(
  Object.entries(evaluateParts).map(([key, part]) => [key, part.read(null)]),
) as unknown as EvaluateState;

let now: EvaluateState;
function Fields({ protocol }: Pick<EvaluateState, 'protocol'>) {
  const [state, setState] = useState<EvaluateState>({ ...usual, protocol, pairsList: '/pairs.txt' });
  now = state;
  return <OutsideFields {...{ state }} set={(change) => setState({ ...state, ...change })} refused={null} />;
}

test('a table brings in its columns, another one starts anew, and one that cannot be read is told at its field', async () => {
  show(<Fields protocol="list" />);
  const table = screen.getByRole('textbox', { name: 'Table for groups, if any (.csv)' });
  await screen.findByRole('option', { name: 'Turn to a side' });
  // What is not yet a file is not asked for.
  fireEvent.change(table, { target: { value: '/hats' } });
  fireEvent.change(table, { target: { value: '/hats.csv' } });
  await screen.findByRole('option', { name: 'hat' });
  expect(asked.mock.calls.flat()).toEqual([null, '/hats.csv']);
  fireEvent.change(screen.getByRole('combobox', { name: 'By group' }), { target: { value: 'hat' } });
  expect(settingsOf(now)).toEqual({
    ...{ protocol: 'list', list: '/pairs.txt', images: null, by: 'hat', columns: '/hats.csv' },
  });
  fireEvent.change(table, { target: { value: '/none.csv' } });
  expect((await screen.findByRole('alert')).textContent).toContain('/none.csv');
  expect(settingsOf(now)).toMatchObject({ by: null });
});

test('templates have no groups', () => {
  show(<Fields protocol="templates" />);
  expect(screen.getAllByRole('textbox')).toHaveLength(3);
  expect(screen.queryByRole('combobox', { name: 'By group' })).toBeNull();
});

test('a group of photos beside the library leads to no faces of the library', () => {
  const row = { name: 'yes', people: 2, faces: 2, same: 1, different: 1, pairPeople: null, photos: null };
  const opened = (sample: number[]) => (
    <OpenedGroup
      {...{ head: 'pretrained', by: 'hat', failed: null, onClose: () => {} }}
      row={{ ...row, notFound: null, sample }}
      faces={new Map()}
    />
  );
  show(opened([-1, -2]));
  expect(screen.queryByRole('button', { name: 'Show all in the library' })).toBeNull();
  show(opened([1, 2]));
  expect(screen.getByRole('button', { name: 'Show all in the library' })).toBeTruthy();
});
