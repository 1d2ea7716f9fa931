import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openBackend } from '../../src-main/compute/backend.ts';
import { readPhoto } from '../../src-main/photos/photo.ts';
import { readModels } from '../../src-main/vision/models.ts';
import { mirrored } from '../../src-shared/vision/align.ts';
import { createVision } from '../../src-shared/vision/index.ts';
import { meanShape, usedPoints } from '../../src-shared/vision/mean-shape.ts';
import { estimatePose, meanFace } from '../../src-shared/vision/pose.ts';

/** A matrix times a vector, and a matrix times a matrix: the model is turned here independently of the fit. */
type Vector = readonly number[];
const times = (m: readonly Vector[], v: Vector) =>
  m.map((row) => row.reduce((sum, a, i) => sum + a * v[i]!, 0));
const rad = (degrees: number) => (degrees * Math.PI) / 180;
/** About the vertical axis: the side towards the viewer (z) goes to the right (x). */
const turnY = (a: number) => [
  [Math.cos(a), 0, Math.sin(a)],
  [0, 1, 0],
  [-Math.sin(a), 0, Math.cos(a)],
];
/** About the horizontal axis: the side towards the viewer goes up (y points down). */
const turnX = (a: number) => [
  [1, 0, 0],
  [0, Math.cos(a), -Math.sin(a)],
  [0, Math.sin(a), Math.cos(a)],
];
/** About the line of sight, clockwise as seen. */
const turnZ = (a: number) => [
  [Math.cos(a), -Math.sin(a), 0],
  [Math.sin(a), Math.cos(a), 0],
  [0, 0, 1],
];

/** Landmarks of the mean face turned by known angles, in a photo. */
function landmarksOf(
  { yaw, pitch, roll }: { yaw: number; pitch: number; roll: number },
  { scale = 100, x = 300, y = 200, distance = Number.POSITIVE_INFINITY } = {},
): number[] {
  const landmarks = Array<number>(136).fill(0);
  for (const [i, point] of usedPoints.entries()) {
    const turned = times(turnZ(rad(roll)), times(turnX(rad(pitch)), times(turnY(rad(yaw)), meanFace[i]!)));
    const size = scale / (1 - turned[2]! / distance);
    landmarks[2 * point] = x + size * turned[0]!;
    landmarks[2 * point + 1] = y + size * turned[1]!;
  }
  return landmarks;
}

const angles = fc.record({
  yaw: fc.double({ min: -80, max: 80, noNaN: true }),
  pitch: fc.double({ min: -60, max: 60, noNaN: true }),
  roll: fc.double({ min: -170, max: 170, noNaN: true }),
});
const place = fc.record({
  scale: fc.double({ min: 5, max: 1000, noNaN: true }),
  x: fc.double({ min: -500, max: 4000, noNaN: true }),
  y: fc.double({ min: -500, max: 4000, noNaN: true }),
});

test('the angles by which the mean face was turned are found again, wherever and however large it is', () => {
  fc.assert(
    fc.property(angles, place, (truth, where) => {
      const found = estimatePose(landmarksOf(truth, where))!;
      for (const name of ['yaw', 'pitch', 'roll'] as const) {
        expect(Math.abs(found[name] - truth[name])).toBeLessThan(0.01);
      }
    }),
  );
});

test('noise of a hundredth of the face moves yaw and pitch by a few degrees', () => {
  const noise = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 136, maxLength: 136 });
  const mild = fc.record({
    yaw: fc.double({ min: -45, max: 45, noNaN: true }),
    pitch: fc.double({ min: -30, max: 30, noNaN: true }),
    roll: fc.constant(10),
  });
  fc.assert(
    fc.property(mild, noise, (truth, shifts) => {
      const found = estimatePose(landmarksOf(truth).map((value, i) => value + shifts[i]!))!;
      expect(Math.abs(found.yaw - truth.yaw)).toBeLessThan(8);
      expect(Math.abs(found.pitch - truth.pitch)).toBeLessThan(8);
      expect(Math.abs(found.roll - truth.roll)).toBeLessThan(8);
    }),
  );
});

test('seen from 36 centimetres, perspective costs less than seven degrees', () => {
  for (const yaw of [-40, -20, 0, 20, 40]) {
    for (const pitch of [-20, 0, 20]) {
      const found = estimatePose(landmarksOf({ yaw, pitch, roll: 0 }, { distance: 3 }))!;
      expect(Math.abs(found.yaw - yaw)).toBeLessThan(7);
      expect(Math.abs(found.pitch - pitch)).toBeLessThan(7);
    }
  }
});

test('a mirror turns yaw and roll round, and leaves pitch', () => {
  fc.assert(
    fc.property(angles, (truth) => {
      const landmarks = landmarksOf(truth);
      const found = estimatePose(landmarks)!;
      // In a mirror the left eye is the right one: the point of the model with opposite x.
      const twin = usedPoints.map((_, i) => {
        const [x, y, z] = meanFace[i]!;
        return meanFace.findIndex(([a, b, c]) => Math.hypot(a + x, b - y, c - z) < 1e-4);
      });
      expect(twin).not.toContain(-1);
      const mirror = Array<number>(136).fill(0);
      for (const [i, point] of usedPoints.entries()) {
        const from = usedPoints[twin[i]!]!;
        mirror[2 * point] = 640 - landmarks[2 * from]!;
        mirror[2 * point + 1] = landmarks[2 * from + 1]!;
      }
      const other = estimatePose(mirror)!;
      expect(other.yaw).toBeCloseTo(-found.yaw, 1);
      expect(other.roll).toBeCloseTo(-found.roll, 1);
      expect(other.pitch).toBeCloseTo(found.pitch, 1);
    }),
  );
});

test('the mean shape looks straight ahead', () => {
  const landmarks = Array<number>(136).fill(0);
  for (const [i, [x, y]] of meanShape.entries()) {
    landmarks[2 * (i + 17)] = 100 * x;
    landmarks[2 * (i + 17) + 1] = 100 * y;
  }
  expect(estimatePose(landmarks)).toEqual({ yaw: 0, pitch: 0, roll: 0 });
});

test.each([
  ['all in one place', Array(136).fill(7)],
  ['not finite', Array(136).fill(Number.NaN)],
  ['none', []],
])('landmarks that are %s have no pose', (_, landmarks) => {
  expect(estimatePose(landmarks)).toBeNull();
});

test('a mirrored photo has yaw and roll turned round', async () => {
  const { tf } = await openBackend('wasm', { threads: 1 });
  const vision = createVision({ tf, models: await readModels() });
  const path = fileURLToPath(new URL('../fixtures/photos/exif-orientation-1.jpg', import.meta.url));
  const { pixels } = await readPhoto(path);
  const [face] = await vision.describe(pixels);
  const [mirror] = await vision.describe(mirrored(pixels));
  const [pose, other] = [face!.quality.pose!, mirror!.quality.pose!];
  // The networks do not see quite the same in a mirror.
  expect(Math.abs(pose.yaw + other.yaw)).toBeLessThan(6);
  expect(Math.abs(pose.roll + other.roll)).toBeLessThan(3);
  expect(Math.abs(pose.pitch - other.pitch)).toBeLessThan(6);
});
