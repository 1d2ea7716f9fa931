/** The picture drawn flat, with any pen: a 2-D canvas, or an SVG file. */
import type { CameraPosition, MapPosition, PictureViewState, SpherePicture } from '../picture.ts';
import {
  distance,
  focalLength,
  horizon,
  isMap,
  orbit,
  outlineRadius,
  type Size,
  screenOf,
} from '../view/camera.ts';
import {
  behind,
  centreDots,
  type Dots,
  edgesOf,
  measuredArcs,
  type Palette,
  sampleDots,
  sizes,
  type VisibleCentres,
  visibleCentres,
} from './appearance.ts';
import { type Colour, graticule, type LineSegments, linesOf, rimOf, segmentsOf } from './geometry.ts';
import { capShapes, ghostDots } from './overlays.ts';

/** Pixels from the upper left corner; x and y in turn. */
export type Path = readonly number[];

export interface Ink {
  colour: Colour;
  alpha: number;
}

export interface Pen {
  disc(x: number, y: number, radius: number, ink: Ink): void;
  ring(x: number, y: number, radius: number, width: number, ink: Ink): void;
  line(path: Path, width: number, ink: Ink): void;
  area(path: Path, ink: Ink): void;
}

/** From the back to the front, as the WebGL stage draws it. */
export function paint(
  pen: Pen,
  picture: SpherePicture,
  view: PictureViewState,
  palette: Palette,
  size: Size,
): void {
  const { camera } = view;
  const shown = visibleCentres(picture, view);
  if (!isMap(camera)) paintGlobe(pen, picture, shown, palette, camera, size);
  const segments = isMap(camera) ? linesOf : segmentsOf;
  paintSegments(pen, segments(picture.points, edgesOf(picture, shown)), sizes.edge, 0.95, camera, size);
  const ghost = ghostDots(picture, palette);
  paintDots(picture.ghost ?? [], ghost, camera, size, (x, y, radius, ink) =>
    pen.ring(x, y, radius - 1, 2, ink),
  );
  const discs: DrawDot = (x, y, radius, ink) => pen.disc(x, y, radius, ink);
  paintDots(picture.samples?.points ?? [], sampleDots(picture, view, palette, shown), camera, size, discs);
  paintDots(picture.points, centreDots(picture, view, palette, shown), camera, size, discs);
  const measured = segments(picture.points, measuredArcs(view, palette));
  paintSegments(pen, measured, sizes.measure, 1, camera, size);
}

/** The sphere itself, and caps on it. */
function paintGlobe(
  pen: Pen,
  picture: SpherePicture,
  shown: VisibleCentres,
  palette: Palette,
  camera: CameraPosition,
  size: Size,
): void {
  const middle = [size.width / 2, size.height / 2] as const;
  pen.disc(...middle, outlineRadius(size, camera), { colour: palette.line, alpha: 0.3 });
  paintSegments(pen, graticule(palette.line), 1, 0.6, camera, size);
  const caps = capShapes(picture, shown);
  for (let i = 0; i < caps.radii.length; i++) paintCap(pen, caps, i, camera, size);
}

type DrawDot = (x: number, y: number, radius: number, ink: Ink) => void;

/** Those behind first, so that the near ones lie over them. */
function paintDots(
  points: ArrayLike<number>,
  { colours, sizes: diameters }: Dots,
  camera: CameraPosition | MapPosition,
  size: Size,
  draw: DrawDot,
): void {
  const places = screenOf(points, camera, size);
  for (const isNear of [false, true]) {
    for (let i = 0; i < diameters.length; i++) {
      const [x, y, z] = places.subarray(3 * i, 3 * i + 3) as unknown as [number, number, number];
      if (diameters[i] === 0 || z >= horizon !== isNear || !isInside(x, y, size)) continue;
      const colour = colours.subarray(3 * i, 3 * i + 3) as unknown as Colour;
      draw(x, y, diameters[i]! / 2, { colour, alpha: isNear ? 1 : behind });
    }
  }
}

function paintSegments(
  pen: Pen,
  { ends, colours }: LineSegments,
  width: number,
  opacity: number,
  camera: CameraPosition | MapPosition,
  size: Size,
): void {
  const places = screenOf(ends, camera, size);
  let path: number[] = [];
  let ink: Ink | null = null;
  const finish = () => {
    if (ink !== null && path.length > 0) pen.line(path, width, ink);
    path = [];
  };
  for (let i = 0; i < places.length / 6; i++) {
    const [x1, y1, z1, x2, y2, z2] = places.subarray(6 * i, 6 * i + 6) as unknown as number[];
    if (!isInside(x1!, y1!, size) && !isInside(x2!, y2!, size)) continue;
    const alpha = opacity * ((z1! + z2!) / 2 >= horizon ? 1 : behind);
    const colour = colours.subarray(3 * i, 3 * i + 3) as unknown as Colour;
    // Pieces that follow each other in one ink make one line.
    const goesOn =
      ink !== null &&
      ink.alpha === alpha &&
      ink.colour.every((value, k) => value === colour[k]) &&
      path.at(-2) === x1 &&
      path.at(-1) === y1;
    if (!goesOn) {
      finish();
      path = [x1!, y1!];
      ink = { colour, alpha };
    }
    path.push(x2!, y2!);
  }
  finish();
}

function paintCap(
  pen: Pen,
  { centres, radii, colours }: ReturnType<typeof capShapes>,
  index: number,
  camera: CameraPosition,
  size: Size,
): void {
  const colour = colours.subarray(3 * index, 3 * index + 3) as unknown as Colour;
  const [x, y, z] = centres.subarray(3 * index, 3 * index + 3) as unknown as [number, number, number];
  const pixels = (radii[index]! * focalLength(size, camera)) / (distance - 1);
  const rim = rimOf(centres, index, radii[index]!, pixels < 12 ? 12 : 48);
  const places = screenOf(rim, camera, size);
  const path: number[] = [];
  for (let i = 0; i < places.length; i += 3) path.push(places[i]!, places[i + 1]!);
  const alpha = orbit(x, y, z, camera)[2] >= horizon ? 1 : behind;
  pen.area(path, { colour, alpha: 0.1 * alpha });
  pen.line(path, 1.5, { colour, alpha: 0.85 * alpha });
}

/** Whether a place is in the window or near it. */
function isInside(x: number, y: number, { width, height }: Size): boolean {
  return x > -width && x < 2 * width && y > -height && y < 2 * height;
}
