/** How a selection changes. */
import type { LassoMode } from '../../sphere/view/lasso.ts';

/** Takes several into a selection, or out of it. The order of those that stay is kept. */
export function taken(
  before: readonly number[],
  indices: readonly number[],
  mode: LassoMode,
): readonly number[] {
  if (mode === 'replace') return indices;
  if (mode === 'add') return [...new Set([...before, ...indices])];
  const out = new Set(indices);
  return before.filter((index) => !out.has(index));
}

/** Takes one into a selection, or out of it. */
export function toggled(list: readonly number[], index: number): readonly number[] {
  return taken(list, [index], list.includes(index) ? 'remove' : 'add');
}
