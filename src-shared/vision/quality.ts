import type { Box, Pixels, Quality } from '../contract/index.ts';
import { luminance } from './pixels.ts';
import { estimatePose } from './pose.ts';

/**
 * Luminance at or under the first, or at or over the second, counts as clipped: there the camera has recorded nothing. The
 * wider bands of ISO/IEC 29794-5 (25 and 247) would take dark skin for a lack of light.
 */
const clippedAt = { shadows: 4, highlights: 251 };

/**
 * How well a face can be seen.
 * @param chip the aligned chip, so that sharpness compares between photos of any size.
 * @param landmarks 68 points, x and y in turn.
 */
export function assessQuality(face: { box: Box; chip: Pixels; landmarks: ArrayLike<number> }): Quality {
  const light = luminance(face.chip);
  let [sum, shadows, highlights] = [0, 0, 0];
  for (let i = 0; i < light.length; i++) {
    const value = light[i]!;
    sum += value;
    if (value <= clippedAt.shadows) shadows++;
    if (value >= clippedAt.highlights) highlights++;
  }
  return {
    size: Math.min(face.box.width, face.box.height),
    sharpness: laplacianVariance(light, face.chip),
    brightness: sum / light.length,
    clipped: { shadows: shadows / light.length, highlights: highlights / light.length },
    pose: estimatePose(face.landmarks),
  };
}

/**
 * Variance of the Laplacian (Pech-Pacheco et al. 2000, "Diatom autofocusing in brightfield microscopy"), border left out.
 */
function laplacianVariance(light: Float32Array, { width, height }: Pixels): number {
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
  return squares / count - mean * mean;
}
