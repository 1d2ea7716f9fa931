import { execFile } from 'node:child_process';
import { mkdtemp, open, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { decodePhoto, readPhoto } from '../../src-main/photos/photo.ts';
import { encodeTiff } from '../../src-main/photos/tiff.ts';
import type { Pixels } from '../../src-shared/contract/index.ts';
import { type ErrorCode, TammesError } from '../../src-shared/errors/index.ts';

const photo = (name: string) => fileURLToPath(new URL(`../fixtures/photos/${name}`, import.meta.url));

/** What becomes of each file of test/fixtures/photos: its upright size, or the error's code. */
const outcomes: Record<string, [number, number] | ErrorCode> = {
  '16-bit.png': [480, 600],
  'alpha.png': [480, 600],
  'bit-rot.jpg': [480, 600],
  'bomb-20000x20000.png': 'image-too-large',
  'bomb-claimed-2e9.png': 'image-too-large',
  'chroma-444.jpg': [480, 600],
  'cmyk.jpg': [480, 600],
  'display-p3.jpg': [480, 600],
  'empty.jpg': 'file-empty',
  'evil.svg': 'not-an-image',
  'exif-orientation-1.jpg': [480, 600],
  'exif-orientation-2.jpg': [480, 600],
  'exif-orientation-3.jpg': [480, 600],
  'exif-orientation-4.jpg': [480, 600],
  'exif-orientation-5.jpg': [480, 600],
  'exif-orientation-6.jpg': [480, 600],
  'exif-orientation-7.jpg': [480, 600],
  'exif-orientation-8.jpg': [480, 600],
  'grey.jpg': [480, 600],
  'header-only.jpg': 'image-damaged',
  'interlaced.png': [480, 600],
  'jpeg-named.png': [480, 600],
  'no-extension': [480, 600],
  'no-face.jpg': [640, 480],
  'one-pixel.png': [1, 1],
  'palette.png': [480, 600],
  'panorama-6000x20.jpg': [2048, 7],
  'photo.avif': [480, 600],
  'photo.bmp': [200, 250],
  'photo.gif': [480, 600],
  'photo.heic': [910, 1137],
  'photo.tiff': [480, 600],
  'photo.webp': [480, 600],
  'progressive.jpg': [480, 600],
  'text.jpg': 'not-an-image',
  'tiny-12px.jpg': [12, 15],
  'truncated.jpg': 'image-damaged',
  'xmp-mwg-region.jpg': [910, 1137],
  '写真 – été 😀.jpg': [480, 600],
};

/** Mean absolute difference a channel, of pictures shrunk to 24×30 pixels. */
async function difference(a: Pixels, b: Pixels): Promise<number> {
  const [small, other] = await Promise.all(
    [a, b].map(({ data, width, height }) =>
      sharp(data, { raw: { width, height, channels: 3 } })
        .resize(24, 30, { fit: 'fill' })
        .raw()
        .toBuffer(),
    ),
  );
  return small!.reduce((sum, value, i) => sum + Math.abs(value - other![i]!), 0) / small!.length;
}

const failureOf = (work: Promise<unknown>): Promise<unknown> => work.catch((reason: unknown) => reason);

describe('reading a photo', () => {
  test('the table names every file of test/fixtures/photos', async () => {
    const files = (await readdir(photo('.'))).map((name) => name.normalize('NFC'));
    expect(files.filter((name) => name !== 'README.md').sort()).toEqual(Object.keys(outcomes).sort());
  });

  test.each(Object.entries(outcomes))('%s ends as %j', async (name, expected) => {
    const answer = await failureOf(readPhoto(photo(name)));
    if (typeof expected === 'string') {
      expect(answer).toBeInstanceOf(TammesError);
      const { code, message, remedy } = answer as TammesError;
      expect(code).toBe(expected);
      expect(message).toContain(name);
      expect(remedy).toMatch(/^[A-Z].*\.$/);
    } else {
      const { pixels, hash, fingerprint } = answer as Awaited<ReturnType<typeof readPhoto>>;
      expect([pixels.width, pixels.height]).toEqual(expected);
      expect(pixels.data).toHaveLength(pixels.width * pixels.height * 3);
      expect(hash).toMatch(/^[0-9a-f]{64}$/);
      expect(fingerprint).toMatch(/^[0-9a-f]{36}$/);
    }
  });

  // All show the same portrait: wrong colours, a wrong turn or a wrong scale would show.
  test.each(
    Object.keys(outcomes).filter((name) =>
      /^(exif|16|chroma|display|inter|jpeg|no-ext|palette|photo|progr|xmp)/.test(name),
    ),
  )('%s looks like the portrait, upright and in its colours', async (name) => {
    const portrait = await readPhoto(photo('progressive.jpg'));
    const { pixels } = await readPhoto(photo(name));
    expect(await difference(pixels, portrait.pixels)).toBeLessThan(4);
  });

  test('a file that is gone is named', async () => {
    expect(await failureOf(readPhoto(photo('nowhere.jpg')))).toMatchObject({
      code: 'file-missing',
      message: expect.stringContaining('nowhere.jpg'),
    });
  });

  test('transparency is laid over white at 8 and at 16 bits', async () => {
    const clear = sharp({ create: { width: 4, height: 4, channels: 4, background: '#f000' } });
    for (const space of ['srgb', 'rgb16']) {
      const png = await clear.clone().toColourspace(space).png().toBuffer();
      expect((await decodePhoto('clear.png', png)).pixels.data.every((value) => value === 255)).toBe(true);
    }
  });

  test("a profile's colours become sRGB's, inside the range that both have", async () => {
    const flat = { create: { width: 8, height: 8, channels: 3 as const, background: '#808080' } };
    const grey = await sharp(flat).withIccProfile('p3').png().toBuffer();
    const [value] = (await decodePhoto('grey.png', grey)).pixels.data;
    expect(Math.abs(value! - 128)).toBeLessThanOrEqual(1);
    const { pixels } = await readPhoto(photo('display-p3.jpg'));
    const unmanaged = await sharp(await readFile(photo('display-p3.jpg')), { ignoreIcc: true })
      .raw()
      .toBuffer();
    const untouched = { ...pixels, data: new Uint8Array(unmanaged) };
    const portrait = (await readPhoto(photo('progressive.jpg'))).pixels;
    expect(await difference(pixels, portrait)).toBeLessThan(await difference(untouched, portrait));
  });

  test('a profile beside decoded pixels counts as one inside the file does', async () => {
    const { data, info } = await sharp(photo('display-p3.jpg'), { ignoreIcc: true })
      .raw()
      .toBuffer({ resolveWithObject: true });
    const { icc } = await sharp(photo('display-p3.jpg')).metadata();
    const tiff = await decodePhoto('p3.tiff', encodeTiff({ ...info, data }, 3, icc!));
    const { pixels } = await readPhoto(photo('display-p3.jpg'));
    expect(await difference(tiff.pixels, pixels)).toBeLessThan(0.5);
  });

  test('a large photo is shrunk, and says how large it was', async () => {
    const background = { r: 1, g: 2, b: 3 };
    const jpeg = await sharp({ create: { width: 3000, height: 4000, channels: 3, background } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const { pixels, original } = await decodePhoto('large.jpg', jpeg);
    expect([pixels.width, pixels.height]).toEqual([2048, 1536]);
    expect(original).toEqual({ width: 4000, height: 3000 });
  });

  test('a program that has read a HEIC can end', { timeout: 180_000 }, async () => {
    const script = `
      const { readPhoto } = await import(${JSON.stringify(new URL('../../src-main/photos/photo.ts', import.meta.url))});
      console.log((await readPhoto(${JSON.stringify(photo('photo.heic'))})).pixels.width);`;
    const file = join(await mkdtemp(join(tmpdir(), 'tammes-photo-')), 'read.mjs');
    await writeFile(file, script);
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [file], { timeout: 180_000 });
    expect([stdout, stderr]).toEqual(['910\n', '']);
  });

  test('a file larger than any photo is refused unread', async () => {
    const path = join(await mkdtemp(join(tmpdir(), 'tammes-test-')), 'huge.jpg');
    const file = await open(path, 'w');
    await file.truncate(2 ** 30 + 1);
    await file.close();
    expect(await failureOf(readPhoto(path))).toMatchObject({ code: 'image-too-large' });
  });

  test('any bytes are decoded or refused with a TammesError', async () => {
    const starts = [
      [0xff, 0xd8, 0xff, 0xe0],
      [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
      [...Buffer.from('GIF89a')],
      [...Buffer.from('RIFF1234WEBP')],
      [...Buffer.from('\0\0\0\x18ftypheic')],
      [...Buffer.from('BM123456789012'), 40, 0, 0, 0],
      [],
    ];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 400 }), async (start, rest) => {
        const answer = await failureOf(decodePhoto('fuzz', Uint8Array.from([...start, ...rest])));
        if (answer instanceof Error) expect(answer).toBeInstanceOf(TammesError);
        else expect(answer).toHaveProperty('pixels');
      }),
      { numRuns: 200 },
    );
  });
});
