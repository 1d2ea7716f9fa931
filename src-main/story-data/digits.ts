import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { digitSide } from '../../src-shared/story/index.ts';

/** Digits of each class that are kept. */
const perClass = 300;

/** The first digits of each class of MNIST's training set, in its order, as `decodeDigits` reads them. */
export function packDigits(folder: string): Uint8Array {
  // The IDX format: a header of four bytes for the type and four for each dimension, then plain bytes.
  const labels = readFileSync(join(folder, 'train-labels-idx1-ubyte')).subarray(8);
  const images = readFileSync(join(folder, 'train-images-idx3-ubyte')).subarray(16);
  const size = digitSide * digitSide;
  const seen = new Array<number>(10).fill(0);
  const chosen = Array.from(labels.keys()).filter((i) => seen[labels[i]!]!++ < perClass);
  const plain = [
    Uint8Array.from(chosen, (i) => labels[i]!),
    ...chosen.map((i) => images.subarray(i * size, (i + 1) * size)),
  ];
  return gzipSync(Buffer.concat(plain), { level: 9 });
}
