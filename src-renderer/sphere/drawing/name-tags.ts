/** Portraits and names at their points, on a canvas of their own over the picture. */
import type { PictureViewState, SpherePicture } from '../picture.ts';
import { horizon, type Size, screenOf } from '../view/camera.ts';
import { css, isDimmed, type Palette, visibleCentres } from './appearance.ts';
import { type PlacedLabel, placeLabels, type WantedLabel } from './label-placement.ts';
import { nearness, Portraits, portraitSize } from './portraits.ts';
import { textHeight } from './svg.ts';

const font = `${textHeight}px "Inter Variable", system-ui, "Noto Sans", "Noto Sans JP", sans-serif`;

export class Names {
  readonly canvas = document.createElement('canvas');
  readonly #context = this.canvas.getContext('2d')!;
  readonly #widths = new Map<string, number>();
  readonly #portraits: Portraits;
  #size: Size = { width: 1, height: 1 };
  #ratio = 1;
  /** Those that stand on the picture. */
  placed: readonly PlacedLabel[] = [];

  /** @param onLoad is told when a portrait can be drawn that could not before. */
  constructor(onLoad: () => void) {
    this.#portraits = new Portraits(onLoad);
  }

  resize(size: Size, pixelRatio: number): void {
    this.#size = size;
    this.#ratio = pixelRatio;
    this.canvas.width = Math.round(size.width * pixelRatio);
    this.canvas.height = Math.round(size.height * pixelRatio);
  }

  draw(picture: SpherePicture, view: PictureViewState, palette: Palette): void {
    const context = this.#context;
    context.setTransform(this.#ratio, 0, 0, this.#ratio, 0, 0);
    context.clearRect(0, 0, this.#size.width, this.#size.height);
    this.#portraits.draw(context, picture, view, palette, this.#size);
    Object.assign(context, { font, textBaseline: 'middle', lineWidth: 3, lineJoin: 'round' });
    const { wanted, indices } = this.#wanted(picture, view);
    this.placed = placeLabels(wanted, this.#size).map((label) => ({
      ...label,
      index: indices[label.index]!,
    }));
    // A rim in the colour of the surface keeps names legible over lines.
    context.strokeStyle = css(palette.surface, 0.85);
    context.fillStyle = css(palette.text);
    for (const { index, left, top } of this.placed) {
      const middle = top + (textHeight + 2) / 2;
      context.strokeText(picture.names[index]!, left, middle);
      context.fillText(picture.names[index]!, left, middle);
    }
  }

  #wanted(picture: SpherePicture, view: PictureViewState): { wanted: WantedLabel[]; indices: number[] } {
    const { points, names } = picture;
    const places = screenOf(points, view.camera, this.#size);
    const shown = visibleCentres(picture, view);
    const selected = new Set(view.selected);
    const standing = new Set(this.placed.map(({ index }) => index));
    const hovered = view.hovered?.kind === 'centre' ? view.hovered.index : -1;
    const portrait = portraitSize(picture, view, this.#size);
    const wanted: WantedLabel[] = [];
    const indices: number[] = [];
    for (let i = 0; i < names.length; i++) {
      const [x, y, z] = [places[3 * i]!, places[3 * i + 1]!, places[3 * i + 2]!];
      const isMarked = i === hovered || selected.has(i);
      if (!shown.has(i) || ((z < horizon || isDimmed(view, i)) && !isMarked)) continue;
      if (x < 0 || y < 0 || x > this.#size.width || y > this.#size.height) continue;
      // Names that stand keep their place unless another is much nearer: they would flicker while the sphere turns.
      const priority = (i === hovered ? 8 : 0) + (isMarked ? 4 : 0) + (standing.has(i) ? 0.3 : 0) + z;
      const radius = picture.faceIds[i] === null ? 0 : (portrait * nearness(z)) / 2;
      wanted.push({ x, y, radius, width: this.#widthOf(names[i]!), height: textHeight + 2, priority });
      indices.push(i);
    }
    return { wanted, indices };
  }

  #widthOf(name: string): number {
    const measured = this.#widths.get(name);
    if (measured !== undefined) return measured;
    const { width } = this.#context.measureText(name);
    this.#widths.set(name, width);
    return width;
  }
}
