import { act, fireEvent, screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { bridge } from '../../../../src-renderer/app/bridge.ts';
import { ForgetDialog } from '../../../../src-renderer/screens/people/ForgetDialog.tsx';
import type { Forgetting, ForgettingReceipt } from '../../../../src-shared/contract/index.ts';
import { TammesError } from '../../../../src-shared/errors/index.ts';
import { show } from '../../../helpers/show.tsx';

vi.mock('../../../../src-renderer/app/bridge.ts', () => ({ bridge: { call: vi.fn(), on: () => () => {} } }));

const preview: Forgetting = {
  name: 'Zoë Quist',
  otherNames: ['zoe_q'],
  faces: 9,
  photos: 8,
  photosKept: 1,
  photosLoose: 0,
  filesLeft: { photos: 8, exported: 2 },
  journalEntries: 12,
  evaluations: 2,
  heads: [{ name: 'cosface-3', centres: 1 }],
  stoppedRuns: ['arcface-4'],
  backups: 1,
  notesLeft: 0,
};
const receipt: ForgettingReceipt = {
  ...preview,
  at: '2026-01-02T03:04:05.000Z',
  rebuilt: [],
  dropped: ['cosface-3'],
  complete: false,
  stillOn: 'tammes@db.example:5432/people',
  shared: null,
};

const onClose = vi.fn();
const forgotten = () => vi.mocked(bridge.call).mock.calls.filter(([method]) => method === 'people.forget');
const confirm = () => screen.getByRole<HTMLButtonElement>('button', { name: 'Forget for ever' });
const type = (name: string) =>
  fireEvent.change(screen.getByLabelText('Type Zoë Quist to confirm'), { target: { value: name } });

async function open(answer: () => Promise<ForgettingReceipt>) {
  vi.mocked(bridge.call).mockReset();
  vi.mocked(bridge.call).mockImplementation((async (method: string) =>
    method === 'people.forget' ? answer() : preview) as never);
  show(<ForgetDialog person={{ id: 5, name: 'Zoë Quist' }} {...{ onClose }} />);
  await screen.findByText('Heads that were trained on Zoë Quist');
}

test('says what goes and what stays, wants the name, and shows the receipt', async () => {
  await open(async () => receipt);
  const dialog = screen.getByRole('dialog', { name: 'Forget Zoë Quist for ever?' });
  for (const words of [
    'Zoë Quist, zoe_q',
    'cosface-3, with 1 class centre',
    'arcface-4',
    'Files that exports wrote',
  ])
    expect(dialog.textContent).toContain(words);
  // Of none there is no line.
  expect(dialog.textContent).not.toContain('Notes on others');
  expect(confirm().disabled).toBe(true);
  type('Zoë');
  expect(confirm().disabled).toBe(true);
  // As some keyboards write the letter.
  type(' Zoe\u0308 Quist ');
  fireEvent.click(screen.getByRole('radio', { name: /They go, with their runs/ }));
  await act(async () => fireEvent.click(confirm()));
  expect(forgotten()).toEqual([['people.forget', { personId: 5, heads: 'drop' }]]);
  expect(screen.getByRole('dialog', { name: 'Zoë Quist is forgotten' })).toBeTruthy();
  const told = screen.getByTestId('receipt').textContent;
  expect(told).toContain('Heads that are gonecosface-3');
  expect(told).toContain('Another program keeps the library open');
  expect(told).toMatch(/Still in the database.*tammes@db\.example/);
});

test('stays open with the reason if it is refused', async () => {
  await open(() => Promise.reject(new TammesError('run-in-training', { runId: 7 })));
  type('Zoë Quist');
  await act(async () => fireEvent.click(confirm()));
  expect(screen.getByRole('alert').textContent).toContain('Run 7');
  expect(forgotten()).toEqual([['people.forget', { personId: 5, heads: 'rebuild' }]]);
  expect(confirm().disabled).toBe(false);
  expect(onClose).not.toHaveBeenCalled();
});
