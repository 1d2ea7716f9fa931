import type { Box } from '../contract/index.ts';

/** Which of a photo's faces is meant. */
export interface MainFace {
  /** Its place in the list of faces. */
  index: number;
  /** Whether another face could as well be meant: such a photo is marked rather than guessed at silently. */
  ambiguous: boolean;
}

/** Of the photo's shorter side: two faces whose distances from the centre differ by less are about as near to it. */
const aboutAsNear = 1 / 8;

/**
 * The face that an evaluation means: the one closest to the photo's centre, as Labeled Faces in the Wild has it.
 * @param faces at least one, in the photo's pixels.
 */
export function centralFace(
  faces: readonly { box: Box }[],
  { width, height }: { width: number; height: number },
): MainFace {
  const distances = faces.map(({ box }) =>
    Math.hypot(box.x + (box.width - width) / 2, box.y + (box.height - height) / 2),
  );
  return leastOf(distances, (first, second) => second - first < aboutAsNear * Math.min(width, height));
}

/** Laplacian variance of a chip at which a face counts half: photos of people stand at some hundred, blurs below twenty. */
const halfSharp = 50;
/** Of the main face's weight: one of half its sides, as sharp, is a person in the background; a larger one could be meant. */
const aboutAsProminent = 1 / 4;

/**
 * The face that a photo in a person's folder means: large, and sharp rather than in front of or behind what the camera was
 * pointed at. A face counts by its area, less the blurrier it is.
 *
 * @param faces at least one; `sharpness` as in `Quality`.
 */
export function prominentFace(faces: readonly { box: Box; sharpness: number }[]): MainFace {
  const weights = faces.map(
    ({ box, sharpness }) => (box.width * box.height * sharpness) / (sharpness + halfSharp),
  );
  return leastOf(
    weights.map((weight) => -weight),
    (first, second) => second <= aboutAsProminent * first,
  );
}

/** @param isClose whether the second least is so close to the least that it could be meant. */
function leastOf(values: readonly number[], isClose: (least: number, second: number) => boolean): MainFace {
  const order = [...values.keys()].sort((a, b) => values[a]! - values[b]!);
  const [first, second] = [order[0]!, order[1]];
  return { index: first, ambiguous: second !== undefined && isClose(values[first]!, values[second]!) };
}
