/** From a file to pixels: reads, recognises and decodes a photo of any format. */
import { createHash } from 'node:crypto';
import { open as openFile, readFile, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import sharp, { type Metadata, type Sharp } from 'sharp';
import type { Pixels } from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import { firstLine } from '../../src-shared/first-line.ts';
import { free } from '../../src-shared/vision/index.ts';
import { bmpSize, decodeBmp } from './bmp.ts';
import { takenAt } from './exif-time.ts';
import { fingerprint } from './fingerprint.ts';
import { formatBytes, otherPictures, photoFormat } from './format.ts';
import { decodeHeic, mostHeicPixels } from './heic.ts';
import { encodeTiff } from './tiff.ts';

/** Longer side of the pixels that are searched for faces; larger photos are shrunk while they are decoded. */
const longestSide = 2048;
/** Refused by the header alone, before anything is decoded: 2^28, a square of 16,384. */
const mostPixels = 2 ** 28;
/** The same for pixels times channels times bytes of each: a picture of many channels is a bomb, too. */
const mostSamples = mostPixels * 8;
/** Refused before it is read: no photo of so many pixels is larger. */
const mostBytes = 2 ** 30;
/** After which a decoder that does not come to an end is stopped. */
const patienceSeconds = 30;

export interface DecodedPhoto {
  pixels: Pixels;
  /** The upright photo's size before it was shrunk. */
  original: { width: number; height: number };
  /** EXIF orientation of the file's pixels, 1 to 8; 1 if they are upright as they are stored. */
  orientation: number;
  /** XMP metadata inside the file, if there is any. */
  xmp: string | null;
  /** When it was taken; see exif-time.ts. */
  takenAt: number | null;
}

/** A photo file as it was read. */
export interface PhotoContent extends DecodedPhoto {
  /** SHA-256 of the file's bytes, hexadecimal. */
  hash: string;
  /** Perceptual hash; see fingerprint.ts. */
  fingerprint: string;
}

/**
 * Reads a photo file into upright sRGB pixels of bounded size.
 * @throws TammesError that names the file and the remedy.
 */
export async function readPhoto(path: string): Promise<PhotoContent> {
  return readPhotoBytes(path, await readBytes(path));
}

/** Reads a photo that lies in no file. @param name only serves messages. @throws TammesError as `decodePhoto`. */
export async function readPhotoBytes(name: string, bytes: Uint8Array): Promise<PhotoContent> {
  const decoded = await decodePhoto(name, bytes);
  return { ...decoded, hash: hashOf(bytes), fingerprint: fingerprint(decoded.pixels) };
}

/** The SHA-256 by which a photo is known wherever it lies. @throws TammesError as `readPhoto`. */
export async function hashPhoto(path: string): Promise<string> {
  return hashOf(await readBytes(path));
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function readBytes(path: string): Promise<Uint8Array> {
  try {
    if ((await stat(path)).size > mostBytes) {
      throw new TammesError('photo-file-too-large', { path, gigabytes: mostBytes / 2 ** 30 });
    }
    return await readFile(path);
  } catch (cause) {
    if (cause instanceof TammesError) throw cause;
    throw (cause as NodeJS.ErrnoException).code === 'ENOENT'
      ? new TammesError('file-not-there', { path }, { cause })
      : new TammesError('file-not-permitted', { path }, { cause });
  }
}

/**
 * Decodes a photo: turned upright, transparency over white, every colour space as three-channel sRGB by its
 * profile, at most 2,048 pixels on the longer side. Of several pictures the primary or first is taken.
 *
 * @param name only serves messages.
 * @throws TammesError 'file-empty', 'not-an-image', 'image-too-large' or 'image-damaged'.
 */
export async function decodePhoto(name: string, bytes: Uint8Array): Promise<DecodedPhoto> {
  if (bytes.length === 0) {
    throw new TammesError('photo-empty', { path: name });
  }
  const format = photoFormat(bytes);
  if (format === null || otherPictures.has(extname(name).toLowerCase())) throw notAnImage(name);
  try {
    if (format === 'bmp') return await decodeOwnBmp(name, bytes);
    if (format === 'png') refuseTooLarge(name, pngSize(bytes), mostPixels);
    const image = openImage(bytes);
    const metadata = await image.metadata();
    refuseTooLarge(name, metadata, mostPixels);
    if (metadata.width * metadata.height * metadata.channels * bytesOf(metadata) > mostSamples) {
      throw tooLarge(name, metadata);
    }
    const xmp = metadata.xmpAsString ?? null;
    // The HEVC of phones' HEIC files is patented and missing from sharp's binaries; AVIF is not.
    const foreign = format === 'heif' && metadata.compression !== 'av1';
    const decoded = foreign
      ? await decodeWithLibheif(name, bytes, metadata)
      : { image, size: metadata.autoOrient };
    const orientation = foreign ? 1 : (metadata.orientation ?? 1);
    const pixels = await toPixels(decoded.image);
    // A TIFF is built as EXIF data is, which it holds itself.
    const exif = format === 'tiff' ? bytes : metadata.exif;
    return { pixels, original: decoded.size, orientation, xmp, takenAt: takenAt(exif) };
  } catch (cause) {
    if (cause instanceof TammesError && cause.message.includes(name)) throw cause;
    throw damaged(name, cause);
  }
}

function openImage(bytes: Uint8Array): Sharp {
  return sharp(bytes, { failOn: 'error', limitInputPixels: false }).timeout({ seconds: patienceSeconds });
}

async function toPixels(image: Sharp): Promise<Pixels> {
  const { data, info } = await image
    .autoOrient()
    .resize({ width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: 'white' })
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data: threeChannels(data, info.channels) };
}

async function decodeOwnBmp(name: string, bytes: Uint8Array): Promise<DecodedPhoto> {
  const size = bmpSize(bytes);
  refuseTooLarge(name, size, mostPixels);
  const pixels = await toPixels(openImage(encodeTiff(decodeBmp(bytes), 3)));
  return { pixels, original: size, orientation: 1, xmp: null, takenAt: null };
}

/** libheif turns the picture upright, but leaves its colours to the profile, which sharp has read. */
async function decodeWithLibheif(name: string, bytes: Uint8Array, { icc, width, height }: Metadata) {
  refuseTooLarge(name, { width, height }, mostHeicPixels);
  const answer = await decodeHeic(bytes);
  if ('damaged' in answer) throw damaged(name, answer.damaged);
  if ('tooLarge' in answer) throw tooLarge(name, answer.tooLarge, mostHeicPixels);
  const { rgba, ...size } = answer;
  return { image: openImage(encodeTiff({ ...size, data: rgba }, 4, icc)), size };
}

interface Size {
  width: number;
  height: number;
}

/** By the header; libvips refuses to say what a size beyond its own limits is. */
function pngSize(bytes: Uint8Array): Size {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

function bytesOf({ depth }: Metadata): number {
  return depth === 'uchar' || depth === 'char' ? 1 : depth === 'ushort' || depth === 'short' ? 2 : 8;
}

function refuseTooLarge(name: string, size: Size, most: number): void {
  if (size.width * size.height > most) throw tooLarge(name, size, most);
}

function tooLarge(name: string, { width, height }: Size, most = mostPixels): TammesError {
  return new TammesError('photo-pixels-too-many', { path: name, width, height, megapixels: most / 2 ** 20 });
}

function damaged(name: string, cause: unknown): TammesError {
  return new TammesError('photo-damaged', { path: name, reason: firstLine(cause) }, { cause });
}

/** XMP metadata inside a photo file, by its header alone; null if there is none, or no photo. */
export async function readXmp(path: string): Promise<string | null> {
  const file = await openFile(path).catch(() => null);
  if (file === null) return null;
  const { buffer } = await file.read({ buffer: Buffer.alloc(formatBytes) }).finally(() => file.close());
  const format = photoFormat(buffer);
  if (format === null || format === 'bmp') return null;
  const metadata = await sharp(path, { limitInputPixels: false })
    .metadata()
    .catch(() => null);
  return metadata?.xmpAsString ?? null;
}

/** Takes half the time of sharp's default effort, for 3 % more bytes. */
const chipFormat = { quality: 90, effort: 2 } as const;

/** WebP of an aligned chip, for display. */
export function encodeChip(data: Uint8Array, side: number): Promise<Uint8Array> {
  return sharp(data, { raw: { width: side, height: side, channels: 3 } })
    .webp(chipFormat)
    .toBuffer();
}

/** RGB pixels of a stored chip. @throws if its bytes are damaged. */
export async function decodeChip(webp: Uint8Array, side: number): Promise<Uint8Array<ArrayBuffer>> {
  const { data, info } = await sharp(webp)
    .removeAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  if (info.width !== side || info.height !== side) throw new Error('A stored chip has another size.');
  return new Uint8Array(data);
}

let drawn: Promise<Uint8Array> | null = null;

/** Stands in the place of a face of which there is no picture: WebP, 150x150. */
export function nobody(): Promise<Uint8Array> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="150" height="150"><rect width="150" height="150" fill="#9aa0ab"/>
    <g fill="#c9cdd4"><circle cx="75" cy="58" r="28"/><path d="M21 150a54 54 0 0 1 108 0z"/></g></svg>`;
  drawn ??= sharp(Buffer.from(svg)).webp({ lossless: true }).toBuffer();
  return drawn;
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
  if (channels === 3) return new Uint8Array(data.buffer as ArrayBuffer, data.byteOffset, data.length);
  const out = new Uint8Array((data.length / channels) * 3);
  for (let from = 0, to = 0; from < data.length; from += channels) {
    out[to++] = data[from]!;
    out[to++] = data[from]!;
    out[to++] = data[from]!;
  }
  free({ data });
  return out;
}

function notAnImage(name: string): TammesError {
  return new TammesError('photo-format-unknown', { path: name });
}
