import { expect, test } from 'vitest';
import type { Pixels } from '../../src-shared/contract/index.ts';
import type { Detection } from '../../src-shared/vision/networks/boxes.ts';
import type { Detector } from '../../src-shared/vision/networks/detector.ts';
import { searchFaces as search } from '../../src-shared/vision/search.ts';

const photo: Pixels = { width: 2000, height: 1500, data: new Uint8Array(2000 * 1500 * 3) };
const crowd = Array.from({ length: 80 }, (_, i): Detection => {
  const box = { x: 20 + 24 * i, y: 300, width: 20, height: 20 };
  return { score: 0.6 - i / 1000, box };
});

/** Takes all that is found for faces. */
const searchFaces = (detector: Detector, picture: Pixels, tiles: boolean) =>
  search(detector, picture, tiles, async (found) => [...found]);

/** A detector that finds the same faces in the whole photo, and close up a face in the middle or none. */
function made(found: Detection[], isSeenAgain: boolean): { detector: Detector; looks(): number } {
  let looks = 0;
  const detector: Detector = {
    side: 512,
    async detect({ width }) {
      looks++;
      if (width === photo.width) return found;
      const side = width / 2;
      return isSeenAgain && width < 100
        ? [{ score: 0.9, box: { x: side / 2, y: side / 2, width: side, height: side } }]
        : [];
    },
  };
  return { detector, looks: () => looks };
}

test('weak faces are taken that are found again close up, and of a crowd only some are looked at', async () => {
  const { detector, looks } = made(crowd, true);
  expect(await searchFaces(detector, photo, true)).toHaveLength(80);
  expect(looks()).toBeLessThan(30);
});

test('weak faces are left out that are not found again, however many there are', async () => {
  const { detector, looks } = made(crowd, false);
  expect(await searchFaces(detector, photo, true)).toEqual([]);
  expect(looks()).toBeLessThan(30);
});

test('a sure face is not looked at again, and a box that lies mostly beside the picture is none', async () => {
  const sure: Detection = { score: 0.9, box: { x: 500, y: 400, width: 400, height: 500 } };
  const one = made([sure], false);
  expect(await searchFaces(one.detector, photo, true)).toEqual([sure]);
  expect(one.looks()).toBe(1);
  const small: Pixels = { width: 100, height: 100, data: new Uint8Array(30_000) };
  const beside: Detection = { score: 0.9, box: { x: 10, y: 10, width: 60, height: 60 } };
  const framed: Detector = { side: 512, detect: async ({ width }) => (width === 100 ? [] : [beside]) };
  expect(await searchFaces(framed, small, true)).toEqual([]);
});

test('what is cut out and framed to be searched is freed, and the photo is not', async () => {
  const seen: Pixels[] = [];
  const detector: Detector = {
    side: 512,
    async detect(pixels) {
      expect(pixels.data).toHaveLength(pixels.width * pixels.height * 3);
      seen.push(pixels);
      return pixels === photo ? [{ score: 0.6, box: { x: 20, y: 300, width: 20, height: 20 } }] : [];
    },
  };
  await searchFaces(detector, photo, true);
  // A weak face again, tiles, two frames.
  expect(seen.length).toBeGreaterThan(8);
  expect(seen.filter(({ data }) => data.length > 0)).toEqual([photo]);
});

test('if the face test leaves nothing, the search continues with the paddings', async () => {
  const detector: Detector = {
    side: 512,
    detect: async ({ width, height }) => [
      { score: 0.9, box: { x: 0.4 * width, y: 0.4 * height, width: 0.2 * width, height: 0.2 * height } },
    ],
  };
  const seen: number[] = [];
  const found = await search(detector, { ...photo, width: 400, height: 300 }, true, async (all) => {
    seen.push(all.length);
    return seen.length < 3 ? [] : [...all];
  });
  expect(seen).toEqual([1, 1, 1]);
  expect(found).toHaveLength(1);
});
