import { expect, test } from 'vitest';
import { stepRows } from '../../../../src-renderer/screens/story/step-rows.ts';

test('a long table has some of the steps, and always the last of each run', () => {
  const long = Array.from({ length: 401 }, (_, step) => ({ step, value: step / 2 }));
  const rows = stepRows(
    [
      { name: 'long', style: 0, points: long },
      { name: 'short', style: 1, points: long.slice(0, 8) },
    ],
    String,
  );
  expect(rows[0]).toEqual(['0', '0', '0']);
  expect(rows).toContainEqual(['7', '3.5', '3.5']);
  expect(rows.at(-1)).toEqual(['400', '200', '']);
  expect(rows.length).toBeLessThan(50);
});
