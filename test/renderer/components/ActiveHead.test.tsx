import { fireEvent, screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { bridge } from '../../../src-renderer/app/bridge.ts';
import { ActiveHead } from '../../../src-renderer/components/ActiveHead.tsx';
import type { HeadInfo } from '../../../src-shared/contract/index.ts';
import { show } from '../../helpers/show.tsx';

vi.mock('../../../src-renderer/app/bridge.ts', () => ({ bridge: { call: vi.fn(), on: () => () => {} } }));

const head = (id: number, name: string, active: boolean): HeadInfo => ({
  id,
  name,
  active,
  kind: 'linear',
  dim: 128,
  loss: null,
  runId: id === 1 ? null : id,
  hasCentres: false,
  hash: '',
  createdAt: '',
  outdated: false,
  verdict: null,
});

test('another head is made the active one, and that can be undone', async () => {
  vi.mocked(bridge.call).mockImplementation(async (method) =>
    method === 'training.heads' ? [head(1, 'pretrained', true), head(2, 'cosface-3', false)] : undefined,
  );
  show(<ActiveHead />);
  fireEvent.click(await screen.findByRole('button', { name: 'head: pretrained' }));
  const other = await screen.findByText('cosface-3');
  expect(screen.getByText('128 dimensions · no verdict')).toBeTruthy();
  fireEvent.click(other);
  expect(bridge.call).toHaveBeenLastCalledWith('training.useHead', { headId: 2 });
  fireEvent.click(await screen.findByRole('button', { name: 'Undo' }));
  expect(bridge.call).toHaveBeenLastCalledWith('training.useHead', { headId: 1 });
});
