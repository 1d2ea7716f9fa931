import type { Locator } from 'playwright-core';
import sharp from 'sharp';

/** The pixels that an element shows, RGB. */
export async function pixelsOf(element: Locator): Promise<Buffer> {
  return sharp(await element.screenshot())
    .removeAlpha()
    .raw()
    .toBuffer();
}

/** How many pixels have this colour, nearly. */
export function countNear(pixels: Buffer, [red, green, blue]: readonly [number, number, number]): number {
  let count = 0;
  for (let at = 0; at < pixels.length; at += 3) {
    const away =
      Math.abs(pixels[at]! - red) + Math.abs(pixels[at + 1]! - green) + Math.abs(pixels[at + 2]! - blue);
    if (away < 30) count++;
  }
  return count;
}

/** Part of the pixels that are not the same. */
export function difference(a: Buffer, b: Buffer): number {
  if (a.length !== b.length) return 1;
  let count = 0;
  for (let at = 0; at < a.length; at += 3) {
    const away =
      Math.abs(a[at]! - b[at]!) + Math.abs(a[at + 1]! - b[at + 1]!) + Math.abs(a[at + 2]! - b[at + 2]!);
    if (away > 30) count++;
  }
  return count / (a.length / 3);
}
