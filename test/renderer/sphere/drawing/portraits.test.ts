import { expect, test } from 'vitest';
import { portraitSize } from '../../../../src-renderer/sphere/drawing/portraits.ts';
import type { SpherePicture, SphereViewState } from '../../../../src-renderer/sphere/picture.ts';

const size = { width: 600, height: 500 };
const pictureOf = (count: number) =>
  ({ faceIds: Array.from({ length: count }, (_, i) => i) }) as unknown as SpherePicture;
const view = (zoom: number, portraits = true): SphereViewState => ({
  camera: { yaw: 0, pitch: 0, zoom },
  selected: [],
  hovered: null,
  isolated: false,
  portraits,
});

test('portraits shrink as there are more, and of very many only dots are left', () => {
  const sizes = [10, 60, 150, 2000].map((count) => portraitSize(pictureOf(count), view(1), size));
  expect(sizes[0]).toBeGreaterThan(40);
  expect(sizes[0]).toBeGreaterThan(sizes[1]!);
  expect(sizes[1]).toBeGreaterThan(sizes[2]!);
  expect(sizes[3]).toBe(0);
});

test('they come back as one zooms in, and are there only if they are wished for', () => {
  expect(portraitSize(pictureOf(2000), view(20), size)).toBeGreaterThan(20);
  expect(portraitSize(pictureOf(10), view(1, false), size)).toBe(0);
});
