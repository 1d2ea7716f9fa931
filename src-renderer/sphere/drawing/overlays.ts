/** Caps and the ghost, as they are drawn on every canvas. */
import type { SpherePicture } from '../picture.ts';
import { angleRange, colourOf, type Dots, type Palette, sizes, type VisibleCentres } from './appearance.ts';

export interface RoundCaps {
  /** The caps' centres by index, and again as x, y and z in turn. */
  indices: number[];
  centres: Float32Array;
  /** Radians. */
  radii: Float32Array;
  colours: Float32Array;
}

/** The caps that are shown, coloured as the edges to the nearest neighbours. */
export function capShapes({ caps, points, nearest }: SpherePicture, shown: VisibleCentres): RoundCaps {
  const indices: number[] = [];
  caps?.forEach((radius, i) => {
    if (radius > 0 && shown.has(i)) indices.push(i);
  });
  const [smallest, largest] = angleRange(nearest);
  const round = {
    indices,
    centres: new Float32Array(3 * indices.length),
    radii: Float32Array.from(indices, (i) => (caps![i]! * Math.PI) / 180),
    colours: new Float32Array(3 * indices.length),
  };
  indices.forEach((i, at) => {
    round.centres.set(points.subarray(3 * i, 3 * i + 3), 3 * at);
    const colour = colourOf(nearest.angle[i]!, smallest, largest);
    round.colours.set(colour, 3 * at);
  });
  return round;
}

/** Rings in the colour of text. */
export function ghostDots({ ghost }: SpherePicture, palette: Palette): Dots {
  const count = (ghost?.length ?? 0) / 3;
  const dots = { colours: new Float32Array(3 * count), sizes: new Float32Array(count).fill(sizes.ghost) };
  for (let i = 0; i < count; i++) dots.colours.set(palette.text, 3 * i);
  return dots;
}
