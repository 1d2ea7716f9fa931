import { describe, expect, test } from 'vitest';
import { edgeScroll, indexesInBand, selectBand } from '../../../src-renderer/components/grid-band.ts';
import { gridRows } from '../../../src-renderer/components/grid-rows.ts';

// Three columns of 100 pixels at 20, 130 and 240; rows of 120 pixels at 20, 150 and 280.
const layout = {
  rows: gridRows(8, 3),
  columns: 3,
  width: 360,
  height: 120,
  titleHeight: 40,
  gap: 10,
  padding: 20,
};

describe('a band over a grid', () => {
  test('crosses what it touches, whichever corner it began at', () => {
    const crossed = [0, 1, 3, 4];
    expect(indexesInBand({ x: 110, y: 130 }, { x: 140, y: 160 }, layout)).toEqual(crossed);
    expect(indexesInBand({ x: 140, y: 160 }, { x: 110, y: 130 }, layout)).toEqual(crossed);
    expect(indexesInBand({ x: 140, y: 130 }, { x: 110, y: 160 }, layout)).toEqual(crossed);
  });

  test('crosses nothing in a gap, in the padding, or beyond the last item', () => {
    expect(indexesInBand({ x: 122, y: 0 }, { x: 128, y: 400 }, layout)).toEqual([]);
    expect(indexesInBand({ x: 0, y: 142 }, { x: 360, y: 148 }, layout)).toEqual([]);
    expect(indexesInBand({ x: 0, y: 0 }, { x: 15, y: 400 }, layout)).toEqual([]);
    expect(indexesInBand({ x: 345, y: 0 }, { x: 360, y: 400 }, layout)).toEqual([]);
    expect(indexesInBand({ x: 250, y: 290 }, { x: 330, y: 390 }, layout)).toEqual([]);
  });

  test('crosses rows that are scrolled out, and runs on beyond the edges', () => {
    expect(indexesInBand({ x: -50, y: -50 }, { x: 900, y: 9000 }, layout)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    const rows = gridRows(100_000, 3);
    const column = indexesInBand({ x: 30, y: 0 }, { x: 40, y: 1e9 }, { ...layout, rows });
    expect(column).toHaveLength(33_334);
    expect(column.at(-1)).toBe(99_999);
  });

  test('crosses groups, whose titles push their items down', () => {
    const rows = gridRows(8, 3, [
      { title: 'Ann', count: 4 },
      { title: 'Bea', count: 4 },
    ]);
    // Titles at 20 and 320; rows at 60, 190, 360 and 490.
    expect(indexesInBand({ x: 30, y: 25 }, { x: 40, y: 55 }, { ...layout, rows })).toEqual([]);
    expect(indexesInBand({ x: 30, y: 315 }, { x: 40, y: 358 }, { ...layout, rows })).toEqual([]);
    expect(indexesInBand({ x: 30, y: 200 }, { x: 140, y: 361 }, { ...layout, rows })).toEqual([3, 4, 5]);
  });
});

describe('what a band selects', () => {
  const before = { selected: new Set([14]), active: 4, anchor: 4 };
  const ids = [10, 11, 12, 13, 14];

  test('takes the place of what was selected, or adds to it', () => {
    expect(selectBand(before, ids, [0, 1], { adds: false, upwards: false })).toEqual({
      selected: new Set([10, 11]),
      active: 1,
      anchor: 0,
    });
    expect(selectBand(before, ids, [0, 1], { adds: true, upwards: true })).toEqual({
      selected: new Set([14, 10, 11]),
      active: 0,
      anchor: 1,
    });
  });

  test('is nothing where it crosses nothing, and keys go on from where they were', () => {
    expect(selectBand(before, ids, [], { adds: false, upwards: false })).toEqual({
      selected: new Set(),
      active: 4,
      anchor: 4,
    });
  });
});

test('a pointer scrolls near the edges and beyond, the faster the farther, up to an end', () => {
  expect([300, 40, 560].map((y) => edgeScroll(y, 600))).toEqual([0, 0, 0]);
  expect(edgeScroll(20, 600)).toBeLessThan(0);
  expect(edgeScroll(590, 600)).toBeGreaterThan(edgeScroll(575, 600));
  expect(edgeScroll(5000, 600)).toBe(edgeScroll(636, 600));
});
