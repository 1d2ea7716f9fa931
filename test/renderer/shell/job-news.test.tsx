import { act, fireEvent, screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { useJobNews } from '../../../src-renderer/shell/jobs/useJobNews.ts';
import type { AppEvent, Job } from '../../../src-shared/contract/index.ts';
import { TammesError, toFailure } from '../../../src-shared/errors/index.ts';
import { show } from '../../helpers/show.tsx';

const { listeners } = vi.hoisted(() => ({ listeners: new Set<(event: AppEvent) => void>() }));
vi.mock('../../../src-renderer/app/bridge.ts', () => ({
  bridge: {
    call: vi.fn(async () => []),
    on(listener: (event: AppEvent) => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  },
}));

function Hearer() {
  useJobNews();
  return null;
}

const hear = (kind: Job['kind'], status: Job['status'], failure: Job['failure'] = null) =>
  act(async () => {
    const job = { kind, status, folder: '', failure, exportId: null, skipped: 0 } as Job;
    for (const listener of listeners) listener({ type: 'job', job });
  });

test('an evaluation that is done elsewhere is offered, one on the screen is not, nor one that was cancelled', async () => {
  location.hash = '#/train';
  show(<Hearer />);
  await hear('evaluate', 'running');
  await hear('evaluate', 'cancelled');
  expect(screen.queryByRole('status')).toBeNull();
  await hear('evaluate', 'done');
  expect(screen.getByRole('status').textContent).toContain('The evaluation is done.');
  fireEvent.click(screen.getByRole('button', { name: 'Show it' }));
  expect(location.hash).toBe('#/evaluate');
  expect(screen.queryByRole('status')).toBeNull();
  await hear('evaluate', 'done');
  expect(screen.queryByRole('status')).toBeNull();
  await hear('sweep', 'done');
  expect(screen.getByRole('status').textContent).toContain('The sweep is done.');
});

test('why an evaluation failed is shown until one is tried again, and other errors stay', async () => {
  const failure = toFailure(new TammesError('host-silent', {}));
  show(<Hearer />);
  await hear('evaluate', 'failed', failure);
  await hear('sort', 'failed', failure);
  expect(screen.getAllByRole('alert')).toHaveLength(2);
  await hear('sort', 'running');
  expect(screen.getAllByRole('alert')).toHaveLength(2);
  await hear('evaluate', 'running');
  expect(screen.getAllByRole('alert')).toHaveLength(1);
});
