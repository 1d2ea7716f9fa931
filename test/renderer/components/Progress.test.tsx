import { fireEvent, screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { Progress } from '../../../src-renderer/components/Progress.tsx';
import { show } from '../../helpers/show.tsx';

const work = { label: 'Reading', done: 3, total: 12, detail: '3 of 12', remaining: 75, onCancel: () => {} };

test('the bar, the numbers and the time that is left are named for all readers', () => {
  show(<Progress {...work} />);
  const bar = screen.getByRole('progressbar', { name: 'Reading' }) as HTMLProgressElement;
  expect(bar.position).toBe(0.25);
  expect(screen.getByRole('status').textContent).toBe('3 of 12 · 1 min 15 s left');
});

test('no remaining time is shown before there is a pace, nor at the end', () => {
  const { rerender } = show(<Progress {...work} remaining={null} />);
  expect(screen.getByRole('status').textContent).toBe('3 of 12');
  rerender(<Progress {...work} done={12} detail="12 of 12" remaining={0} />);
  expect(screen.getByRole('status').textContent).toBe('12 of 12');
});

test('with nothing to do the bar is empty', () => {
  show(<Progress {...work} done={0} total={0} />);
  expect((screen.getByRole('progressbar') as HTMLProgressElement).position).toBe(0);
});

test('Cancel calls its listener', () => {
  const onCancel = vi.fn();
  show(<Progress {...work} onCancel={onCancel} />);
  fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
  expect(onCancel).toHaveBeenCalledOnce();
});
