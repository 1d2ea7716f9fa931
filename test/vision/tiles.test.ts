import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Box, Pixels } from '../../src-shared/contract/index.ts';
import type { Detection } from '../../src-shared/vision/networks/boxes.ts';
import { mayHideFaces, searchTiles, tilesOf } from '../../src-shared/vision/tiles.ts';

const side = 512;
const sizes = fc
  .tuple(fc.integer({ min: 20, max: 2048 }), fc.integer({ min: 1024, max: 2048 }), fc.boolean())
  .map(([short, long, upright]) =>
    upright ? { width: short, height: long } : { width: long, height: short },
  );
const blank = ({ width, height }: { width: number; height: number }): Pixels => ({
  width,
  height,
  data: new Uint8Array(width * height * 3),
});

test('a large photo has between 2 and 9 tiles, which show it at least 1.3 times as large', () => {
  fc.assert(
    fc.property(sizes, (size) => {
      const tiles = tilesOf({ ...size, data: new Uint8Array() }, side);
      expect(tiles.length).toBeGreaterThanOrEqual(2);
      expect(tiles.length).toBeLessThanOrEqual(9);
      for (const { x, y, width, height } of tiles) {
        expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
        expect(x + width).toBeLessThanOrEqual(size.width);
        expect(y + height).toBeLessThanOrEqual(size.height);
        expect(Math.max(size.width, size.height) / Math.max(width, height)).toBeGreaterThan(1.3);
      }
    }),
  );
});

test('a face of under 20 of the detector’s pixels lies whole in a tile, wherever it is', () => {
  const place = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(sizes, place, place, (size, u, v) => {
      const face = Math.min((20 * Math.max(size.width, size.height)) / side, size.width, size.height);
      const [x, y] = [u * (size.width - face), v * (size.height - face)];
      const whole = tilesOf({ ...size, data: new Uint8Array() }, side).some(
        (tile) =>
          x >= tile.x && y >= tile.y && x + face <= tile.x + tile.width && y + face <= tile.y + tile.height,
      );
      expect(whole).toBe(true);
    }),
  );
});

test('faces may hide in a photo of twice the detector’s side, unless one is near the camera', () => {
  const face = (size: number): Detection => ({ score: 1, box: { x: 9, y: 9, width: size, height: size } });
  const photo = blank({ width: 700, height: 1024 });
  expect(mayHideFaces(blank({ width: 1023, height: 700 }), [], side)).toBe(false);
  expect(mayHideFaces(photo, [], side)).toBe(true);
  expect(mayHideFaces(photo, [face(100), face(119)], side)).toBe(true);
  expect(mayHideFaces(photo, [face(30), face(120)], side)).toBe(false);
});

/** A photo whose faces are single bright pixels at the middle of the boxes: what a made-up detector finds in a tile. */
function photoWith(faces: readonly Box[]): { photo: Pixels; detect(tile: Pixels): Promise<Detection[]> } {
  const photo = blank({ width: 2000, height: 1500 });
  for (const [i, { x, y, width, height }] of faces.entries()) {
    photo.data[3 * (Math.round(y + height / 2) * photo.width + Math.round(x + width / 2))] = i + 1;
  }
  return {
    photo,
    async detect(tile) {
      const found: Detection[] = [];
      for (let at = 0; at < tile.data.length; at += 3) {
        if (tile.data[at] === 0) continue;
        const { width, height } = faces[tile.data[at]! - 1]!;
        const [x, y] = [((at / 3) % tile.width) - width / 2, Math.floor(at / 3 / tile.width) - height / 2];
        const [left, top] = [Math.max(0, x), Math.max(0, y)];
        const [right, bottom] = [Math.min(tile.width, x + width), Math.min(tile.height, y + height)];
        found.push({ score: 0.9, box: { x: left, y: top, width: right - left, height: bottom - top } });
      }
      return found;
    },
  };
}

test('a face in several tiles, or cut by the border of one, is found once and whole', async () => {
  const faces: Box[] = [];
  for (let x = 20; x < 1900; x += 130) {
    for (let y = 20; y < 1400; y += 130) faces.push({ x, y, width: 60, height: 70 });
  }
  const { photo, detect } = photoWith(faces);
  const found = await searchTiles(photo, [], side, detect);
  const boxes = found.map(({ box }) => ({ ...box, x: Math.round(box.x), y: Math.round(box.y) }));
  expect(boxes.toSorted((a, b) => a.x - b.x || a.y - b.y)).toEqual(faces);
});

test('what the first look found stays as it is, and tiles add no part of it and nothing as large', async () => {
  const first: Detection[] = [{ score: 0.6, box: { x: 500, y: 500, width: 300, height: 350 } }];
  const part = { x: 600, y: 600, width: 80, height: 90 };
  const large = { x: 1200, y: 200, width: 400, height: 400 };
  const small = { x: 1700, y: 900, width: 50, height: 60 };
  const { photo, detect } = photoWith([part, large, small]);
  const found = await searchTiles(photo, first, side, detect);
  expect(found.map(({ box }) => box)).toEqual([first[0]!.box, small]);
});
