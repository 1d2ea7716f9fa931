import { expect, test } from 'vitest';
import { numbersWithin } from '../../../../src-renderer/screens/story/settings.ts';

test('numbers that no slider can have are refused', () => {
  const ranges = { count: { min: 2, max: 9, step: 1, whole: true } };
  expect(numbersWithin(ranges, { count: '3' })).toEqual({ count: 3 });
  for (const count of ['', '1', '10', '2.5', 'x']) expect(numbersWithin(ranges, { count })).toBeNull();
});
