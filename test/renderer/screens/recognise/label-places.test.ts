import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { labelPlaces, type Rectangle } from '../../../../src-renderer/screens/recognise/label-places.ts';

const picture = { width: 800, height: 600 };
const size = { width: 90, height: 24 };
const face = (x: number, y: number, side = 60): Rectangle => ({ x, y, width: side, height: side });

const overlap = (a: Rectangle, b: Rectangle) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

describe('labels on a picture', () => {
  test('stand centred above their boxes', () => {
    expect(labelPlaces([face(100, 200)], [size], picture)).toEqual([{ x: 85, y: 172 }]);
  });

  test('stand below if there is no room above', () => {
    const [place] = labelPlaces([face(100, 2), face(400, 300)], [size, size], picture);
    expect(place).toEqual({ x: 85, y: 0 });
    const [, second] = labelPlaces([face(100, 40, 80), face(100, 2, 30)], [size, size], picture);
    expect(second!.y).not.toBe(0);
  });

  test('of two faces beside each other do not hide one another', () => {
    const places = labelPlaces([face(100, 200), face(165, 200)], [size, size], picture);
    expect(overlap({ ...places[0]!, ...size }, { ...places[1]!, ...size })).toBe(false);
  });

  test('never collide and never leave the picture, however the faces lie', () => {
    const box = fc.record({
      x: fc.integer({ min: 0, max: 740 }),
      y: fc.integer({ min: 0, max: 540 }),
      width: fc.integer({ min: 8, max: 60 }),
      height: fc.integer({ min: 8, max: 60 }),
    });
    fc.assert(
      fc.property(fc.array(box, { maxLength: 12 }), (boxes) => {
        const sizes = boxes.map(() => size);
        const placed = labelPlaces(boxes, sizes, picture).map((place) => ({ ...place, ...size }));
        for (const [i, a] of placed.entries()) {
          expect(a.x).toBeGreaterThanOrEqual(0);
          expect(a.y).toBeGreaterThanOrEqual(0);
          expect(a.x + a.width).toBeLessThanOrEqual(picture.width);
          expect(a.y + a.height).toBeLessThanOrEqual(picture.height);
          for (const b of placed.slice(i + 1)) expect(overlap(a, b)).toBe(false);
        }
      }),
    );
  });
});
