import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodePhoto, readPhoto } from '../../src-main/compute/photo.ts';
import { TammesError } from '../../src-shared/errors.ts';

const photo = (name: string) => fileURLToPath(new URL(`../photos/${name}`, import.meta.url));

describe('reading a photo', () => {
  test.each([
    ['empty.jpg', 'file-empty'],
    ['text.jpg', 'not-an-image'],
    ['truncated.jpg', 'image-damaged'],
    ['header-only.jpg', 'not-an-image'],
    ['bomb-20000x20000.png', 'image-too-large'],
    ['bomb-claimed-2e9.png', 'not-an-image'],
    ['photo.heic', 'not-an-image'],
    ['evil.svg', 'not-an-image'],
    ['nowhere.jpg', 'file-missing'],
  ])('%s is refused as %s, by name and with a remedy', async (name, code) => {
    const error: unknown = await readPhoto(photo(name)).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(TammesError);
    const { code: actual, message, remedy } = error as TammesError;
    expect(actual).toBe(code);
    expect(message).toContain(name);
    expect(remedy).toMatch(/^[A-Z].*\.$/);
  });

  test.each(['grey.jpg', 'cmyk.jpg', '16-bit.png', 'palette.png', 'alpha.png'])(
    '%s becomes three channels of bytes',
    async (name) => {
      const { pixels } = await readPhoto(photo(name));
      expect(pixels.data).toHaveLength(pixels.width * pixels.height * 3);
    },
  );

  test('any bytes are decoded or refused with a TammesError', async () => {
    const { pixels } = await readPhoto(photo('grey.jpg'));
    expect(pixels.width).toBeGreaterThan(0);
    const starts = [
      [0xff, 0xd8, 0xff, 0xe0],
      [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
      [0x47, 0x49, 0x46, 0x38],
      [0x52, 0x49, 0x46, 0x46],
      [],
    ];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 400 }), async (start, rest) => {
        const answer: unknown = await decodePhoto('fuzz', Uint8Array.from([...start, ...rest])).catch(
          (reason: unknown) => reason,
        );
        if (answer instanceof Error) expect(answer).toBeInstanceOf(TammesError);
        else expect(answer).toHaveProperty('data');
      }),
      { numRuns: 200 },
    );
  });
});
