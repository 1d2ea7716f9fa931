/** Large photos of small faces, made of group photos: where each face lies is known. */
import type { Box, Pixels } from '../../../src-shared/contract/index.ts';

/** A photo whose faces are known. */
export interface KnownPhoto {
  pixels: Pixels;
  faces: Box[];
}

/** As large as photos are decoded. */
const side = 2048;

/**
 * Photos of 2,048 by 1,365 pixels, each of `across` × `across` of the photos, shrunk.
 * @param count how many; each begins with another photo.
 */
export function mosaics(photos: readonly KnownPhoto[], across: number, count: number): KnownPhoto[] {
  const width = Math.floor(side / across);
  const height = Math.floor((side * 2) / 3 / across);
  return Array.from({ length: count }, (_, first) => {
    const pixels = { width: width * across, height: height * across, data: new Uint8Array() };
    pixels.data = new Uint8Array(pixels.width * pixels.height * 3);
    const faces: Box[] = [];
    for (let place = 0; place < across * across; place++) {
      const source = photos[(first + place) % photos.length]!;
      const [left, top] = [width * (place % across), height * Math.floor(place / across)];
      const scale = Math.min(width / source.pixels.width, height / source.pixels.height);
      shrinkInto(pixels, source.pixels, left, top, scale);
      for (const box of source.faces) {
        faces.push({
          x: left + box.x * scale,
          y: top + box.y * scale,
          width: box.width * scale,
          height: box.height * scale,
        });
      }
    }
    return { pixels, faces };
  });
}

/** Draws a photo shrunk: each pixel is the mean of those that it covers. @param scale under 1. */
function shrinkInto(target: Pixels, source: Pixels, left: number, top: number, scale: number): void {
  const [width, height] = [Math.floor(source.width * scale), Math.floor(source.height * scale)];
  for (let y = 0; y < height; y++) {
    const [y0, y1] = [
      Math.floor(y / scale),
      Math.max(Math.floor(y / scale) + 1, Math.floor((y + 1) / scale)),
    ];
    for (let x = 0; x < width; x++) {
      const [x0, x1] = [
        Math.floor(x / scale),
        Math.max(Math.floor(x / scale) + 1, Math.floor((x + 1) / scale)),
      ];
      for (let channel = 0; channel < 3; channel++) {
        let sum = 0;
        for (let v = y0; v < y1; v++) {
          for (let u = x0; u < x1; u++) sum += source.data[3 * (v * source.width + u) + channel]!;
        }
        const to = 3 * ((top + y) * target.width + left + x) + channel;
        target.data[to] = sum / ((x1 - x0) * (y1 - y0)) + 0.5;
      }
    }
  }
}
