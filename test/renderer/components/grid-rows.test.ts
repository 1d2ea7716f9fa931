import { describe, expect, test } from 'vitest';
import { gridRows, indexInRows, rowOf } from '../../../src-renderer/components/grid-rows.ts';

const sections = [
  { title: 'Ann', count: 4 },
  { title: 'Bea', count: 1 },
  { title: 'Carl', count: 3 },
];
const rows = gridRows(8, 3, sections);

describe('the rows of a grid', () => {
  test('hold as many items as there are columns', () => {
    expect(gridRows(7, 3).map(({ first, end }) => [first, end])).toEqual([
      [0, 3],
      [3, 6],
      [6, 7],
    ]);
    expect(gridRows(0, 3)).toEqual([]);
  });

  test('begin anew under the title of each group', () => {
    expect(rows.map(({ first, end, title }) => title ?? [first, end])).toEqual([
      'Ann',
      [0, 3],
      [3, 4],
      'Bea',
      [4, 5],
      'Carl',
      [5, 8],
    ]);
  });

  test('end with the items, even if the groups are those of a moment ago', () => {
    expect(gridRows(5, 3, sections).at(-1)).toEqual({ first: 4, end: 5, title: null });
  });

  test('are found by an item', () => {
    expect(rowOf(rows, 3)).toBe(2);
    expect(rowOf(rows, 8)).toBe(-1);
  });

  test('are gone up and down by keys, over titles, to the nearest item', () => {
    expect(indexInRows('ArrowDown', 2, rows, 2)).toBe(3);
    expect(indexInRows('ArrowDown', 4, rows, 2)).toBe(5);
    expect(indexInRows('ArrowUp', 7, rows, 2)).toBe(4);
    expect(indexInRows('PageDown', 1, rows, 2)).toBe(4);
    expect(indexInRows('ArrowUp', 1, rows, 2)).toBe(1);
    expect(indexInRows('Home', 1, rows, 2)).toBeNull();
  });
});
