/** Where in a photo, and at which sizes, the detector looks for faces. */
import type { Box, Pixels } from '../contract/index.ts';
import { type Detection, intersectionOverUnion } from './networks/boxes.ts';
import type { Detector } from './networks/detector.ts';
import {
  closeUp,
  crop,
  free,
  isCloseUp,
  isSmall,
  isTiny,
  type Padded,
  pad,
  padSmoothly,
  wide,
} from './pixels.ts';
import { mayHideFaces, searchTiles } from './tiles.ts';

/** face-api's default: lower finds more faces and more that are none. */
const minConfidence = 0.5;
const maxResults = 100;
/** A face that is found with less must be found again, close up. */
const sure = 0.75;
/** Weak faces of a photo that are looked at again: bounds the time of a crowd. The others go with most of them. */
const mostLookedAt = 16;
/** Share of the union of the two boxes of a face that is found twice. */
const sameFace = 0.4;

/**
 * Finds the faces of a photo. Where none is found it looks again with the picture in frames, as detectors often miss a face
 * that fills the picture. A tiny picture is only searched so: as it is, it would be seen as a blur. A large
 * photo of a group is searched on tiles, too.
 *
 * @param tiles false leaves out the tiles.
 * @param judge describes what was found at one look, and leaves out what is no face: if nothing remains, the search goes on.
 */
export async function searchFaces<Face extends Detection>(
  detector: Detector,
  photo: Pixels,
  tiles: boolean,
  judge: (found: readonly Detection[]) => Promise<Face[]>,
): Promise<Face[]> {
  const detect = (pixels: Pixels, side?: number) =>
    detector.detect(pixels, { minConfidence, maxResults, side });
  const lookAt = async ({ pixels, toSource }: Padded, side?: number) => {
    const found = await detect(pixels, side);
    free(pixels);
    return found
      .map(({ box, score }) => ({ score, box: toSource(box) }))
      .filter(({ box }) => isMostlyInside(box, photo));
  };
  /** Leaves out what is not found again with its surroundings alone. @param found best first. */
  const confirm = async (found: readonly Detection[]) => {
    const weak = found.filter(({ score }) => score < sure);
    const looked = weak.slice(0, mostLookedAt);
    const confirmed: Detection[] = [];
    for (const face of looked) if (await isFoundAgain(detect, photo, face.box)) confirmed.push(face);
    const others = confirmed.length > looked.length / 2 ? weak.slice(mostLookedAt) : [];
    return [...found.filter(({ score }) => score >= sure), ...confirmed, ...others];
  };
  /** In a small picture's frame a face is as close up as it can be. */
  const seen = async (padded: Padded, side?: number) => {
    const found = await lookAt(padded, side);
    return judge(isSmall(photo) ? found : await confirm(found));
  };
  if (isSmall(photo)) {
    const found = await lookAt(pad(photo, closeUp), closeUp.side);
    const faces = found.some(({ box }) => isCloseUp(photo, box)) ? await judge(found) : [];
    if (faces.length > 0) return faces;
  }
  let found = isTiny(photo) ? [] : await judge(await confirm(await detect(photo)));
  if (tiles && mayHideFaces(photo, found, detector.side)) {
    const more = await searchTiles(photo, found, detector.side, (tile) => detect(tile));
    found = [...found, ...(await judge(await confirm(more.slice(found.length))))];
  }
  if (found.length === 0) found = await seen(padSmoothly(photo), closeUp.side);
  return found.length > 0 ? found : seen(pad(photo, wide));
}

/** Of a face's box, that lies within the picture: of what is seen in the frame around it, less does. */
const mostlyInside = 0.6;

function isMostlyInside({ x, y, width, height }: Box, photo: Pixels): boolean {
  const inside =
    Math.max(0, Math.min(x + width, photo.width) - Math.max(x, 0)) *
    Math.max(0, Math.min(y + height, photo.height) - Math.max(y, 0));
  return inside >= mostlyInside * width * height;
}

/** Whether the detector finds the same face in a picture of it and its surroundings. */
async function isFoundAgain(
  detect: (pixels: Pixels, side: number) => Promise<Detection[]>,
  photo: Pixels,
  face: Box,
): Promise<boolean> {
  const side = Math.ceil(closeUp.times * Math.max(face.width, face.height));
  const [x, y] = [
    Math.round(face.x + (face.width - side) / 2),
    Math.round(face.y + (face.height - side) / 2),
  ];
  const surroundings = crop(photo, { x, y, width: side, height: side });
  const again = await detect(surroundings, closeUp.side);
  free(surroundings);
  return again.some(
    ({ box }) => intersectionOverUnion({ ...box, x: box.x + x, y: box.y + y }, face) >= sameFace,
  );
}
