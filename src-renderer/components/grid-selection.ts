/** Which items of a grid are selected, after a click or a key: as in a file manager. */

export interface GridSelection {
  /** Ids. */
  selected: ReadonlySet<number>;
  /** Index of the item that keys move from. */
  active: number;
  /** Index from which Shift selects. */
  anchor: number;
}

export interface Modifiers {
  /** Adds to what is selected, or takes out. */
  toggle: boolean;
  /** Selects from the anchor on. */
  range: boolean;
}

export const noSelection: GridSelection = { selected: new Set(), active: 0, anchor: 0 };

/** The selection after an item was clicked, or reached by a key. @param ids of all items, in order. */
export function selectAt(
  before: GridSelection,
  ids: readonly number[],
  index: number,
  { toggle, range }: Modifiers,
): GridSelection {
  const id = ids[index];
  if (id === undefined) return before;
  if (range) {
    const [from, to] = [Math.min(before.anchor, index), Math.max(before.anchor, index)];
    const between = ids.slice(from, to + 1);
    return {
      ...before,
      selected: new Set(toggle ? [...before.selected, ...between] : between),
      active: index,
    };
  }
  if (toggle) {
    const selected = new Set(before.selected);
    if (!selected.delete(id)) selected.add(id);
    return { selected, active: index, anchor: index };
  }
  return { selected: new Set([id]), active: index, anchor: index };
}

/** Where an arrow key, Home, End or a page leads; null for other keys. @param page rows on the screen. */
export function indexAfter(
  key: string,
  index: number,
  { count, columns, page }: { count: number; columns: number; page: number },
): number | null {
  const steps: Readonly<Record<string, number>> = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: -columns,
    ArrowDown: columns,
    PageUp: -columns * page,
    PageDown: columns * page,
    Home: -count,
    End: count,
  };
  const step = steps[key];
  if (step === undefined || count === 0) return null;
  const to = index + step;
  // Up and down stay in their column; at the ends nothing moves.
  if (key === 'ArrowUp' && to < 0) return index;
  if (key === 'ArrowDown' && to >= count)
    return Math.floor(index / columns) < Math.floor((count - 1) / columns) ? count - 1 : index;
  return Math.min(count - 1, Math.max(0, to));
}
