import type { Size } from './camera.ts';
import type { Palette } from './looks.ts';
import type { SpherePicture, View } from './picture.ts';

/** What draws a picture into a canvas. */
export interface Stage {
  readonly canvas: HTMLCanvasElement;
  /** Size in CSS pixels, and how many of the screen's make one. */
  resize(size: Size, pixelRatio: number): void;
  /** Draws now, so that the canvas can be read in the same turn of the event loop. */
  draw(picture: SpherePicture, view: View, palette: Palette): void;
  dispose(): void;
}
