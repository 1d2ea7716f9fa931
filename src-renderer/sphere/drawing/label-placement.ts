/** Which names can stand on the picture without covering each other. */
/** A name wanted beside a point: sizes and places in pixels. */
export interface WantedLabel {
  x: number;
  y: number;
  /** Of what stands for the point; 0 for a dot. */
  radius?: number;
  width: number;
  height: number;
  /** Higher ones are placed first. */
  priority: number;
}

export interface PlacedLabel {
  /** Into the wanted ones. */
  index: number;
  left: number;
  top: number;
}

/** Between a point and its name, and between a portrait's edge and its name. */
const gaps = { dot: 7, portrait: 3 };
/** Squares in which placed names are looked up. */
const cell = 48;

/**
 * Places names right of their points, else left, above or below (of portraits the other way round), where nothing stands yet and the window goes on; those
 * of highest priority first. The rest are left out: no two overlap.
 *
 * @param most names that are placed at most: more could not be read.
 */
export function placeLabels(
  wanted: readonly WantedLabel[],
  size: { width: number; height: number },
  most = 150,
): PlacedLabel[] {
  const taken = new Map<string, Box[]>();
  const placed: PlacedLabel[] = [];
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[b]!.priority - wanted[a]!.priority);
  for (const index of order) {
    if (placed.length >= most) break;
    const box = placesFor(wanted[index]!).find((place) => isInside(place, size) && isFree(place, taken));
    if (box === undefined) continue;
    for (const key of cellsOf(box)) {
      const inCell = taken.get(key);
      if (inCell) inCell.push(box);
      else taken.set(key, [box]);
    }
    placed.push({ index, left: box.left, top: box.top });
  }
  return placed;
}

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

function placesFor({ x, y, width, height, radius = 0 }: WantedLabel): Box[] {
  const gap = radius > 0 ? radius + gaps.portrait : gaps.dot;
  const at = (left: number, top: number) => ({ left, top, right: left + width, bottom: top + height });
  const places = [
    at(x + gap, y - height / 2),
    at(x - gap - width, y - height / 2),
    at(x - width / 2, y - gap - height),
    at(x - width / 2, y + gap),
  ];
  // A name belongs below its portrait, if there is room.
  return radius > 0 ? places.reverse() : places;
}

function isInside({ left, top, right, bottom }: Box, { width, height }: { width: number; height: number }) {
  return left >= 0 && top >= 0 && right <= width && bottom <= height;
}

function isFree(box: Box, taken: ReadonlyMap<string, readonly Box[]>): boolean {
  return cellsOf(box).every((key) => (taken.get(key) ?? []).every((other) => !overlap(box, other)));
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

function cellsOf({ left, top, right, bottom }: Box): string[] {
  const cells: string[] = [];
  for (let x = Math.floor(left / cell); x <= Math.floor(right / cell); x++) {
    for (let y = Math.floor(top / cell); y <= Math.floor(bottom / cell); y++) cells.push(`${x},${y}`);
  }
  return cells;
}
