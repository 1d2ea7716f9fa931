/** Boxes that are drawn by hand, in pixels of the photo. They stay inside it, and large enough to take hold of. */
import type { Box } from '../../../../src-shared/contract/index.ts';

export interface Size {
  width: number;
  height: number;
}

export interface Point {
  x: number;
  y: number;
}

/** Least width and height of a box. */
const least = 12;

/** The box between two corners. */
export function boxBetween(a: Point, b: Point, photo: Size): Box {
  return inside(
    { x: Math.min(a.x, b.x), y: Math.min(a.y, b.y), width: Math.abs(a.x - b.x), height: Math.abs(a.y - b.y) },
    photo,
  );
}

/** The box, moved. */
export function movedBy(box: Box, { x, y }: Point, photo: Size): Box {
  return {
    ...box,
    x: between(box.x + x, 0, photo.width - box.width),
    y: between(box.y + y, 0, photo.height - box.height),
  };
}

/** The box with its lower right corner moved. */
export function grownBy(box: Box, { x, y }: Point, photo: Size): Box {
  return {
    ...box,
    width: between(box.width + x, least, photo.width - box.x),
    height: between(box.height + y, least, photo.height - box.y),
  };
}

/** A box to begin with by keys: in the middle, a quarter of the shorter side. */
export function firstBox(photo: Size): Box {
  const side = Math.max(least, Math.min(photo.width, photo.height) / 4);
  return { x: (photo.width - side) / 2, y: (photo.height - side) / 2, width: side, height: side };
}

/** The box after an arrow key, which moves it by a hundredth of the photo, or with Shift changes its size; null for other keys. */
export function afterKey(key: string, shift: boolean, box: Box, photo: Size): Box | null {
  const step = Math.max(1, Math.round(Math.max(photo.width, photo.height) / 100));
  const steps: Readonly<Record<string, Point>> = {
    ArrowLeft: { x: -step, y: 0 },
    ArrowRight: { x: step, y: 0 },
    ArrowUp: { x: 0, y: -step },
    ArrowDown: { x: 0, y: step },
  };
  const by = steps[key];
  if (by === undefined) return null;
  return shift ? grownBy(box, by, photo) : movedBy(box, by, photo);
}

function inside(box: Box, photo: Size): Box {
  const x = between(box.x, 0, photo.width - least);
  const y = between(box.y, 0, photo.height - least);
  return {
    x,
    y,
    width: between(box.x + box.width - x, least, photo.width - x),
    height: between(box.y + box.height - y, least, photo.height - y),
  };
}

const between = (value: number, low: number, high: number) => Math.min(Math.max(value, low), high);
