import { expect, test } from 'vitest';
import { filtersSet, fittingCentres, noFilters } from '../../../../src-renderer/screens/sphere/fitting.ts';

test('people fit who have a face that fits; names that the library has no more fit nothing', () => {
  const people = [
    { id: 7, name: 'Ada' },
    { id: 9, name: 'Ben' },
  ];
  const groups = [{ key: 9 }, { key: null }, { key: 12 }];
  expect(fittingCentres(['Gone', 'Ada', 'Ben'], people, groups)).toEqual(new Set([2]));
});

test('filters are counted that say something', () => {
  expect(filtersSet(noFilters)).toBe(0);
  expect(filtersSet({ find: ' ', tag: 'doubtful', quality: 'poor' })).toBe(2);
});
