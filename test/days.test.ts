import { expect, test } from 'vitest';
import { dayOf, daysBetween, laterDay, monthsBefore } from '../src-shared/days.ts';

test('days are those of this machine’s clock, and are counted over the ends of months and years', () => {
  expect(dayOf(new Date(2025, 0, 5, 0, 30))).toBe('2025-01-05');
  expect(dayOf(new Date(2025, 11, 31, 23, 30))).toBe('2025-12-31');
  expect(laterDay('2024-02-28', 2)).toBe('2024-03-01');
  expect(laterDay('2025-12-31', 1)).toBe('2026-01-01');
  expect(daysBetween('2024-02-28', '2024-03-01')).toBe(2);
});

test.each([
  ['2025-05-31', 1, '2025-04-30'],
  ['2024-03-30', 1, '2024-02-29'],
  ['2025-01-15', 1, '2024-12-15'],
  ['2025-01-15', 13, '2023-12-15'],
  ['2025-03-31', 120, '2015-03-31'],
] as const)('%s less %i months is %s, which is in that month', (day, months, before) => {
  expect(monthsBefore(day, months)).toBe(before);
});
