import type { Box, Pixels, Quality } from '../contract/index.ts';
import { luminance } from './pixels.ts';

/**
 * How well a face can be seen.
 * @param chip the aligned chip, so that sharpness compares between photos of any size.
 */
export function assessQuality(box: Box, chip: Pixels): Quality {
  const light = luminance(chip);
  const { width, height } = chip;
  let sum = 0;
  let squares = 0;
  let count = 0;
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const i = y * width + x;
      const laplacian = light[i - 1]! + light[i + 1]! + light[i - width]! + light[i + width]! - 4 * light[i]!;
      sum += laplacian;
      squares += laplacian * laplacian;
      count++;
    }
  }
  const mean = sum / count;
  return {
    size: Math.min(box.width, box.height),
    sharpness: squares / count - mean * mean,
    brightness: light.reduce((total, value) => total + value, 0) / light.length,
  };
}
