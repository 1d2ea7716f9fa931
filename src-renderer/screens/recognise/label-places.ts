/** Where the labels of boxes stand on a picture, so that none hides another. */

export interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Between a box and its label. */
const gap = 4;

/**
 * Places a label beside each box: above, below, inside at the top, or on a side, where it lies on no other label, and moved
 * up or down if that cannot be. Larger faces choose first.
 * @param boxes in pixels of the picture as it is shown. @param sizes of the labels. @param picture its width and height.
 * @returns the upper left corner of each label, in the picture as far as it fits.
 */
export function labelPlaces(
  boxes: readonly Rectangle[],
  sizes: readonly { width: number; height: number }[],
  picture: { width: number; height: number },
): { x: number; y: number }[] {
  const order = boxes.map((_, i) => i).sort((a, b) => area(boxes[b]!) - area(boxes[a]!));
  const placed: Rectangle[] = [];
  const places: { x: number; y: number }[] = [];
  for (const i of order) {
    const place = placeOf(boxes[i]!, sizes[i]!, picture, placed);
    placed.push({ ...place, ...sizes[i]! });
    places[i] = place;
  }
  return places;
}

function placeOf(
  box: Rectangle,
  { width, height }: { width: number; height: number },
  picture: { width: number; height: number },
  placed: readonly Rectangle[],
): { x: number; y: number } {
  const centre = box.x + box.width / 2 - width / 2;
  const middle = box.y + box.height / 2 - height / 2;
  const wanted = [
    { x: centre, y: box.y - height - gap },
    { x: centre, y: box.y + box.height + gap },
    { x: centre, y: box.y + gap },
    { x: box.x + box.width + gap, y: middle },
    { x: box.x - width - gap, y: middle },
  ].map((place) => inside(place, { width, height }, picture));
  const free = (place: { x: number; y: number }) =>
    placed.every((other) => !overlaps(other, { ...place, width, height }));
  const first = wanted.find(free);
  if (first !== undefined) return first;
  // A crowd: as near as there is room, over or under the first place.
  for (let step = 1; step * height < 2 * picture.height; step++) {
    for (const sign of [-1, 1]) {
      const moved = inside(
        { x: wanted[0]!.x, y: wanted[0]!.y + sign * step * (height / 2) },
        { width, height },
        picture,
      );
      if (free(moved)) return moved;
    }
  }
  return wanted[0]!;
}

function inside(
  { x, y }: { x: number; y: number },
  size: { width: number; height: number },
  picture: { width: number; height: number },
): { x: number; y: number } {
  return {
    x: Math.max(0, Math.min(picture.width - size.width, x)),
    y: Math.max(0, Math.min(picture.height - size.height, y)),
  };
}

const area = ({ width, height }: Rectangle) => width * height;

const overlaps = (a: Rectangle, b: Rectangle) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
