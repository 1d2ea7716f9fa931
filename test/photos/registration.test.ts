import fc from 'fast-check';
import { expect, test } from 'vitest';
import { noWarp, register, type Square, type Warp } from '../../src-main/photos/registration.ts';

const side = 40;

/** A smooth scene, seen through a warp, at any brightness and contrast. */
function seen([a, b, tx, ty]: Warp, contrast = 1, brightness = 0): Square {
  const middle = (side - 1) / 2;
  const values = Float32Array.from({ length: side * side }, (_, i) => {
    const [x, y] = [(i % side) - middle, Math.floor(i / side) - middle];
    const [u, v] = [(1 + a) * x - b * y + tx, b * x + (1 + a) * y + ty];
    const light =
      60 * Math.sin(0.31 * u + 0.2 * v) + 50 * Math.cos(0.23 * v - 0.11 * u) + 40 * Math.sin(0.01 * u * v);
    return 120 + contrast * light + brightness;
  });
  return { side, values };
}

test('a known shift, turn and scale is found, whatever the brightness and contrast', () => {
  const amount = (most: number) => fc.double({ min: -most, max: most, noNaN: true });
  fc.assert(
    fc.property(
      fc.tuple(amount(0.04), amount(0.04), amount(1.5), amount(1.5)),
      fc.double({ min: 0.3, max: 1.5, noNaN: true }),
      amount(40),
      (warp, contrast, brightness) => {
        // The second picture shows at x what the first shows at the warped place: registration goes from first to second.
        const found = register(seen(warp), seen(noWarp, contrast, brightness), noWarp, 30);
        expect(found.correlation).toBeGreaterThan(0.99);
        for (const [k, value] of warp.entries()) expect(found.warp[k]).toBeCloseTo(value, k < 2 ? 2 : 0);
      },
    ),
    { numRuns: 30 },
  );
});

test('pictures that have too little in common are not compared', () => {
  const first = seen(noWarp);
  const second = { side, values: first.values.map((value, i) => (i < 200 ? value : Number.NaN)) };
  expect(register(first, second, noWarp, 5).correlation).toBe(-1);
  expect(register(first, first, noWarp, 5)).toMatchObject({
    correlation: expect.closeTo(1),
    warp: [0, 0, 0, 0],
  });
});
