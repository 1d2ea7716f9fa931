import { expect, test } from 'vitest';
import { en } from '../../../src-renderer/app/messages/en.ts';
import { formatDuration, remainingSeconds } from '../../../src-renderer/components/duration.ts';

test.each([
  [0.2, '1 s left'],
  [59, '59 s left'],
  [125, '2 min 5 s left'],
])('%d seconds read as “%s”', (seconds, text) => expect(formatDuration(seconds, en)).toBe(text));

test('the remaining time goes by the pace so far', () => {
  expect(remainingSeconds(10, 5, 20)).toBe(40);
  expect(remainingSeconds(10, 0, 20)).toBeNull();
});
