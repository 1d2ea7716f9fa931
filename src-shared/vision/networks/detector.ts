import type { Pixels } from '../../contract/index.ts';
import type { Detection } from './boxes.ts';

export interface DetectOptions {
  /** Score, 0..1, above which something counts as a face. */
  minConfidence: number;
  maxResults: number;
  /**
   * Side of the square to which the picture is brought: the longer side of the picture becomes as long. Smaller is
   * faster and finds no small faces. A multiple of 32, at most what the detector was trained on, which is the default.
   */
  side?: number | undefined;
}

/** A network that finds faces. */
export interface Detector {
  /** Of the square that it was trained on and sees a picture in, in pixels. */
  readonly side: number;
  /** @returns best first. */
  detect(photo: Pixels, options: DetectOptions): Promise<Detection[]>;
}
