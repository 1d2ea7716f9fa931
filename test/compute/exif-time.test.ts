import fc from 'fast-check';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { takenAt } from '../../src-main/compute/exif-time.ts';
import { decodePhoto } from '../../src-main/compute/photo.ts';

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

test('damaged data give a time or none, and never an error', () => {
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
