import fc from 'fast-check';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { takenAt } from '../../src-main/photos/exif-time.ts';
import { decodePhoto } from '../../src-main/photos/photo.ts';

const plain = () => sharp({ create: { width: 32, height: 24, channels: 3, background: 'teal' } });
const withTime = (tags: Record<string, string>) => plain().withExif({ IFD2: tags });

test.each(['jpeg', 'png', 'webp', 'avif'] as const)('%s: the time of the camera is read', async (format) => {
  const bytes = await withTime({ DateTimeOriginal: '2026:11:25 14:30:59' }).toFormat(format).toBuffer();
  expect((await decodePhoto(`photo.${format}`, bytes)).takenAt).toBe(Date.UTC(2026, 10, 25, 14, 30, 59));
});

test('fractions of a second tell the photos of a burst apart', async () => {
  const bytes = await withTime({ DateTimeOriginal: '2026:11:25 14:30:59', SubSecTimeOriginal: '25' })
    .jpeg()
    .toBuffer();
  expect((await decodePhoto('photo.jpg', bytes)).takenAt).toBe(Date.UTC(2026, 10, 25, 14, 30, 59, 250));
});

test.each([
  '0000:00:00 00:00:00',
  '    :  :     :  :  ',
  '2026:13:01 00:00:00',
  '2026:01:01 24:00:00',
  'yesterday',
])('"%s" is no time', async (text) => {
  const bytes = await withTime({ DateTimeOriginal: text }).jpeg().toBuffer();
  expect((await decodePhoto('photo.jpg', bytes)).takenAt).toBeNull();
});

test('a photo without EXIF data has none', async () => {
  expect((await decodePhoto('photo.png', await plain().png().toBuffer())).takenAt).toBeNull();
  expect(takenAt(undefined)).toBeNull();
});

/** EXIF data in either byte order, as cameras write it. */
function exif(isLittle: boolean, text: string): Uint8Array {
  const bytes = new Uint8Array(100);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, isLittle ? 0x4949 : 0x4d4d);
  view.setUint16(2, 42, isLittle);
  view.setUint32(4, 8, isLittle);
  const entry = (at: number, tag: number, type: number, count: number, value: number) => {
    view.setUint16(at, 1, isLittle);
    view.setUint16(at + 2, tag, isLittle);
    view.setUint16(at + 4, type, isLittle);
    view.setUint32(at + 6, count, isLittle);
    view.setUint32(at + 10, value, isLittle);
  };
  entry(8, 0x8769, 4, 1, 40);
  entry(40, 0x9003, 2, 20, 60);
  bytes.set(Buffer.from(text, 'latin1'), 60);
  return bytes;
}

test.each([true, false])('either byte order is read (little: %s)', (isLittle) => {
  const bytes = exif(isLittle, '1999:12:31 23:59:58');
  expect(takenAt(bytes)).toBe(Date.UTC(1999, 11, 31, 23, 59, 58));
  expect(takenAt(Buffer.concat([Buffer.from('Exif\0\0'), bytes]))).toBe(Date.UTC(1999, 11, 31, 23, 59, 58));
});

test('damaged data give a time or no time, and never an error', () => {
  const good = exif(true, '1999:12:31 23:59:58');
  const changes = fc.array(fc.tuple(fc.nat({ max: 99 }), fc.nat({ max: 255 })), { maxLength: 6 });
  fc.assert(
    fc.property(changes, fc.nat({ max: 100 }), (edits, length) => {
      const bytes = good.slice(0, length);
      for (const [at, value] of edits) if (at < length) bytes[at] = value;
      const time = takenAt(bytes);
      expect(time === null || Number.isFinite(time)).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

/** A TIFF with EXIF data, which sharp does not write: a copy of its first folder at its end, with one entry more. */
function withExif(tiff: Uint8Array, text: string): Uint8Array {
  const from = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  const folder = from.getUint32(4, true);
  const entries = 12 * from.getUint16(folder, true);
  const end = tiff.length + (tiff.length % 2);
  const inside = end + 2 + entries + 12 + 4;
  const bytes = new Uint8Array(inside + 2 + 12 + 4 + 20);
  const to = new DataView(bytes.buffer);
  bytes.set(tiff);
  to.setUint32(4, end, true);
  to.setUint16(end, entries / 12 + 1, true);
  bytes.set(tiff.subarray(folder + 2, folder + 2 + entries), end + 2);
  const entry = (at: number, tag: number, type: number, count: number, value: number) => {
    to.setUint16(at, tag, true);
    to.setUint16(at + 2, type, true);
    to.setUint32(at + 4, count, true);
    to.setUint32(at + 8, value, true);
  };
  entry(end + 2 + entries, 0x8769, 4, 1, inside);
  to.setUint16(inside, 1, true);
  entry(inside + 2, 0x9003, 2, 20, inside + 18);
  bytes.set(Buffer.from(text, 'latin1'), inside + 18);
  return bytes;
}

test('a TIFF holds its EXIF data itself', async () => {
  const bytes = withExif(await plain().tiff().toBuffer(), '2026:11:25 14:30:59');
  expect((await decodePhoto('photo.tiff', bytes)).takenAt).toBe(Date.UTC(2026, 10, 25, 14, 30, 59));
  expect((await decodePhoto('photo.tiff', await plain().tiff().toBuffer())).takenAt).toBeNull();
});
