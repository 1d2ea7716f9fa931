import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chipTransform, sampleChip } from '../../src-shared/vision/align.ts';
import { cutFace, cutFromChip, cutTransform } from '../../src-shared/vision/cut.ts';
import { meanShape } from '../../src-shared/vision/mean-shape.ts';

/** The mean face, turned, scaled and shifted; its jaw in one point. */
function landmarksOf(scale: number, degrees: number, x: number, y: number): number[] {
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  const jaw = Array.from({ length: 17 }, () => [0.5, 1] as const);
  return [...jaw, ...meanShape].flatMap(([u, v]) => [
    x + scale * (cos * u - sin * v),
    y + scale * (sin * u + cos * v),
  ]);
}

/** A photo whose colours rise evenly: what is sampled tells where. */
const [width, height] = [400, 300];
const photo = {
  width,
  height,
  data: Uint8Array.from({ length: width * height * 3 }, (_, at) => {
    const place = Math.floor(at / 3);
    return at % 3 === 0 ? (place % width) / 2 : at % 3 === 1 ? Math.floor(place / width) / 2 : 0;
  }),
};

test('the five points of a face come near those of ArcFace’s template, however it is turned', () => {
  fc.assert(
    fc.property(fc.integer({ min: 40, max: 200 }), fc.integer({ min: -60, max: 60 }), (scale, degrees) => {
      const landmarks = landmarksOf(scale, degrees, 100, 80);
      const { a, b, tx, ty } = cutTransform(landmarks, { template: 'arcface112', side: 224 });
      // The left eye's middle lies at (38, 52) of 112 pixels.
      const eye = [0, 1].map((k) => {
        let sum = 0;
        for (let point = 36; point < 42; point++) sum += landmarks[2 * point + k]! / 6;
        return sum;
      }) as [number, number];
      const [x, y] = [2 * 38.2946, 2 * 51.6963];
      const far = Math.hypot(a * x - b * y + tx - eye[0], b * x + a * y + ty - eye[1]);
      expect(far).toBeLessThan(0.06 * scale);
    }),
  );
});

test('a cut of our own template and size is the chip, and one of half the size shows the same', () => {
  const landmarks = landmarksOf(120, 20, 150, 80);
  const chip = sampleChip(photo, chipTransform(landmarks));
  expect(cutFace(photo, landmarks, { template: 'chip150', side: 150 })).toEqual(chip);
  const half = cutFace(photo, landmarks, { template: 'chip150', side: 75 });
  for (const [row, column] of [
    [10, 12],
    [37, 60],
    [70, 5],
  ] as const) {
    for (const colour of [0, 1]) {
      const four = [0, 1].flatMap((y) =>
        [0, 1].map((x) => chip.data[3 * ((2 * row + y) * 150 + 2 * column + x) + colour]!),
      );
      const mean = four.reduce((sum, value) => sum + value, 0) / 4;
      expect(Math.abs(half.data[3 * (row * 75 + column) + colour]! - mean)).toBeLessThanOrEqual(1.5);
    }
  }
});

describe('a cut from the stored chip', () => {
  const landmarks = landmarksOf(110, -15, 160, 110);
  const chip = sampleChip(photo, chipTransform(landmarks));
  const cut = { template: 'arcface112', side: 112 } as const;
  const [fromPhoto, fromChip] = [cutFace(photo, landmarks, cut), cutFromChip(chip, landmarks, cut)];
  const far = (row: number) =>
    Array.from({ length: 90 }, (_, k) => 3 * (row * 112 + 11 + k)).reduce(
      (most, at) => Math.max(most, Math.abs(fromPhoto.data[at + 1]! - fromChip.data[at + 1]!)),
      0,
    );

  test('shows what the cut from the photo shows', () => {
    for (const row of [30, 60, 90]) expect(far(row)).toBeLessThanOrEqual(2);
  });

  test('lacks what lies above the chip, where the edge is repeated', () => {
    expect(far(2)).toBeGreaterThan(5);
  });
});
