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
 * Places names right of their points, else left, above or below (of portraits the other way round), where no name stands yet and the window goes on; those
 * of highest priority first. The rest are left out: no two overlap. Where portraits are close, a name stands where it hides least of them.
 *
 * @param most names that are placed at most: more could not be read.
 */
export function placeLabels(
  wanted: readonly WantedLabel[],
  size: { width: number; height: number },
  most = 150,
): PlacedLabel[] {
  const taken: Places = new Map();
  const portraits: Places = new Map();
  for (const { x, y, radius = 0 } of wanted)
    if (radius > 0)
      put(portraits, { left: x - radius, top: y - radius, right: x + radius, bottom: y + radius });
  const placed: PlacedLabel[] = [];
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[b]!.priority - wanted[a]!.priority);
  for (const index of order) {
    if (placed.length >= most) break;
    const free = placesFor(wanted[index]!).filter((place) => isInside(place, size) && isFree(place, taken));
    if (free.length === 0) continue;
    const hidden = free.map((place) => hiddenBy(place, portraits));
    const box = free[hidden.indexOf(Math.min(...hidden))]!;
    put(taken, box);
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

/** Boxes by the squares that they touch. */
type Places = Map<string, Box[]>;

function put(places: Places, box: Box): void {
  for (const key of cellsOf(box)) {
    const inCell = places.get(key);
    if (inCell) inCell.push(box);
    else places.set(key, [box]);
  }
}

/** Square pixels of portraits that a box covers. */
function hiddenBy(box: Box, portraits: Places): number {
  const near = new Set(cellsOf(box).flatMap((key) => portraits.get(key) ?? []));
  let area = 0;
  for (const other of near) {
    if (!overlap(box, other)) continue;
    const width = Math.min(box.right, other.right) - Math.max(box.left, other.left);
    area += width * (Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top));
  }
  return area;
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

function isFree(box: Box, taken: Places): boolean {
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
