import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { inBatches } from '../../src-renderer/app/in-batches.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('the first goes on at once, what follows within the pause together and in order', () => {
  const taken: number[] = [];
  const hear = inBatches((item: number) => taken.push(item), 100);
  hear(1);
  vi.advanceTimersByTime(1);
  expect(taken).toEqual([1]);
  for (const item of [2, 3, 4]) {
    vi.advanceTimersByTime(20);
    hear(item);
  }
  vi.advanceTimersByTime(30);
  expect(taken).toEqual([1]);
  vi.advanceTimersByTime(10);
  expect(taken).toEqual([1, 2, 3, 4]);
  vi.advanceTimersByTime(500);
  hear(5);
  vi.advanceTimersByTime(1);
  expect(taken).toEqual([1, 2, 3, 4, 5]);
});

test('an item that fails is reported and does not hold up the others', () => {
  const told = vi.fn();
  vi.stubGlobal('reportError', told);
  const taken: number[] = [];
  const hear = inBatches((item: number) => {
    if (item === 1) throw new Error('bad');
    taken.push(item);
  }, 100);
  hear(1);
  hear(2);
  vi.advanceTimersByTime(1);
  expect(taken).toEqual([2]);
  expect(told).toHaveBeenCalledWith(new Error('bad'));
});
