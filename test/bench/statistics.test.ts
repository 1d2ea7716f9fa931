import { expect, test } from 'vitest';
import { mean, meanInterval, median } from './statistics.ts';

test('the median is the middle value, or the mean of the two in the middle', () => {
  expect(median([5])).toBe(5);
  expect(median([9, 1, 2])).toBe(2);
  expect(median([4, 1, 3, 100])).toBe(3.5);
  expect(mean([4, 1, 3, 100])).toBe(27);
});

// 1..5: deviation √2.5, over √5 times 2.776.
test("the interval of a mean is Student's", () => {
  expect(meanInterval([1, 2, 3, 4, 5])).toEqual({ mean: 3, half: expect.closeTo(1.963, 3) });
  expect(meanInterval([2, 2, 2])).toEqual({ mean: 2, half: 0 });
  expect(meanInterval([7])).toEqual({ mean: 7, half: Number.POSITIVE_INFINITY });
});
