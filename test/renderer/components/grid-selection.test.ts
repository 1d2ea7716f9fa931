import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type GridSelection,
  indexAfter,
  noSelection,
  selectAt,
} from '../../../src-renderer/components/grid-selection.ts';

const ids = [10, 11, 12, 13, 14, 15, 16];
const plain = { toggle: false, range: false };
const chosen = ({ selected }: GridSelection) => [...selected];

describe('selecting in a grid', () => {
  test('a click selects one item and nothing else', () => {
    const first = selectAt(noSelection, ids, 2, plain);
    expect(chosen(selectAt(first, ids, 4, plain))).toEqual([14]);
  });

  test('with Control a click adds an item, and takes it out again', () => {
    const two = selectAt(selectAt(noSelection, ids, 2, plain), ids, 4, { toggle: true, range: false });
    expect(chosen(two)).toEqual([12, 14]);
    expect(chosen(selectAt(two, ids, 2, { toggle: true, range: false }))).toEqual([14]);
  });

  test('with Shift all items from the last plain click on are selected, in either direction', () => {
    const from = selectAt(noSelection, ids, 3, plain);
    const range = { toggle: false, range: true };
    expect(chosen(selectAt(from, ids, 5, range))).toEqual([13, 14, 15]);
    expect(chosen(selectAt(selectAt(from, ids, 5, range), ids, 1, range))).toEqual([11, 12, 13]);
  });

  test('an item that is not there changes nothing', () => {
    expect(selectAt(noSelection, ids, 99, plain)).toBe(noSelection);
  });
});

describe('keys in a grid', () => {
  const grid = { count: 7, columns: 3, page: 2 };

  test.each([
    ['ArrowRight', 2, 3],
    ['ArrowLeft', 0, 0],
    ['ArrowDown', 1, 4],
    ['ArrowDown', 4, 6],
    ['ArrowDown', 6, 6],
    ['ArrowUp', 1, 1],
    ['ArrowUp', 5, 2],
    ['End', 0, 6],
    ['Home', 5, 0],
    ['PageDown', 0, 6],
  ])('%s leads from item %i to item %i of seven in three columns', (key, from, to) => {
    expect(indexAfter(key, from, grid)).toBe(to);
  });

  test('other keys lead nowhere, and no key in an empty grid', () => {
    expect(indexAfter('x', 0, grid)).toBeNull();
    expect(indexAfter('End', 0, { ...grid, count: 0 })).toBeNull();
  });

  test('no key leads out of the grid', () => {
    const keys = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'PageUp', 'PageDown'];
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 5 }),
        fc.nat(),
        fc.constantFrom(...keys),
        (count, columns, page, start, key) => {
          const to = indexAfter(key, start % count, { count, columns, page })!;
          expect(to).toBeGreaterThanOrEqual(0);
          expect(to).toBeLessThan(count);
        },
      ),
    );
  });
});
