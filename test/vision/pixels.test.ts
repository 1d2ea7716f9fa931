import fc from 'fast-check';
import { expect, test } from 'vitest';
import { closeUp, type PaddingRule, pad, padSmoothly, wide } from '../../src-shared/vision/pixels.ts';

test('padding keeps places: a box found in the padded picture maps back into the photo', () => {
  fc.assert(
    fc.property(
      fc.constantFrom<(PaddingRule | 'smooth')[]>(wide, closeUp, 'smooth'),
      fc.integer({ min: 1, max: 1500 }),
      fc.integer({ min: 1, max: 1500 }),
      (frame, width, height) => {
        const data = new Uint8Array(width * height * 3);
        const photo = { width, height, data };
        const { pixels, toSource } = frame === 'smooth' ? padSmoothly(photo) : pad(photo, frame);
        expect(pixels.width).toBe(pixels.height);
        expect(pixels.width).toBeGreaterThanOrEqual(frame === 'smooth' ? 1 : frame.least);
        expect(pixels.width).toBeLessThanOrEqual(frame === 'smooth' ? 5 * 512 : frame.times * 512);
        const whole = toSource({ x: 0, y: 0, width: pixels.width, height: pixels.height });
        expect(whole.x).toBeLessThanOrEqual(0);
        expect(whole.y).toBeLessThanOrEqual(0);
        expect(whole.x + whole.width).toBeGreaterThanOrEqual(width - 3);
        expect(whole.y + whole.height).toBeGreaterThanOrEqual(height - 3);
      },
    ),
    { numRuns: 40 },
  );
});
