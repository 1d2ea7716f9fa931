/** Where things of a map appear in the window, without a canvas. */
import type { MapPosition } from '../picture.ts';

/** Of the window, pixels. */
interface Area {
  width: number;
  height: number;
}

/** Part of the shorter side of the window that the whole map takes: leaves a margin for portraits and names. */
const filled = 0.86;

/** Pixels for a length of one on the map. */
function scaleOf({ width, height }: Area, { zoom }: MapPosition): number {
  return (zoom * filled * Math.min(width, height)) / 2;
}

/** Places of a map's points in a window, in pixels; z is 1, since nothing is hidden. @param points x, y and z in turn. */
export function mapScreenOf(points: ArrayLike<number>, camera: MapPosition, size: Area): Float32Array {
  const scale = scaleOf(size, camera);
  const places = new Float32Array(points.length);
  for (let at = 0; at < points.length; at += 3) {
    places[at] = size.width / 2 + scale * (points[at]! - camera.x);
    places[at + 1] = size.height / 2 - scale * (points[at + 1]! - camera.y);
    places[at + 2] = 1;
  }
  return places;
}

/** The map after a pull by pixels: what was taken hold of follows. The middle of the window stays on the map. */
export function pulled(camera: MapPosition, dx: number, dy: number, size: Area): MapPosition {
  const scale = scaleOf(size, camera);
  return { ...camera, x: clamped(camera.x - dx / scale), y: clamped(camera.y + dy / scale) };
}

/** On the way from one place of the map to another. @param share 0 to 1. */
export function mapBetween(from: MapPosition, to: MapPosition, share: number): MapPosition {
  const ease = share * share * (3 - 2 * share);
  return {
    x: from.x + ease * (to.x - from.x),
    y: from.y + ease * (to.y - from.y),
    zoom: from.zoom * (to.zoom / from.zoom) ** ease,
  };
}

const clamped = (value: number) => Math.max(-1, Math.min(1, value));
