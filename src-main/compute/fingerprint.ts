import type { Pixels } from '../../src-shared/contract/index.ts';

/** The picture is looked at in so many cells a side, of which as many of the lowest frequencies are kept. */
const cells = 32;
const frequencies = 8;

const cosines = Float64Array.from({ length: frequencies * cells }, (_, i) =>
  Math.cos(((2 * (i % cells) + 1) * Math.floor(i / cells) * Math.PI) / (2 * cells)),
);

/**
 * A perceptual hash: 64 bits that stay nearly the same when a picture is scaled, recompressed or made a little
 * brighter. Each bit says whether one low frequency of the luminance is above the median of all.
 *
 * Source: C. Zauner, "Implementation and Benchmarking of Perceptual Image Hash Functions", 2010, section 3.2.2.
 *
 * @returns 16 hexadecimal digits.
 */
export function fingerprint(photo: Pixels): string {
  const light = shrunkLuminance(photo);
  const spectrum: number[] = [];
  for (let v = 0; v < frequencies; v++) {
    for (let u = 0; u < frequencies; u++) {
      let sum = 0;
      for (let y = 0; y < cells; y++) {
        const row = cosines[v * cells + y]!;
        for (let x = 0; x < cells; x++) sum += light[y * cells + x]! * row * cosines[u * cells + x]!;
      }
      spectrum.push(sum);
    }
  }
  // The mean brightness says nothing about the picture: it has no part in the median.
  const sorted = spectrum.slice(1).sort((a, b) => a - b);
  const median = sorted[sorted.length >> 1]!;
  const bits = spectrum.map((value) => (value > median ? '1' : '0')).join('');
  return BigInt(`0b${bits}`).toString(16).padStart(16, '0');
}

/** Mean luminance (ITU-R BT.601) of each cell; a picture smaller than the grid repeats its pixels. */
function shrunkLuminance({ width, height, data }: Pixels): Float64Array {
  const light = new Float64Array(cells * cells);
  for (let cy = 0; cy < cells; cy++) {
    const [top, bottom] = span(cy, height);
    for (let cx = 0; cx < cells; cx++) {
      const [left, right] = span(cx, width);
      let sum = 0;
      for (let y = top; y < bottom; y++) {
        for (let i = (y * width + left) * 3; i < (y * width + right) * 3; i += 3) {
          sum += 0.299 * data[i]! + 0.587 * data[i + 1]! + 0.114 * data[i + 2]!;
        }
      }
      light[cy * cells + cx] = sum / ((bottom - top) * (right - left));
    }
  }
  return light;
}

function span(cell: number, size: number): [number, number] {
  const start = Math.floor((cell * size) / cells);
  return [start, Math.max(start + 1, Math.floor(((cell + 1) * size) / cells))];
}
