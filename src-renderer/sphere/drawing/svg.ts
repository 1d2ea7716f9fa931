import type { PictureViewState, SpherePicture } from '../picture.ts';
import type { Size } from '../view/camera.ts';
import { css, type Palette } from './appearance.ts';
import { type Ink, type Path, type Pen, paint } from './paint.ts';

/** A name on the picture; its middle height in pixels. */
export interface SvgText {
  left: number;
  middle: number;
  text: string;
}

/** Height of names, pixels. */
export const textHeight = 12;

/** The picture as an SVG document, as it is looked at. */
export function svgOf(
  picture: SpherePicture,
  view: PictureViewState,
  palette: Palette,
  size: Size,
  texts: readonly SvgText[],
): string {
  const parts: string[] = [];
  paint(svgPen(parts), picture, view, palette, size);
  const { width, height } = size;
  const names = texts.map(
    ({ left, middle, text }) =>
      `<text x="${digits(left)}" y="${digits(middle)}" dominant-baseline="central">${escaped(text)}</text>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<rect width="100%" height="100%" fill="${css(palette.surface)}"/>`,
    ...parts,
    `<g font-family="system-ui, sans-serif" font-size="${textHeight}" fill="${css(palette.text)}">`,
    ...names,
    '</g></svg>',
  ].join('\n');
}

function svgPen(parts: string[]): Pen {
  const points = (path: Path) => path.map(digits).join(' ');
  const fill = ({ colour, alpha }: Ink) => `fill="${css(colour)}" fill-opacity="${digits(alpha)}"`;
  const stroke = (width: number, { colour, alpha }: Ink) =>
    `fill="none" stroke="${css(colour)}" stroke-opacity="${digits(alpha)}" stroke-width="${width}"`;
  const circle = (x: number, y: number, radius: number) =>
    `<circle cx="${digits(x)}" cy="${digits(y)}" r="${digits(radius)}"`;
  return {
    disc: (x, y, radius, ink) => parts.push(`${circle(x, y, radius)} ${fill(ink)}/>`),
    ring: (x, y, radius, width, ink) => parts.push(`${circle(x, y, radius)} ${stroke(width, ink)}/>`),
    line: (path, width, ink) => parts.push(`<polyline points="${points(path)}" ${stroke(width, ink)}/>`),
    area: (path, ink) => parts.push(`<polygon points="${points(path)}" ${fill(ink)}/>`),
  };
}

function digits(value: number): string {
  return String(Math.round(value * 100) / 100);
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
