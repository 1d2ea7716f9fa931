/** Which centres a line that was drawn about them encloses. */
import { isDimmed, visibleCentres } from '../drawing/appearance.ts';
import type { PictureViewState, SpherePicture } from '../picture.ts';
import { horizon, type Size, screenOf } from './camera.ts';

/** A place in the window, pixels from the upper left corner. */
export interface Place {
  x: number;
  y: number;
}

/** What a lasso does with the selection. */
export type LassoMode = 'replace' | 'add' | 'remove';

/** Shift, or Ctrl as for single points, adds; Alt removes. */
export function modeOf(keys: Record<'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey', boolean>): LassoMode {
  if (keys.altKey) return 'remove';
  return keys.shiftKey || keys.ctrlKey || keys.metaKey ? 'add' : 'replace';
}

/** Centres that are shown and fit the filter: those that can be taken all at once. @returns indices. */
export function takeable(
  picture: Pick<SpherePicture, 'names' | 'nearest'>,
  view: Pick<PictureViewState, 'selected' | 'isolated' | 'fitting'>,
): number[] {
  const shown = visibleCentres(picture, view);
  return picture.names.flatMap((_, i) => (shown.has(i) && !isDimmed(view, i) ? [i] : []));
}

/** Of the takeable centres those inside a lasso, on the near side of the sphere: those behind it are hidden. @returns indices. */
export function lassoed(
  picture: SpherePicture,
  view: PictureViewState,
  size: Size,
  lasso: readonly Place[],
): number[] {
  const places = screenOf(picture.points, view.camera, size);
  return takeable(picture, view).filter(
    (i) => places[3 * i + 2]! >= horizon && isInside({ x: places[3 * i]!, y: places[3 * i + 1]! }, lasso),
  );
}

/** Whether a place lies inside a closed line: a ray from it crosses the line an odd number of times. */
export function isInside({ x, y }: Place, lasso: readonly Place[]): boolean {
  let inside = false;
  lasso.forEach((to, i) => {
    const from = lasso.at(i - 1)!;
    if (from.y > y === to.y > y) return;
    const crossing = from.x + ((y - from.y) / (to.y - from.y)) * (to.x - from.x);
    if (x < crossing) inside = !inside;
  });
  return inside;
}
