/** The picture formats that Tammes reads. `heif` holds AVIF and HEIC: which one, only its boxes say. */
export type PhotoFormat = 'jpeg' | 'png' | 'gif' | 'webp' | 'tiff' | 'heif' | 'bmp';

/** Extensions of files that are taken for photos. */
export const photoExtensions: ReadonlySet<string> = new Set(
  '.jpg .jpeg .jpe .jfif .png .webp .avif .gif .tif .tiff .bmp .dib .heic .heif .hif'.split(' '),
);

/** Extensions of pictures that Tammes does not read, whatever they start with: raw photos look like TIFF. */
export const otherPictures: ReadonlySet<string> = new Set(
  '.svg .jxl .jp2 .ico .psd .xcf .dng .cr2 .cr3 .nef .arw .raf .orf .rw2 .pef .srw'.split(' '),
);

/** Bytes from a file's start that `photoFormat` looks at. */
export const formatBytes = 18;

/** Major brands of ISO base media files that hold still pictures; a video has others. */
const pictureBrands = new Set('avif avis heic heix heim heis hevc hevx heif mif1 msf1'.split(' '));
/** Sizes of the header that follows a BMP's file header, which says little else about itself. */
const bmpHeaders = new Set([12, 16, 40, 52, 56, 64, 108, 124]);

/**
 * What a file is by its first bytes: names lie, and nothing but these formats ever reaches a decoder.
 * @param start the first `formatBytes` bytes, or more.
 */
export function photoFormat(start: Uint8Array): PhotoFormat | null {
  const text = Buffer.from(start.subarray(0, formatBytes)).toString('latin1');
  if (text.startsWith('\xff\xd8\xff')) return 'jpeg';
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'png';
  if (text.startsWith('GIF87a') || text.startsWith('GIF89a')) return 'gif';
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP') return 'webp';
  if (['II*\0', 'MM\0*', 'II+\0', 'MM\0+'].includes(text.slice(0, 4))) return 'tiff';
  if (text.slice(4, 8) === 'ftyp' && pictureBrands.has(text.slice(8, 12))) return 'heif';
  if (text.startsWith('BM') && bmpHeaders.has(text.charCodeAt(14))) return 'bmp';
  return null;
}
