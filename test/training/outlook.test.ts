import { expect, test } from 'vitest';
import { outlookOf } from '../../src-shared/training/index.ts';

test('people count by their photos, and near-duplicates are one photo', () => {
  // Two photos, the same photo twice, one photo, two photos.
  const outlook = outlookOf([1, 2, 3, 3, 4, 5, 6], [0, 0, 1, 1, 2, 3, 3]);
  expect(outlook).toMatchObject({ people: 2, singles: 2, photos: 6, canJudge: false });
  expect(outlookOf([], [])).toMatchObject({ people: 0, singles: 0, photos: 0, canJudge: false });
});

test('a head can be judged with as many people as folds take', () => {
  const pairs = (people: number) => {
    const labels = Array.from({ length: 2 * people }, (_, i) => Math.floor(i / 2));
    return outlookOf([...labels.keys()], labels);
  };
  expect([7, 8].map((people) => pairs(people).canJudge)).toEqual([false, true]);
});

test('people with a single photo count for half, but do not replace the others', () => {
  const needed = (people: number, singles: number) => {
    const pairs = Array.from({ length: 2 * people }, (_, i) => Math.floor(i / 2));
    const labels = [...pairs, ...Array.from({ length: singles }, (_, i) => people + i)];
    return outlookOf([...labels.keys()], labels).needed;
  };
  expect(needed(10, 100)).toBe(needed(10, 0) - 50);
  expect(needed(10, 10_000)).toBe(needed(500, 5000));
  expect(needed(10, 10_000)).toBeGreaterThan(100);
});
