import { renderHook } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { useRemaining } from '../../../src-renderer/shell/jobs/useRemaining.ts';

afterEach(() => vi.useRealTimers());

test('the remaining time is that at the pace since the share was first heard, and of other work anew', () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const { result, rerender } = renderHook((share: number | null) => useRemaining(share), {
    initialProps: null as number | null,
  });
  const after = (seconds: number, share: number | null) => {
    vi.advanceTimersByTime(1000 * seconds);
    rerender(share);
    return result.current;
  };
  expect(result.current).toBeNull();
  expect(after(60, 0.2)).toBeNull();
  // A fifth in ten seconds, three fifths to go.
  expect(after(10, 0.4)).toBeCloseTo(30);
  expect(after(20, 0.8)).toBeCloseTo(10);
  expect(after(1, 0.1)).toBeNull();
  expect(after(5, 0.6)).toBeCloseTo(4);
  expect(after(1, null)).toBeNull();
  expect(after(100, 0)).toBeNull();
  expect(after(1, 0.5)).toBeCloseTo(1);
});
