import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openBackend } from '../../src-main/compute/backend.ts';
import { readModels } from '../../src-main/vision/models.ts';
import { chipTransform, mirrored, sampleChip, uprightBox } from '../../src-shared/vision/align.ts';
import { meanShape } from '../../src-shared/vision/mean-shape.ts';
import { openFaceApi } from '../helpers/face-api.ts';

const { tf } = await openBackend('wasm', { threads: 1 });
const faceApi = openFaceApi(tf, await readModels());

describe('the chip', () => {
  const similarityTransform = fc.record({
    angle: fc.double({ min: -3, max: 3, noNaN: true }),
    scale: fc.double({ min: 0.05, max: 20, noNaN: true }),
    tx: fc.double({ min: -500, max: 500, noNaN: true }),
    ty: fc.double({ min: -500, max: 500, noNaN: true }),
  });

  test('is found back from landmarks that were moved by any similarity transform', () => {
    fc.assert(
      fc.property(similarityTransform, ({ angle, scale, tx, ty }) => {
        const [a, b] = [scale * Math.cos(angle), scale * Math.sin(angle)];
        const landmarks = new Float64Array(136);
        for (const [i, [px, py]] of meanShape.entries()) {
          const [x, y] = [100 * (0.25 + px), 100 * (0.25 + py)];
          landmarks[2 * (17 + i)] = a * x - b * y + tx;
          landmarks[2 * (17 + i) + 1] = b * x + a * y + ty;
        }
        const found = chipTransform(landmarks);
        expect(found.a).toBeCloseTo(a, 6);
        expect(found.b).toBeCloseTo(b, 6);
        expect(found.tx).toBeCloseTo(tx, 4);
        expect(found.ty).toBeCloseTo(ty, 4);
      }),
    );
  });

  test('keeps the mean of a fine pattern when it shrinks the photo, rather than aliasing', () => {
    const side = 1200;
    const data = new Uint8Array(side * side * 3);
    for (let i = 0; i < side * side; i++)
      data.fill((i % 2 === 0) === (Math.floor(i / side) % 2 === 0) ? 255 : 0, 3 * i, 3 * i + 3);
    const chip = sampleChip({ width: side, height: side, data }, { a: 6, b: 0, tx: 100, ty: 100 });
    const values = Array.from(chip.data);
    expect(Math.max(...values) - Math.min(...values)).toBeLessThan(30);
  });
});

describe('face-api’s own crop', () => {
  const axes = ['x', 'y', 'width', 'height'] as const;

  test('is where face-api has it', () => {
    const size = { width: 400, height: 300 };
    const point = fc.tuple(
      fc.double({ min: 0.3, max: 0.6, noNaN: true }),
      fc.double({ min: 0.3, max: 0.6, noNaN: true }),
    );
    fc.assert(
      fc.property(fc.array(point, { minLength: 68, maxLength: 68 }), (points) => {
        const theirs = new faceApi.library.FaceLandmarks68(
          points.map(([x, y]) => new faceApi.library.Point(x, y)),
          size,
        ).align(null, { useDlibAlignment: true });
        const landmarks = points.flatMap(([x, y]) => [x * size.width, y * size.height]);
        const ours = uprightBox(landmarks, { ...size, data: new Uint8Array() });
        for (const axis of axes) expect(Math.abs(ours[axis] - theirs[axis])).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('never reaches beyond the photo', () => {
    const points = fc.array(fc.double({ min: -500, max: 900, noNaN: true }), {
      minLength: 136,
      maxLength: 136,
    });
    fc.assert(
      fc.property(points, (landmarks) => {
        const { x, y, width, height } = uprightBox(landmarks, {
          width: 400,
          height: 300,
          data: new Uint8Array(),
        });
        expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
        expect(Math.min(width, height)).toBeGreaterThanOrEqual(1);
        expect(x + width).toBeLessThanOrEqual(400);
        expect(y + height).toBeLessThanOrEqual(300);
      }),
    );
  });
});

test('mirroring twice gives the picture back, and once puts the first column last', () => {
  const sizes = fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }));
  fc.assert(
    fc.property(sizes, ([width, height]) => {
      const picture = {
        width,
        height,
        data: Uint8Array.from({ length: width * height * 3 }, (_, i) => i % 251),
      };
      const once = mirrored(picture);
      expect(mirrored(once)).toEqual(picture);
      expect(once.data.slice(3 * (width - 1), 3 * width)).toEqual(picture.data.slice(0, 3));
    }),
  );
});
