/** How the items of a grid fall into rows, under the titles of their groups. */

/** Items from `first` to before `end`; the title of a group has none. */
export interface GridRow {
  first: number;
  end: number;
  title: string | null;
}

/** A group of items that lie beside each other. */
export interface GridSection {
  title: string;
  count: number;
}

/** @param sections in order; without them all items are one group that has no title. */
export function gridRows(count: number, columns: number, sections?: readonly GridSection[]): GridRow[] {
  const rows: GridRow[] = [];
  let start = 0;
  for (const section of sections ?? [{ title: null, count }]) {
    // The sections may be those of a moment ago.
    const end = Math.min(count, start + section.count);
    if (end > start && section.title !== null) rows.push({ first: start, end: start, title: section.title });
    for (let first = start; first < end; first += columns) {
      rows.push({ first, end: Math.min(end, first + columns), title: null });
    }
    start = end;
  }
  return rows;
}

/** The row that an item lies in; -1: there is none. */
export function rowOf(rows: readonly GridRow[], index: number): number {
  return rows.findIndex(({ first, end }) => first <= index && index < end);
}

/** Where a key leads that goes up or down rows of different lengths; null for other keys. @param page rows on the screen. */
export function indexInRows(
  key: string,
  index: number,
  rows: readonly GridRow[],
  page: number,
): number | null {
  const steps: Readonly<Record<string, number>> = {
    ArrowUp: -1,
    ArrowDown: 1,
    PageUp: -page,
    PageDown: page,
  };
  const step = steps[key];
  if (step === undefined) return null;
  const filled = rows.filter(({ first, end }) => end > first);
  const row = rowOf(filled, index);
  const to = filled[Math.min(filled.length - 1, Math.max(0, row + step))];
  if (row === -1 || to === undefined) return index;
  return Math.min(to.end - 1, to.first + index - filled[row]!.first);
}
