/** Which items of a grid a band crosses that the pointer draws: also those that are scrolled out of sight, which nobody drew. */
import type { GridRow } from './grid-rows.ts';
import type { GridSelection } from './grid-selection.ts';

/** In pixels from the upper left corner of all the content, not of what is in sight. */
export interface Point {
  x: number;
  y: number;
}

/** How a grid is laid out, in pixels. */
export interface GridLayout {
  rows: readonly GridRow[];
  columns: number;
  /** Inside of the grid, with its padding. */
  width: number;
  /** Of a tile. */
  height: number;
  /** Of a group's title. */
  titleHeight: number;
  gap: number;
  padding: number;
}

/** The rectangle between two corners. */
export function bandBetween(from: Point, to: Point) {
  return {
    left: Math.min(from.x, to.x),
    top: Math.min(from.y, to.y),
    right: Math.max(from.x, to.x),
    bottom: Math.max(from.y, to.y),
  };
}

/** Indexes of the items that the rectangle between two corners touches, in order. */
export function indexesInBand(from: Point, to: Point, layout: GridLayout): number[] {
  const { rows, columns, width, height, titleHeight, gap, padding } = layout;
  const { left, top, right, bottom } = bandBetween(from, to);
  const pitch = (width - 2 * padding + gap) / columns;
  // A band that lies in the gap between two columns crosses neither.
  const first = Math.max(0, Math.ceil((left - padding - (pitch - gap)) / pitch));
  const last = Math.min(columns - 1, Math.floor((right - padding) / pitch));
  const indexes: number[] = [];
  let start = padding;
  for (const row of rows) {
    if (start > bottom) break;
    if (row.title === null && start + height >= top) {
      for (let i = row.first + first; i <= Math.min(row.first + last, row.end - 1); i++) indexes.push(i);
    }
    start += row.title === null ? height + gap : titleHeight;
  }
  return indexes;
}

/**
 * The selection after a band was drawn.
 * @param indexes of the items that it crosses. @param adds to what was selected, rather than in its place.
 * @param upwards the pointer came to rest at the first of them, from where keys go on.
 */
export function selectBand(
  before: GridSelection,
  ids: readonly number[],
  indexes: readonly number[],
  { adds, upwards }: { adds: boolean; upwards: boolean },
): GridSelection {
  const crossed = indexes.flatMap((index) => ids[index] ?? []);
  const selected = new Set(adds ? [...before.selected, ...crossed] : crossed);
  const [first, last] = [indexes[0], indexes.at(-1)];
  if (first === undefined || last === undefined) return { ...before, selected };
  return upwards ? { selected, active: first, anchor: last } : { selected, active: last, anchor: first };
}

/** Nearer than this to the edge the pointer scrolls, in pixels. */
const edge = 36;

/** How far a pointer scrolls in one step, in pixels. @param y of the pointer, from the upper edge. */
export function edgeScroll(y: number, height: number): number {
  const beyond = y < edge ? y - edge : Math.max(0, y - (height - edge));
  return Math.round(Math.max(-edge, Math.min(edge, beyond)) / 2);
}
