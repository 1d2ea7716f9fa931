/** The portraits of people at their class centres, on the canvas of the names. */
import { mediaUrl } from '../../../src-shared/contract/index.ts';
import type { PictureViewState, SpherePicture } from '../picture.ts';
import { distance, type Size, screenOf, verticalZoom } from '../view/camera.ts';
import { behind, css, isDimmed, type Palette, visibleCentres } from './appearance.ts';

/** Diameter of a portrait that has room, in a window of this height; pixels. */
const largest = 46;
const usualHeight = 480;
/** As many have room. */
const roomy = 30;
/** A face smaller than this is not recognised: a dot says as much. */
const smallest = 15;
const rim = 2;

/**
 * Diameter of the nearest portrait in pixels. The more there are the smaller they are, and larger as one comes nearer.
 * @returns 0 if dots are shown in their place.
 */
export function portraitSize({ faceIds }: SpherePicture, view: PictureViewState, size: Size): number {
  if (view.portraits !== true) return 0;
  const crowding = Math.sqrt(Math.max(1, faceIds.length / roomy));
  const zoom = Math.sqrt(Math.max(0.3, verticalZoom(size, view.camera)));
  const height = Math.min(1, size.height / usualHeight);
  const diameter = Math.min(1.6 * largest, (largest * zoom * height) / crowding);
  return diameter < smallest ? 0 : diameter;
}

/** How much smaller something looks that is not the nearest. @param z towards the viewer, -1 to 1. */
export const nearness = (z: number) => (distance - 1) / (distance - z);

/** Loads portraits as they are needed, and draws them. */
export class Portraits {
  readonly #images = new Map<number, HTMLImageElement>();
  readonly #onLoad: () => void;

  /** @param onLoad is told of each that can be drawn from now on. */
  constructor(onLoad: () => void) {
    this.#onLoad = onLoad;
  }

  draw(
    context: CanvasRenderingContext2D,
    picture: SpherePicture,
    view: PictureViewState,
    palette: Palette,
    size: Size,
  ): void {
    const diameter = portraitSize(picture, view, size);
    if (diameter === 0) return;
    const places = screenOf(picture.points, view.camera, size);
    const shown = visibleCentres(picture, view);
    const marked = new Set(view.selected);
    if (view.hovered?.kind === 'centre') marked.add(view.hovered.index);
    const farFirst = Array.from(picture.faceIds, (_, i) => i)
      .filter((i) => shown.has(i))
      .sort((a, b) => places[3 * a + 2]! - places[3 * b + 2]!);
    for (const i of farFirst) {
      const image = this.#imageOf(picture.faceIds[i] ?? null);
      if (image === null) continue;
      const [x, y, z] = [places[3 * i]!, places[3 * i + 1]!, places[3 * i + 2]!];
      const isClear = z >= 1 / distance && !isDimmed(view, i);
      context.globalAlpha = isClear || marked.has(i) ? 1 : behind;
      const radius = (diameter * nearness(z)) / 2;
      drawRound(context, image, x, y, radius, css(marked.has(i) ? palette.second : palette.accent));
      // A second ring: a colour alone would not be seen by all.
      if (marked.has(i)) drawRing(context, x, y, radius + 2 * rim, css(palette.second));
    }
    context.globalAlpha = 1;
  }

  /** Null while it is not there. */
  #imageOf(faceId: number | null): HTMLImageElement | null {
    if (faceId === null) return null;
    const known = this.#images.get(faceId);
    if (known !== undefined) return known.complete && known.naturalWidth > 0 ? known : null;
    const image = new Image();
    image.onload = this.#onLoad;
    image.src = mediaUrl.chip(faceId);
    this.#images.set(faceId, image);
    return null;
  }
}

function drawRound(
  context: CanvasRenderingContext2D,
  image: HTMLImageElement,
  x: number,
  y: number,
  radius: number,
  colour: string,
): void {
  context.save();
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.clip();
  context.imageSmoothingQuality = 'high';
  context.drawImage(image, x - radius, y - radius, 2 * radius, 2 * radius);
  context.restore();
  drawRing(context, x, y, radius, colour);
}

function drawRing(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  radius: number,
  colour: string,
): void {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.lineWidth = rim;
  context.strokeStyle = colour;
  context.stroke();
}
