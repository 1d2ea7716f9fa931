/** Decides which face of a photo a name means. */
import type { Box } from '../../src-shared/contract/index.ts';
import { intersectionOverUnion } from '../../src-shared/vision/index.ts';
import type { NamedFace } from './naming.ts';

/** The least overlap (intersection over union) of a named area and the face that it means: programs frame heads differently. */
export const leastOverlap = 0.15;

interface Photo {
  /** Of the pixels that the boxes are in. */
  width: number;
  height: number;
  /** The upright photo's own size. */
  original: { width: number; height: number };
  /** EXIF orientation, 1 to 8: some programs mean the photo before it is turned. */
  orientation: number;
}

/** A name for one of the faces. */
export interface Assignment {
  face: number;
  name: string;
}

/**
 * Finds the face that each name means: by the overlap with its area, best first and none twice; the main face where
 * a name comes without an area. A name whose area holds no face is left out.
 *
 * Programs do not agree on whether areas are those of the photo as stored or turned upright: taken is the reading
 * in which the areas overlap the faces more.
 *
 * @param boxes the faces', in pixels of `width` × `height`.
 * @param main which face a name without an area means; null: none.
 */
export function assignNames(
  named: readonly NamedFace[],
  boxes: readonly Box[],
  main: number | null,
  photo: Photo,
): Assignment[] {
  if (boxes.length === 0) return [];
  const orientations = photo.orientation === 1 ? [1] : [1, photo.orientation];
  const readings = orientations.map((orientation) => matchAreas(named, boxes, photo, orientation));
  const best = readings.reduce((a, b) => (b.overlap > a.overlap ? b : a));
  const taken = new Set(best.assignments.map(({ face }) => face));
  const whole = named.find(({ area }) => area === null);
  if (whole !== undefined && main !== null && !taken.has(main))
    best.assignments.push({ face: main, name: whole.name });
  return best.assignments;
}

function matchAreas(named: readonly NamedFace[], boxes: readonly Box[], photo: Photo, orientation: number) {
  const pairs = named.flatMap(({ name, area }, who) => {
    if (area === null) return [];
    const box = toPixels(area, photo, orientation);
    return boxes.map((face, index) => ({
      who,
      name,
      face: index,
      overlap: intersectionOverUnion(box, face),
    }));
  });
  const assignments: Assignment[] = [];
  const [done, taken] = [new Set<number>(), new Set<number>()];
  let overlap = 0;
  for (const pair of pairs.sort((a, b) => b.overlap - a.overlap)) {
    if (pair.overlap < leastOverlap || done.has(pair.who) || taken.has(pair.face)) continue;
    done.add(pair.who);
    taken.add(pair.face);
    overlap += pair.overlap;
    assignments.push({ face: pair.face, name: pair.name });
  }
  return { assignments, overlap };
}

function toPixels(area: NonNullable<NamedFace['area']>, photo: Photo, orientation: number): Box {
  const { original } = photo;
  const [unitX, unitY] = area.unit === 'share' ? [1, 1] : [original.width, original.height];
  const share = {
    x: area.x / unitX,
    y: area.y / unitY,
    width: area.width / unitX,
    height: area.height / unitY,
  };
  const upright = area.unit === 'share' ? turned(share, orientation) : share;
  return {
    x: upright.x * photo.width,
    y: upright.y * photo.height,
    width: upright.width * photo.width,
    height: upright.height * photo.height,
  };
}

/** An area of the stored photo, in shares of its sides, on the photo turned upright by its EXIF orientation. */
export function turned({ x, y, width, height }: Box, orientation: number): Box {
  const [right, bottom] = [1 - x - width, 1 - y - height];
  const across = { width: height, height: width };
  switch (orientation) {
    case 2:
      return { x: right, y, width, height };
    case 3:
      return { x: right, y: bottom, width, height };
    case 4:
      return { x, y: bottom, width, height };
    case 5:
      return { x: y, y: x, ...across };
    case 6:
      return { x: bottom, y: x, ...across };
    case 7:
      return { x: bottom, y: right, ...across };
    case 8:
      return { x: y, y: right, ...across };
    default:
      return { x, y, width, height };
  }
}
