/** Where things appear in the window, without a canvas. */
import type { Point3, Radians } from '../../../src-shared/sphere/index.ts';
import type { CameraPosition, MapPosition } from '../picture.ts';
import { mapScreenOf } from './map-camera.ts';

/** From the middle of the sphere, in its radii. */
export const distance = 3.4;
/** Angle of view at zoom 1 over the shorter side of the window: leaves a margin about the sphere. */
export const fieldOfView: Radians = (40 * Math.PI) / 180;
/** Beyond this z the sphere's surface faces the viewer. */
export const horizon = 1 / distance;
export const zooms = { least: 0.6, most: 40 } as const;

export interface Size {
  width: number;
  height: number;
}

export const isMap = (camera: CameraPosition | MapPosition): camera is MapPosition => 'x' in camera;

/** Where a point lies after the sphere is turned; z faces the viewer. */
export function orbit(x: number, y: number, z: number, { yaw, pitch }: Omit<CameraPosition, 'zoom'>): Point3 {
  const [sinYaw, cosYaw] = [Math.sin(yaw), Math.cos(yaw)];
  const [sinPitch, cosPitch] = [Math.sin(pitch), Math.cos(pitch)];
  const across = cosYaw * x + sinYaw * z;
  const towards = cosYaw * z - sinYaw * x;
  return [across, cosPitch * y - sinPitch * towards, sinPitch * y + cosPitch * towards];
}

/** The camera's zoom if the angle of view is the vertical one: the sphere is to fit a window that is higher than wide, too. */
export function verticalZoom({ width, height }: Size, { zoom }: Pick<CameraPosition, 'zoom'>): number {
  return zoom * Math.min(1, width / height);
}

/** Pixels for a length of one in the plane through the sphere's middle times the distance. */
export function focalLength(size: Size, camera: CameraPosition): number {
  return (verticalZoom(size, camera) * size.height) / 2 / Math.tan(fieldOfView / 2);
}

/**
 * Places of points of a sphere, or of a map, in a window.
 * @param points x, y and z in turn.
 * @returns x and y in pixels from the upper left corner, and z towards the viewer, in turn.
 */
export function screenOf(
  points: ArrayLike<number>,
  camera: CameraPosition | MapPosition,
  size: Size,
): Float32Array {
  if (isMap(camera)) return mapScreenOf(points, camera, size);
  const places = new Float32Array(points.length);
  const focal = focalLength(size, camera);
  for (let at = 0; at < points.length; at += 3) {
    const [x, y, z] = orbit(points[at]!, points[at + 1]!, points[at + 2]!, camera);
    places[at] = size.width / 2 + (focal * x) / (distance - z);
    places[at + 1] = size.height / 2 - (focal * y) / (distance - z);
    places[at + 2] = z;
  }
  return places;
}

/** Where a point lay before the sphere was turned: the reverse of `turned`. */
export function turnedBack([x, y, z]: Point3, { yaw, pitch }: Omit<CameraPosition, 'zoom'>): Point3 {
  const [sinYaw, cosYaw] = [Math.sin(yaw), Math.cos(yaw)];
  const [sinPitch, cosPitch] = [Math.sin(pitch), Math.cos(pitch)];
  const towards = cosPitch * z - sinPitch * y;
  return [cosYaw * x - sinYaw * towards, cosPitch * y + sinPitch * z, sinYaw * x + cosYaw * towards];
}

/** The point of the sphere's near side under a place in the window, in pixels; beyond its outline the nearest on it. */
export function pointAt(at: { x: number; y: number }, camera: CameraPosition, size: Size): Point3 {
  const focal = focalLength(size, camera);
  let [across, up] = [(at.x - size.width / 2) / focal, (size.height / 2 - at.y) / focal];
  const rim = 1 / Math.sqrt(distance ** 2 - 1);
  const off = Math.hypot(across, up);
  if (off > rim) [across, up] = [(across * rim) / off, (up * rim) / off];
  // The viewer's ray meets the sphere where (off t)² + (distance - t)² = 1, first at the smaller t.
  const squares = 1 + across ** 2 + up ** 2;
  const root = Math.sqrt(Math.max(0, distance ** 2 - squares * (distance ** 2 - 1)));
  const t = (distance - root) / squares;
  return turnedBack([across * t, up * t, distance - t], camera);
}

/** Radius of the sphere's outline, pixels. */
export function outlineRadius(size: Size, camera: CameraPosition): number {
  return focalLength(size, camera) / Math.sqrt(distance ** 2 - 1);
}

/** Brings a point to the front. */
export function facing([x, y, z]: Point3): Omit<CameraPosition, 'zoom'> {
  return { yaw: -Math.atan2(x, z), pitch: Math.atan2(y, Math.hypot(x, z)) };
}

/** Middle of some points, or of all. @param points x, y and z in turn. */
export function middleOf(points: ArrayLike<number>, which?: readonly number[]): Point3 {
  const middle: Point3 = [0, 0, 0];
  const add = (i: number) => {
    for (let k = 0; k < 3; k++) middle[k]! += points[3 * i + k]!;
  };
  if (which) which.forEach(add);
  else for (let i = 0; i < points.length / 3; i++) add(i);
  return middle;
}

/** A turn by pixels of the pointer: what was taken hold of follows it. */
export function dragged(camera: CameraPosition, dx: number, dy: number, size: Size): CameraPosition {
  const radians = (distance - 1) / focalLength(size, camera);
  return turnedBy(camera, dx * radians, dy * radians);
}

export function turnedBy(camera: CameraPosition, yaw: Radians, pitch: Radians): CameraPosition {
  const quarter = Math.PI / 2;
  return {
    ...camera,
    yaw: camera.yaw + yaw,
    pitch: Math.max(-quarter, Math.min(quarter, camera.pitch + pitch)),
  };
}

export function zoomedBy<Position extends { zoom: number }>(camera: Position, factor: number): Position {
  return { ...camera, zoom: Math.max(zooms.least, Math.min(zooms.most, camera.zoom * factor)) };
}

/** On the way from one view to another, the short way round. @param share 0 to 1. */
export function between(from: CameraPosition, to: CameraPosition, share: number): CameraPosition {
  const ease = share * share * (3 - 2 * share);
  const turn = (to.yaw - from.yaw) % (2 * Math.PI);
  const short = turn > Math.PI ? turn - 2 * Math.PI : turn < -Math.PI ? turn + 2 * Math.PI : turn;
  return {
    yaw: from.yaw + ease * short,
    pitch: from.pitch + ease * (to.pitch - from.pitch),
    zoom: from.zoom * (to.zoom / from.zoom) ** ease,
  };
}
