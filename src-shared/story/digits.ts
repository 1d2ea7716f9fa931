/** Handwritten digits that ship with Tammes: a part of MNIST, see assets/story/README.md. */
import { TammesError } from '../errors/index.ts';
import type { TrainData } from '../training/index.ts';

/** Pixels on a side of a digit as MNIST has it. */
export const digitSide = 28;
const digitSize = digitSide * digitSide;
/** Pixels on a side as the network sees it: 256 inputs, as many as a face's feature has. */
const inputSide = 16;

export interface Digits {
  /** 784 greys each, 0..255, row by row. */
  images: Uint8Array[];
  /** 0..9. */
  labels: number[];
}

/**
 * Reads the shipped digits.
 * @param bytes gzip of all labels, one byte each, and then all images, 784 bytes each.
 * @throws TammesError 'bad-input' if the bytes are something else.
 */
export async function decodeDigits(bytes: Uint8Array<ArrayBuffer>): Promise<Digits> {
  const plain = await unzipped(bytes).catch((cause: unknown) => {
    throw damaged(cause);
  });
  const count = plain.length / (1 + digitSize);
  const labels = Array.from(plain.subarray(0, count));
  if (!Number.isInteger(count) || count === 0 || labels.some((label) => label > 9)) throw damaged();
  const images = labels.map((_, i) => plain.subarray(count + i * digitSize, count + (i + 1) * digitSize));
  return { images, labels };
}

async function unzipped(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

function damaged(cause?: unknown): TammesError {
  return new TammesError('digits-damaged', {}, { cause });
}

/** The digits as samples to train on, `perClass` of each, in their order. */
export function digitData({ images, labels }: Digits, perClass: number): TrainData {
  const seen = new Array<number>(10).fill(0);
  const chosen = labels.flatMap((label, i) => (seen[label]!++ < perClass ? [i] : []));
  return {
    features: chosen.map((i) => shrunk(images[i]!)),
    labels: chosen.map((i) => labels[i]!),
    photos: chosen.map((_, i) => i),
    people: Array.from({ length: 10 }, (_, digit) => String(digit)),
    // Nothing starts from the backbone's layer, which knows no digits.
    pretrained: new Float32Array(0),
  };
}

/** For each input pixel, which of a line's 28 pixels it covers and how much of each: 28/16 of a pixel in all. */
const shares = Array.from({ length: inputSide }, (_, i) => {
  const width = digitSide / inputSide;
  return Array.from({ length: digitSide }, (_, j) => ({
    j,
    share: Math.max(0, Math.min(j + 1, (i + 1) * width) - Math.max(j, i * width)) / width,
  })).filter(({ share }) => share > 0);
});

/** A digit at 16 × 16 by the mean over each pixel's area, 0..1. */
function shrunk(image: Uint8Array): Float32Array {
  const small = new Float32Array(inputSide * inputSide);
  for (const [y, rows] of shares.entries()) {
    for (const [x, columns] of shares.entries()) {
      let sum = 0;
      for (const row of rows) {
        for (const column of columns) sum += row.share * column.share * image[row.j * digitSide + column.j]!;
      }
      small[y * inputSide + x] = sum / 255;
    }
  }
  return small;
}
