import { expect, test } from 'vitest';
import { ageAt } from '../../../../src-renderer/screens/library/age.ts';

test('an age needs a date and a birth year, and a birth that was before', () => {
  const taken = Date.UTC(1999, 5, 1);
  expect(ageAt(taken, 1960)).toBe(39);
  expect(ageAt(taken, 2005)).toBeNull();
  expect(ageAt(null, 1960)).toBeNull();
  expect(ageAt(taken, null)).toBeNull();
});
