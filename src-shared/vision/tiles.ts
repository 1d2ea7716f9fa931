/** The second look at large photos, on overlapping tiles, for faces that are too small for the first. */
import type { Box, Pixels } from '../contract/index.ts';
import type { Detection } from './networks/boxes.ts';
import { crop, free } from './pixels.ts';

/** The detector misses faces below this size, in its pixels. */
const leastFace = 20;
/** Faces from this size on, in the detector's pixels, are near the camera. */
const nearFace = 3 * leastFace;
/** Of a photo's longer side, in the detector's own sides: from here on a face of twice `leastFace` is hidden. */
const largePhoto = 2;
/** A tile's side at most, in the detector's own sides. */
const largestTile = 1.6;
/** Tiles along one side at most: bounds the time of a photo, whatever its size. */
const mostTiles = 3;
/** Pixels of the detector within which a box at the edge of a tile may be a part of a face. */
const edge = 2;
/** Of the smaller of two boxes: more in common, and they are one face. */
const sameFace = 0.5;

/**
 * Whether faces may be hidden in the photo: it is large, and no face that was found is near the camera. Those of a group are
 * about equally far away.
 *
 * @param first what the first look found. @param side of the square that the detector sees.
 */
export function mayHideFaces({ width, height }: Pixels, first: readonly Detection[], side: number): boolean {
  const longest = Math.max(width, height);
  const near = (nearFace * longest) / side;
  return longest >= largePhoto * side && first.every(({ box }) => Math.max(box.width, box.height) < near);
}

/**
 * Squares that cover the photo, row by row. They overlap by more than a face that the first look may miss, so that each
 * such face lies whole in one of them.
 */
export function tilesOf({ width, height }: Pixels, side: number): Box[] {
  const longest = Math.max(width, height);
  const overlap = Math.ceil((1.5 * leastFace * longest) / side);
  const count = (length: number, tile: number) =>
    Math.max(1, Math.ceil((length - overlap) / (tile - overlap)));
  const along = Math.min(mostTiles, count(longest, Math.max(largestTile * side, 2 * overlap)));
  const tile = Math.ceil((longest + (along - 1) * overlap) / along);
  const starts = (length: number) => {
    const size = Math.min(tile, length);
    const number = count(length, tile);
    return Array.from({ length: number }, (_, i) =>
      number === 1 ? 0 : Math.round((i * (length - size)) / (number - 1)),
    );
  };
  return starts(height).flatMap((y) =>
    starts(width).map((x) => ({ x, y, width: Math.min(tile, width), height: Math.min(tile, height) })),
  );
}

/**
 * Adds the faces that only tiles show. What the first look has found is kept as it is; of tiles only faces count that it may
 * have missed for their size, and that are not cut by a border within the photo.
 *
 * @param first what the first look found. @param detect finds faces in a tile, in its own pixels.
 */
export async function searchTiles(
  photo: Pixels,
  first: readonly Detection[],
  side: number,
  detect: (tile: Pixels) => Promise<Detection[]>,
): Promise<Detection[]> {
  const largest = (2 * leastFace * Math.max(photo.width, photo.height)) / side;
  const candidates: Detection[] = [];
  for (const tile of tilesOf(photo, side)) {
    const pixels = crop(photo, tile);
    const detections = await detect(pixels);
    free(pixels);
    for (const { box, score } of detections) {
      if (Math.max(box.width, box.height) > largest || isCut(box, tile, photo, side)) continue;
      candidates.push({ score, box: { ...box, x: box.x + tile.x, y: box.y + tile.y } });
    }
  }
  const faces = [...first];
  for (const candidate of candidates.sort((a, b) => b.score - a.score)) {
    if (faces.every(({ box }) => shareOfSmaller(box, candidate.box) <= sameFace)) faces.push(candidate);
  }
  return faces;
}

/** Whether a box reaches a border of its tile inside the photo. */
function isCut(box: Box, tile: Box, photo: Pixels, side: number): boolean {
  const near = (edge * Math.max(tile.width, tile.height)) / side;
  return (
    (box.x < near && tile.x > 0) ||
    (box.y < near && tile.y > 0) ||
    (box.x + box.width > tile.width - near && tile.x + tile.width < photo.width) ||
    (box.y + box.height > tile.height - near && tile.y + tile.height < photo.height)
  );
}

/** What two boxes have in common, as a share of the smaller: also high if one frames a part of what the other does. */
function shareOfSmaller(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  if (width <= 0 || height <= 0) return 0;
  return (width * height) / Math.min(a.width * a.height, b.width * b.height);
}
