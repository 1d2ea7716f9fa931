/** Decodes BMP files, which sharp does not read. */
import { TammesError } from '../../src-shared/errors/index.ts';

/** Rows from the top, three bytes a pixel. */
export interface Bitmap {
  width: number;
  height: number;
  data: Uint8Array;
}

interface Header {
  width: number;
  height: number;
  /** Whether the first row stored is the picture's top. */
  topDown: boolean;
  bits: number;
  compression: number;
  palette: Uint8Array[];
  /** Red, green and blue masks of 16 and 32 bits a pixel. */
  masks: [number, number, number];
  /** Where the pixels start in the file. */
  start: number;
}

const compressions = { none: 0, rle8: 1, rle4: 2, bitfields: 3, alphaBitfields: 6 } as const;

/** The size that a BMP's header claims. @throws RangeError for a header that is cut off. */
export function bmpSize(bytes: Uint8Array): { width: number; height: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(14, true) === 12) {
    return { width: view.getUint16(18, true), height: view.getUint16(20, true) };
  }
  return { width: Math.abs(view.getInt32(18, true)), height: Math.abs(view.getInt32(22, true)) };
}

/**
 * Decodes a BMP of Windows or OS/2: 1, 4, 8, 16, 24 or 32 bits a pixel, plain, run-length coded or with bit masks.
 * Alpha is passed over, as most programs write nothing sensible there. Pixels that are cut off stay black only
 * in run-length coded pictures, which may leave some out.
 *
 * Source: Microsoft, "Bitmap Storage" and "Bitmap Compression" (Windows GDI documentation).
 *
 * @param bytes whose size, as `bmpSize` has it, is small enough to be decoded.
 * @throws TammesError or RangeError for a file that is damaged.
 */
export function decodeBmp(bytes: Uint8Array): Bitmap {
  const header = readHeader(bytes);
  const { width, height, bits, compression } = header;
  if (width === 0 || height === 0) throw damaged('it has no pixels');
  const { rle8, rle4, none } = compressions;
  const coded = compression === rle8 || compression === rle4;
  if (coded && bits !== (compression === rle8 ? 8 : 4)) throw damaged('its coding does not fit its depth');
  const stride = Math.ceil((width * bits) / 32) * 4;
  const stored = coded
    ? expandRuns(bytes.subarray(header.start), width, height, bits)
    : bytes.subarray(header.start, header.start + stride * height);
  if (stored.length < (coded ? width : stride) * height) throw damaged('its end is missing');
  const data = new Uint8Array(width * height * 3);
  const view = new DataView(stored.buffer, stored.byteOffset, stored.byteLength);
  const masked = compression !== none || bits === 16;
  for (let row = 0; row < height; row++) {
    const to = (header.topDown ? row : height - 1 - row) * width * 3;
    const from = row * (coded ? width : stride);
    if (coded) indexedRow(data, to, width, header, (x) => stored[from + x]!);
    else if (bits <= 8) indexedRow(data, to, width, header, (x) => indexAt(stored, from, x, bits));
    else if (bits === 24 || !masked) trueRow(data, to, width, stored, from, bits / 8);
    else maskedRow(data, to, width, view, from, header);
  }
  return { width, height, data };
}

function readHeader(bytes: Uint8Array): Header {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = view.getUint32(10, true);
  const size = view.getUint32(14, true);
  const old = size === 12;
  const bits = view.getUint16(old ? 24 : 28, true);
  const compression = old || size === 16 ? compressions.none : view.getUint32(30, true);
  if (![1, 4, 8, 16, 24, 32].includes(bits)) throw damaged(`it has ${bits} bits a pixel`);
  if (!(Object.values(compressions) as number[]).includes(compression)) {
    throw damaged(`its coding ${compression} is unknown`);
  }
  const { bitfields, alphaBitfields } = compressions;
  const withMasks = compression === bitfields || compression === alphaBitfields;
  if (withMasks && bits !== 16 && bits !== 32) throw damaged('its bit masks do not fit its depth');
  const maskBytes = withMasks && size === 40 ? (compression === bitfields ? 12 : 16) : 0;
  const masks: Header['masks'] = withMasks
    ? [view.getUint32(54, true), view.getUint32(58, true), view.getUint32(62, true)]
    : [0x7c00, 0x3e0, 0x1f];
  const entry = old ? 3 : 4;
  const paletteStart = 14 + size + maskBytes;
  const entries = bits > 8 ? 0 : Math.floor((start - paletteStart) / entry);
  const palette = Array.from({ length: Math.max(0, Math.min(2 ** bits, entries)) }, (_, i) =>
    bytes.subarray(paletteStart + i * entry, paletteStart + i * entry + 3),
  );
  const topDown = !old && view.getInt32(22, true) < 0;
  return { ...bmpSize(bytes), topDown, bits, compression, palette, masks, start };
}

function indexAt(stored: Uint8Array, from: number, x: number, bits: number): number {
  const perByte = 8 / bits;
  const byte = stored[from + Math.floor(x / perByte)]!;
  return (byte >> (8 - bits * ((x % perByte) + 1))) & (2 ** bits - 1);
}

/** An index beyond the palette is black, as in other programs. */
function indexedRow(data: Uint8Array, to: number, width: number, header: Header, at: (x: number) => number) {
  for (let x = 0; x < width; x++) {
    const colour = header.palette[at(x)];
    data[to + 3 * x] = colour?.[2] ?? 0;
    data[to + 3 * x + 1] = colour?.[1] ?? 0;
    data[to + 3 * x + 2] = colour?.[0] ?? 0;
  }
}

function trueRow(
  data: Uint8Array,
  to: number,
  width: number,
  stored: Uint8Array,
  from: number,
  bytesEach: number,
) {
  for (let x = 0; x < width; x++) {
    const at = from + x * bytesEach;
    data[to + 3 * x] = stored[at + 2]!;
    data[to + 3 * x + 1] = stored[at + 1]!;
    data[to + 3 * x + 2] = stored[at]!;
  }
}

function maskedRow(
  data: Uint8Array,
  to: number,
  width: number,
  view: DataView,
  from: number,
  { bits, masks }: Header,
) {
  const fields = masks.map((mask) => {
    const shift = mask === 0 ? 0 : 31 - Math.clz32(mask & -mask);
    return { mask, shift, highest: mask >>> shift };
  });
  for (let x = 0; x < width; x++) {
    const pixel = bits === 16 ? view.getUint16(from + 2 * x, true) : view.getUint32(from + 4 * x, true);
    for (const [channel, { mask, shift, highest }] of fields.entries()) {
      const value = (pixel & mask) >>> shift;
      data[to + 3 * x + channel] = highest === 0 ? 0 : Math.round((value * 255) / highest);
    }
  }
}

/** Indices of a run-length coded picture, one byte each; runs that leave the picture are cut. */
function expandRuns(coded: Uint8Array, width: number, height: number, bits: number): Uint8Array {
  const indices = new Uint8Array(width * height);
  let x = 0;
  let y = 0;
  const put = (index: number) => {
    if (x < width && y < height) indices[y * width + x] = index;
    x++;
  };
  const nibble = (byte: number, i: number) => (bits === 8 ? byte : i % 2 === 0 ? byte >> 4 : byte & 15);
  for (let at = 0; at + 1 < coded.length && y < height; ) {
    const count = coded[at]!;
    const value = coded[at + 1]!;
    at += 2;
    if (count > 0) {
      for (let i = 0; i < count; i++) put(nibble(value, i));
    } else if (value === 0) {
      x = 0;
      y++;
    } else if (value === 1) {
      break;
    } else if (value === 2) {
      x += coded[at] ?? 0;
      y += coded[at + 1] ?? 0;
      at += 2;
    } else {
      for (let i = 0; i < value; i++) put(nibble(coded[at + (bits === 8 ? i : i >> 1)] ?? 0, i));
      const used = bits === 8 ? value : Math.ceil(value / 2);
      at += used + (used % 2);
    }
  }
  return indices;
}

function damaged(why: string): TammesError {
  return new TammesError('bmp-damaged', { reason: why });
}
