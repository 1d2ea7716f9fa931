/** Where in a photo, and at which sizes, the detector looks for faces. */
import type { Pixels } from '../contract/index.ts';
import type { Detection } from './networks/boxes.ts';
import { closeUp, frames, isCloseUp, isSmall, isTiny, type Padded, pad, padSmoothly } from './pixels.ts';

/** Finds faces in pixels, seen in a square of `side` of the detector's pixels; absent: as it was trained. */
export type Detect = (pixels: Pixels, side?: number) => Promise<Detection[]>;

/**
 * Finds the faces of a photo. Where none is found it looks again with the picture in wider and wider frames, as detectors
 * often miss a face that fills the picture. A tiny picture is only searched so: as it is, it would be seen as a blur.
 */
export async function searchFaces(detect: Detect, photo: Pixels): Promise<Detection[]> {
  const lookAt = async ({ pixels, toSource }: Padded, side?: number) => {
    const found = await detect(pixels, side);
    return found.map(({ box, score }) => ({ score, box: toSource(box) }));
  };
  if (isSmall(photo)) {
    const found = await lookAt(pad(photo, closeUp), closeUp.side);
    if (found.some(({ box }) => isCloseUp(photo, box))) return found;
  }
  let found = isTiny(photo) ? [] : await detect(photo);
  for (const frame of frames) {
    if (found.length > 0) return found;
    found = await lookAt(pad(photo, frame));
  }
  return found.length > 0 ? found : lookAt(padSmoothly(photo), closeUp.side);
}
