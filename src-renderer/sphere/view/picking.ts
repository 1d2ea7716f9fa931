import { visibleCentres } from '../drawing/appearance.ts';
import { portraitSize } from '../drawing/portraits.ts';
import type { PictureViewState, SpherePicture, Spot } from '../picture.ts';
import { horizon, type Size, screenOf } from './camera.ts';

/** How far from a point the pointer still means it, pixels. */
const reach = { centre: 11, sample: 5 } as const;

/** What lies under the pointer: of the points on the near side the closest, a centre before a sample. */
export function pick(
  picture: SpherePicture,
  view: PictureViewState,
  size: Size,
  at: { x: number; y: number },
): Spot | null {
  const shown = visibleCentres(picture, view);
  const most = Math.max(reach.centre, portraitSize(picture, view, size) / 2);
  const centre = closest(screenOf(picture.points, view.camera, size), at, most, (i) => shown.has(i));
  if (centre !== null) return { kind: 'centre', index: centre };
  const { samples } = picture;
  if (samples === null) return null;
  const places = screenOf(samples.points, view.camera, size);
  const sample = closest(places, at, reach.sample, (i) => shown.has(samples.labels[i]!));
  return sample === null ? null : { kind: 'sample', index: sample };
}

function closest(
  places: Float32Array,
  { x, y }: { x: number; y: number },
  most: number,
  isShown: (index: number) => boolean,
): number | null {
  let best: number | null = null;
  let least = most;
  for (let i = 0; i < places.length / 3; i++) {
    if (places[3 * i + 2]! < horizon || !isShown(i)) continue;
    const away = Math.hypot(places[3 * i]! - x, places[3 * i + 1]! - y);
    if (away > least) continue;
    best = i;
    least = away;
  }
  return best;
}
