import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { centralFace, prominentFace } from '../../src-shared/vision/index.ts';

const face = (x: number, y: number, side: number, sharpness = 300) => ({
  box: { x, y, width: side, height: side },
  sharpness,
});
const photo = { width: 250, height: 250 };

describe('the central face', () => {
  test.each([
    ['alone', [face(200, 200, 40)], 0, false],
    ['rather than a larger one at the border', [face(0, 0, 120), face(75, 75, 100)], 1, false],
    ['of two that are about as near to the centre, marked', [face(60, 90, 60), face(140, 90, 60)], 0, true],
  ])('is the one %s', (_, faces, index, ambiguous) => {
    expect(centralFace(faces, photo)).toEqual({ index, ambiguous });
  });
});

describe('the prominent face', () => {
  test.each([
    ['alone', [face(0, 0, 20, 1)], 0, false],
    ['that is largest', [face(0, 0, 40), face(80, 0, 100)], 1, false],
    ['of two about as large, marked', [face(0, 0, 90), face(80, 0, 100)], 1, true],
    ['that is sharp, not a larger blur', [face(0, 0, 120, 4), face(130, 0, 80)], 1, false],
    ['of two of one kind, the first, marked', [face(0, 0, 50), face(80, 0, 50)], 0, true],
    ['of two without any detail, marked', [face(0, 0, 50, 0), face(80, 0, 70, 0)], 0, true],
  ])('is the one %s', (_, faces, index, ambiguous) => {
    expect(prominentFace(faces)).toEqual({ index, ambiguous });
  });

  test('is the same face in any order and at any scale', () => {
    const faces = fc.uniqueArray(
      fc.tuple(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 900 })),
      {
        minLength: 1,
        maxLength: 6,
        selector: ([side, sharpness]) => (side ** 2 * sharpness) / (sharpness + 50),
      },
    );
    fc.assert(
      fc.property(faces, fc.constantFrom(0.5, 2, 8), (sizes, scale) => {
        const list = sizes.map(([side, sharpness]) => face(0, 0, side, sharpness));
        const larger = sizes.map(([side, sharpness]) => face(0, 0, scale * side, sharpness)).toReversed();
        const [here, there] = [prominentFace(list), prominentFace(larger)];
        expect(there).toEqual({ ...here, index: list.length - 1 - here.index });
      }),
    );
  });
});
