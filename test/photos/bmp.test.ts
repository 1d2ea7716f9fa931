import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bmpSize, decodeBmp } from '../../src-main/photos/bmp.ts';
import { decodePhoto } from '../../src-main/photos/photo.ts';
import { TammesError } from '../../src-shared/errors/index.ts';

const [red, green, blue, white] = [
  [255, 0, 0],
  [0, 255, 0],
  [0, 0, 255],
  [255, 255, 255],
] as const;

/** A BMP of Windows with a 40-byte header; colours are red, green, blue, white in the palette's order. */
function bmp(
  width: number,
  height: number,
  bits: number,
  compression: number,
  pixels: number[],
  masks: number[] = [],
) {
  const palette =
    bits > 8 ? [] : [red, green, blue, white].slice(0, 2 ** bits).flatMap(([r, g, b]) => [b, g, r, 0]);
  const start = 54 + masks.length * 4 + palette.length;
  const file = new Uint8Array(start + pixels.length);
  const view = new DataView(file.buffer);
  file.set([0x42, 0x4d]);
  view.setUint32(10, start, true);
  view.setUint32(14, 40, true);
  view.setInt32(18, width, true);
  view.setInt32(22, height, true);
  view.setUint16(26, 1, true);
  view.setUint16(28, bits, true);
  view.setUint32(30, compression, true);
  for (const [i, mask] of masks.entries()) view.setUint32(54 + 4 * i, mask, true);
  file.set(palette, start - palette.length);
  file.set(pixels, start);
  return file;
}

/** Rows as they are stored: from the bottom, each filled up to four bytes. */
const cases: [string, Uint8Array, (readonly number[])[]][] = [
  ['1 bit', bmp(2, 2, 1, 0, [0b01000000, 0, 0, 0, 0b10000000, 0, 0, 0]), [green, red, red, green]],
  ['4 bits', bmp(2, 2, 4, 0, [0x23, 0, 0, 0, 0x01, 0, 0, 0]), [red, green, blue, white]],
  ['8 bits', bmp(2, 2, 8, 0, [2, 3, 0, 0, 0, 1, 0, 0]), [red, green, blue, white]],
  ['8 bits from the top', bmp(2, -2, 8, 0, [0, 1, 0, 0, 2, 3, 0, 0]), [red, green, blue, white]],
  ['an index beyond the palette', bmp(1, 1, 8, 0, [9, 0, 0, 0]), [[0, 0, 0]]],
  ['16 bits, 5-5-5', bmp(2, 1, 16, 0, [0x00, 0x7c, 0xe0, 0x03]), [red, green]],
  ['16 bits, 5-6-5', bmp(2, 1, 16, 3, [0x00, 0xf8, 0x1f, 0x00], [0xf800, 0x7e0, 0x1f]), [red, blue]],
  ['24 bits', bmp(2, 1, 24, 0, [0, 0, 255, 0, 255, 0, 0, 0]), [red, green]],
  ['32 bits', bmp(1, 1, 32, 0, [255, 0, 0, 9]), [blue]],
  ['32 bits with masks', bmp(1, 1, 32, 3, [0, 255, 0, 0], [0xff00, 0xff0000, 0xff000000]), [red]],
  [
    'RLE8: a run, pixels as they are, the end of a line, a jump',
    bmp(3, 2, 8, 1, [2, 1, 0, 0, 0, 3, 3, 2, 1, 0, 0, 1]),
    [white, blue, green, green, green, red],
  ],
  ['RLE8: a jump over a pixel', bmp(3, 1, 8, 1, [1, 3, 0, 2, 1, 0, 1, 2, 0, 1]), [white, red, blue]],
  ['RLE4: turns between two colours', bmp(3, 1, 4, 2, [3, 0x12, 0, 1]), [green, blue, green]],
];

describe('BMP', () => {
  test.each(cases)('%s', (_name, file, expected) => {
    const { width, height, data } = decodeBmp(file);
    expect(bmpSize(file)).toEqual({ width, height });
    expect([...data]).toEqual(expected.flat());
  });

  test("OS/2's short header is read", () => {
    const file = Uint8Array.from([
      ...[0x42, 0x4d, 0, 0, 0, 0, 0, 0, 0, 0, 26, 0, 0, 0],
      ...[12, 0, 0, 0, 1, 0, 1, 0, 1, 0, 24, 0],
      ...[0, 255, 0, 0],
    ]);
    expect([...decodeBmp(file).data]).toEqual(green);
  });

  test.each([
    ['cut off', bmp(2, 2, 24, 0, [1, 2, 3]), 'image-damaged'],
    ['without pixels', bmp(0, 2, 24, 0, []), 'image-damaged'],
    ['of three bits', bmp(2, 2, 3, 0, [1, 2, 3, 4]), 'image-damaged'],
    ['of unknown coding', bmp(2, 2, 24, 9, [1, 2, 3, 4]), 'image-damaged'],
    ['that claims 2^60 pixels', bmp(2 ** 30, 2 ** 30, 8, 1, [1, 2]), 'image-too-large'],
  ])('a BMP %s is refused by name', async (_name, file, code) => {
    await expect(decodePhoto('odd.bmp', file)).rejects.toMatchObject({
      code,
      message: expect.stringContaining('odd.bmp'),
    });
  });

  test('any change of the header is decoded or refused', async () => {
    const change = fc.tuple(fc.integer({ min: 2, max: 60 }), fc.integer({ min: 0, max: 255 }));
    const picture = fc.constantFrom(...cases.map(([, file]) => file));
    await fc.assert(
      fc.asyncProperty(picture, fc.array(change, { minLength: 1, maxLength: 4 }), async (file, changes) => {
        const changed = file.slice();
        for (const [at, value] of changes) if (at < changed.length) changed[at] = value;
        const answer: unknown = await decodePhoto('odd.bmp', changed).catch((error: unknown) => error);
        if (answer instanceof Error) expect(answer).toBeInstanceOf(TammesError);
      }),
      { numRuns: 300 },
    );
  });
});
