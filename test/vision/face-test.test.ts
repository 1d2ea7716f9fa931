import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { openBackend } from '../../src-main/compute/backend.ts';
import { readPhoto } from '../../src-main/photos/photo.ts';
import { faceApiFolder, readModels } from '../../src-main/vision/models.ts';
import { faceScore } from '../../src-shared/vision/face-test.ts';
import { createVision } from '../../src-shared/vision/index.ts';
import { loadNetworks } from '../../src-shared/vision/models.ts';

const { tf } = await openBackend('wasm', { threads: 1 });
const models = await readModels();
const vision = createVision({ tf, models });
const things = fileURLToPath(new URL('../fixtures/no-faces', import.meta.url));
const orl = fileURLToPath(new URL('../fixtures/orl', import.meta.url));

test('things that the detector is sure about are no faces', { timeout: 180_000 }, async () => {
  const { detectors } = loadNetworks(tf, models);
  for (const name of await readdir(things)) {
    const { pixels } = await readPhoto(join(things, name));
    const [best] = await detectors.ssd.detect(pixels, { minConfidence: 0.8, maxResults: 1 });
    expect(best, name).toBeDefined();
    expect(await vision.describe(pixels), name).toEqual([]);
  }
});

test('faces of groups and of tiny pictures remain, by far', { timeout: 180_000 }, async () => {
  const group = await vision.describe((await readPhoto(join(faceApiFolder, 'demo', 'sample1.jpg'))).pixels);
  expect(group.length).toBeGreaterThan(1);
  const people = (await readdir(orl)).filter((_, i) => i % 8 === 0);
  const tiny = await Promise.all(
    people.map(async (name) => vision.describe((await readPhoto(join(orl, name, '03.png'))).pixels)),
  );
  expect(tiny.map(({ length }) => length)).toEqual(people.map(() => 1));
  for (const { feature } of [...group, ...tiny.flat()]) expect(faceScore(feature)).toBeGreaterThan(0);
});

test('the length of a feature says nothing', () => {
  const feature = Array.from({ length: 256 }, (_, i) => 1 + Math.sin(i));
  expect(faceScore(feature.map((value) => 3 * value))).toBeCloseTo(faceScore(feature), 9);
});
