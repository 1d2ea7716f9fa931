/** Colours, sizes and what is shown at all: the same on every canvas. */
import type { NearestCentres, PictureViewState, SpherePicture } from '../picture.ts';
import { type Arc, type Colour, nearestPairs } from './geometry.ts';

/** The window's colours. */
export interface Palette {
  surface: Colour;
  text: Colour;
  quiet: Colour;
  line: Colour;
  accent: Colour;
  second: Colour;
}

/** Diameters and widths in pixels. */
export const sizes = { centre: 9, many: 5, marked: 14, sample: 3, ghost: 16, edge: 2, measure: 3 } as const;

/** Of what lies behind the sphere, which is seen through it. */
export const behind = 0.22;

/** Narrow angles are warm and wide ones cool; told apart with colour-blind eyes, too, on light and on dark. */
const scale: readonly Colour[] = [
  [0.8, 0.27, 0.06],
  [0.78, 0.62, 0.25],
  [0.16, 0.5, 0.85],
];

/** Of an angle between the smallest and the largest shown. */
export function colourOf(angle: number, smallest: number, largest: number): Colour {
  const share = largest > smallest ? (angle - smallest) / (largest - smallest) : 1;
  const at = 2 * Math.max(0, Math.min(1, share));
  const [from, to] = at < 1 ? [scale[0]!, scale[1]!] : [scale[1]!, scale[2]!];
  const t = at < 1 ? at : at - 1;
  return mixed(from, to, t);
}

export function css([red, green, blue]: Colour, alpha = 1): string {
  const [r, g, b] = [red, green, blue].map((value) => Math.round(255 * value));
  return `rgb(${r} ${g} ${b} / ${alpha})`;
}

/** Smaller differences than this have no colour of their own, degrees: if all angles are one, rounding would be shown. */
const leastRange = 0.1;

/** Smallest and largest angle of the edges, degrees. */
export function angleRange({ angle }: NearestCentres): [smallest: number, largest: number] {
  let [smallest, largest] = [Number.POSITIVE_INFINITY, 0];
  for (let i = 0; i < angle.length; i++) {
    smallest = Math.min(smallest, angle[i]!);
    largest = Math.max(largest, angle[i]!);
  }
  return [Math.max(0, Math.min(smallest, largest - leastRange)), largest];
}

/** Whether each centre is shown. */
export interface VisibleCentres {
  has(index: number): boolean;
}

/** All centres, or if they are isolated the selected ones, their nearest, and whose nearest they are. */
export function visibleCentres(
  { nearest }: Pick<SpherePicture, 'nearest'>,
  { isolated, selected }: Pick<PictureViewState, 'isolated' | 'selected'>,
): VisibleCentres {
  if (!isolated || selected.length === 0) return { has: () => true };
  return new Set([...selected, ...neighboursOf(nearest, selected)]);
}

/** Whether a filter leaves a centre out. */
export const isDimmed = ({ fitting }: Pick<PictureViewState, 'fitting'>, centre: number): boolean =>
  fitting != null && !fitting.centres.has(centre);

/** The nearest of some centres, and those whose nearest they are, without themselves. @returns indices. */
export function neighboursOf({ index }: NearestCentres, centres: readonly number[]): number[] {
  const chosen = new Set(centres);
  const found = new Set<number>();
  for (let i = 0; i < index.length; i++) {
    const other = index[i]!;
    if (chosen.has(i) && !chosen.has(other)) found.add(other);
    if (chosen.has(other) && !chosen.has(i)) found.add(i);
  }
  return [...found];
}

/** Of the colour of an edge, if the picture draws others nearer than its two centres. */
const paleness = 0.7;
const pale: Colour = [0.6, 0.6, 0.63];

/** Nearest-neighbour edges, coloured by their true angle; pale if they are not nearest in the picture. */
export function edgesOf({ nearest, kept }: SpherePicture, shown: VisibleCentres): Arc[] {
  const [smallest, largest] = angleRange(nearest);
  return nearestPairs(nearest)
    .filter(([from, to]) => shown.has(from) && shown.has(to))
    .map(([from, to]) => {
      const colour = colourOf(nearest.angle[from]!, smallest, largest);
      const isKept = kept === undefined || kept[from] === true;
      return { from, to, colour: isKept ? colour : mixed(colour, pale, paleness) };
    });
}

function mixed(from: Colour, to: Colour, share: number): Colour {
  return [0, 1, 2].map((k) => from[k]! + share * (to[k]! - from[k]!)) as unknown as Colour;
}

/** So many are measured one after the other: more lines, as of a lasso's, would only cover the picture. */
export const mostMeasured = 6;

/** Between each two that were selected one after the other: what is measured. */
export function measuredArcs({ selected }: PictureViewState, { second }: Palette): Arc[] {
  if (selected.length > mostMeasured) return [];
  return selected.slice(1).map((to, i) => ({ from: selected[i]!, to, colour: second }));
}

/** Points as they are drawn: 0 as the size of those that are not. */
export interface Dots {
  colours: Float32Array;
  sizes: Float32Array;
}

export function centreDots(
  picture: SpherePicture,
  view: PictureViewState,
  palette: Palette,
  shown: VisibleCentres,
): Dots {
  const count = picture.points.length / 3;
  const plain = count > 1000 ? sizes.many : sizes.centre;
  const marked = new Set(view.selected);
  if (view.hovered?.kind === 'centre') marked.add(view.hovered.index);
  return dots(count, (i) => {
    const dimmed = isDimmed(view, i);
    return {
      colour: marked.has(i) ? palette.second : dimmed ? palette.line : palette.accent,
      size: !shown.has(i) ? 0 : marked.has(i) ? sizes.marked : dimmed ? sizes.many : plain,
    };
  });
}

export function sampleDots(
  picture: SpherePicture,
  view: PictureViewState,
  palette: Palette,
  shown: VisibleCentres,
): Dots {
  const { samples } = picture;
  if (samples === null) return { colours: new Float32Array(), sizes: new Float32Array() };
  const marked = new Set(view.selected);
  const hovered = view.hovered?.kind === 'sample' ? view.hovered.index : -1;
  return dots(samples.faceIds.length, (i) => ({
    colour:
      marked.has(samples.labels[i]!) || i === hovered
        ? palette.second
        : view.fitting && !view.fitting.faces.has(samples.faceIds[i]!)
          ? palette.line
          : palette.quiet,
    size: !shown.has(samples.labels[i]!) ? 0 : i === hovered ? 3 * sizes.sample : sizes.sample,
  }));
}

function dots(count: number, look: (index: number) => { colour: Colour; size: number }): Dots {
  const result = { colours: new Float32Array(3 * count), sizes: new Float32Array(count) };
  for (let i = 0; i < count; i++) {
    const { colour, size } = look(i);
    result.colours.set(colour, 3 * i);
    result.sizes[i] = size;
  }
  return result;
}
