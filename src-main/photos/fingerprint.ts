import type { Pixels } from '../../src-shared/contract/index.ts';

/** Cells a side of the shrunken picture, and the number of lowest frequencies a side that make the fingerprint. */
const cells = 32;
/** 8 are usual, but take two portraits of one sitting for the same shot. */
const frequencies = 12;

const cosines = Float64Array.from({ length: frequencies * cells }, (_, i) =>
  Math.cos(((2 * (i % cells) + 1) * Math.floor(i / cells) * Math.PI) / (2 * cells)),
);

/**
 * A perceptual hash: 144 bits that stay nearly the same when a picture is scaled, recompressed or made a little
 * brighter. Each bit says whether one low frequency of the luminance is above the median of all.
 *
 * Source: C. Zauner, "Implementation and Benchmarking of Perceptual Image Hash Functions", 2010, section 3.2.2.
 *
 * @returns 36 hexadecimal digits.
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
  return BigInt(`0b${bits}`)
    .toString(16)
    .padStart(bits.length / 4, '0');
}

/** Mean luminance (ITU-R BT.601) of each cell; pixels that lie in two cells count in each by their part. */
function shrunkLuminance({ width, height, data }: Pixels): Float64Array {
  const columns = weights(width);
  const narrow = new Float64Array(height * cells);
  for (let y = 0; y < height; y++) {
    for (let cell = 0; cell < cells; cell++) {
      let sum = 0;
      for (const { at, weight } of columns[cell]!) {
        const i = (y * width + at) * 3;
        sum += weight * (0.299 * data[i]! + 0.587 * data[i + 1]! + 0.114 * data[i + 2]!);
      }
      narrow[y * cells + cell] = sum;
    }
  }
  const rows = weights(height);
  return Float64Array.from({ length: cells * cells }, (_, i) =>
    rows[Math.floor(i / cells)]!.reduce(
      (sum, { at, weight }) => sum + weight * narrow[at * cells + (i % cells)]!,
      0,
    ),
  );
}

/** For each cell along a side, the pixels that it covers, each with its part of the cell. */
function weights(size: number): { at: number; weight: number }[][] {
  return Array.from({ length: cells }, (_, cell) => {
    const [start, end] = [(cell * size) / cells, ((cell + 1) * size) / cells];
    const covered: { at: number; weight: number }[] = [];
    for (let at = Math.floor(start); at < Math.min(Math.ceil(end), size); at++) {
      covered.push({ at, weight: (Math.min(at + 1, end) - Math.max(at, start)) / (end - start) });
    }
    return covered;
  });
}
