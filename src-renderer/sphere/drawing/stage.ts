import type { PictureViewState, SpherePicture } from '../picture.ts';
import type { Size } from '../view/camera.ts';
import type { Palette } from './appearance.ts';

/** What draws a picture into a canvas. With WebGL it is always a sphere's; maps are drawn flat. */
export interface Stage {
  readonly canvas: HTMLCanvasElement;
  /** Size in CSS pixels, and how many of the screen's make one. */
  resize(size: Size, pixelRatio: number): void;
  /** Draws now, so that the canvas can be read in the same turn of the event loop. */
  draw(picture: SpherePicture, view: PictureViewState, palette: Palette): void;
  dispose(): void;
}
