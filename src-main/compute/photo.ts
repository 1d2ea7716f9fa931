import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import type { Pixels } from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors.ts';

/** Longer side of the pixels that are searched for faces; larger photos are shrunk while they are decoded. */
const longestSide = 2048;
/** Refused by the header alone, before anything is decoded: 2^28, a square of 16,384. */
const mostPixels = 2 ** 28;

/** What sharp may open; anything else, SVG with its file references above all, is refused. */
const formats = new Set(['jpeg', 'png', 'webp', 'gif', 'tiff', 'heif']);

export interface DecodedPhoto {
  pixels: Pixels;
  /** SHA-256 of the file's bytes, hexadecimal. */
  hash: string;
}

/**
 * Reads a photo file into upright sRGB pixels of bounded size.
 * @throws TammesError that names the file and the remedy.
 */
export async function readPhoto(path: string): Promise<DecodedPhoto> {
  const bytes = await readFile(path).catch((cause: NodeJS.ErrnoException) => {
    throw cause.code === 'ENOENT'
      ? new TammesError('file-missing', `${path} is not there.`, 'Check the path.', { cause })
      : new TammesError('file-unreadable', `${path} cannot be read.`, 'Check its permissions.', { cause });
  });
  const hash = createHash('sha256').update(bytes).digest('hex');
  return { pixels: await decodePhoto(path, bytes), hash };
}

/**
 * Decodes a photo: turned upright by its EXIF orientation, transparency over white, grey and CMYK as
 * three-channel sRGB, at most 2,048 pixels on the longer side.
 *
 * @param name only serves messages.
 * @throws TammesError 'file-empty', 'not-an-image', 'image-too-large' or 'image-damaged'.
 */
export async function decodePhoto(name: string, bytes: Uint8Array): Promise<Pixels> {
  if (bytes.length === 0) {
    throw new TammesError('file-empty', `${name} is empty.`, 'Copy the photo again from its source.');
  }
  const image = sharp(bytes, { failOn: 'error', limitInputPixels: false });
  const { format, compression, width, height } = await image.metadata().catch((cause: unknown) => {
    throw notAnImage(name, cause);
  });
  // The HEVC of phones' HEIC files is patented and missing from sharp's binaries; AVIF is not.
  if (!formats.has(format) || compression === 'hevc') throw notAnImage(name);
  if (width * height > mostPixels) {
    throw new TammesError(
      'image-too-large',
      `${name} claims ${width} × ${height} pixels, more than Tammes opens (${mostPixels / 2 ** 20} megapixels).`,
      'Save a smaller copy of the photo.',
    );
  }
  try {
    const { data, info } = await image
      .autoOrient()
      .resize({ width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: 'white' })
      .toColourspace('srgb')
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    return { width: info.width, height: info.height, data: threeChannels(data, info.channels) };
  } catch (cause) {
    throw new TammesError(
      'image-damaged',
      `${name} is damaged: ${firstLine(cause)}.`,
      'Copy the photo again from its source, or open and save it in a photo editor.',
      { cause },
    );
  }
}

/** WebP of an aligned chip, for display. */
export function encodeChip(data: Uint8Array, side: number): Promise<Uint8Array> {
  return sharp(data, { raw: { width: side, height: side, channels: 3 } })
    .webp({ quality: 90 })
    .toBuffer();
}

/** A photo as a browser shows it, upright and of bounded size. */
export async function encodeForDisplay(path: string): Promise<Uint8Array> {
  const { pixels } = await readPhoto(path);
  const { width, height, data } = pixels;
  return sharp(data, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 85 })
    .toBuffer();
}

/** sharp answers with one channel for grey pictures even in sRGB. */
function threeChannels(data: Uint8Array, channels: number): Uint8Array<ArrayBuffer> {
  if (channels === 3) return new Uint8Array(data);
  const out = new Uint8Array((data.length / channels) * 3);
  for (let from = 0, to = 0; from < data.length; from += channels) {
    out[to++] = data[from]!;
    out[to++] = data[from]!;
    out[to++] = data[from]!;
  }
  return out;
}

function notAnImage(name: string, cause?: unknown): TammesError {
  return new TammesError(
    'not-an-image',
    `${name} is not a photo that Tammes reads.`,
    'Tammes reads JPEG, PNG, WebP, AVIF, GIF and TIFF. Convert the photo to one of these.',
    { cause },
  );
}

function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split('\n')[0]!.replace(/\.$/, '');
}
