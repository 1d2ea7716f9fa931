import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { openBackend } from '../../src-main/compute/backend.ts';
import { readPhoto } from '../../src-main/photos/photo.ts';
import { faceApiFolder, readModels } from '../../src-main/vision/models.ts';
import { detectorId, type Pixels } from '../../src-shared/contract/index.ts';
import { loadNetworks, pretrainedWeightsIn } from '../../src-shared/vision/models.ts';
import { crop } from '../../src-shared/vision/pixels.ts';
import { openFaceApi } from '../helpers/face-api.ts';

const { tf } = await openBackend('wasm', { threads: 1 });
const models = await readModels();
const faceApi = openFaceApi(tf, models);
const networks = loadNetworks(tf, models);
const options = { minConfidence: 0.5, maxResults: 100 };

const photoOf = async (path: string) => (await readPhoto(path)).pixels;
const sample = await photoOf(join(faceApiFolder, 'demo', 'sample5.jpg'));
const portrait = await photoOf(
  fileURLToPath(new URL('../fixtures/photos/exif-orientation-1.jpg', import.meta.url)),
);

/** 3:2, upright, square, a strip: what is cut off the detector's square is of every size. */
const pictures: [string, Pixels][] = [
  ['a group', sample],
  ['a portrait', portrait],
  ['a square of it', crop(sample, { x: 300, y: 100, width: 1200, height: 1200 })],
  ['an upright half', crop(sample, { x: 400, y: 0, width: 500, height: 1398 })],
  ['a strip', crop(sample, { x: 0, y: 300, width: 1920, height: 420 })],
];

describe.each(detectorId.options)('%s', (id) => {
  test.each(pictures)("on %s finds face-api's boxes to a pixel", async (_, picture) => {
    const theirs = await faceApi.detect(picture, id);
    const ours = await networks.detectors[id].detect(picture, options);
    expect(theirs.length).toBeGreaterThan(0);
    expect(ours).toHaveLength(theirs.length);
    // Theirs takes the picture's size in whole pixels of the detector's square for its size.
    const rounding = Math.max(picture.width, picture.height) / (id === 'ssd' ? 1024 : 832);
    for (const [i, { box, score }] of ours.entries()) {
      const same = theirs[i]!;
      expect(Math.abs(score - same.score)).toBeLessThan(0.01);
      for (const key of ['x', 'y', 'width', 'height'] as const) {
        expect(Math.abs(box[key] - same.box[key])).toBeLessThan(1 + rounding);
      }
    }
  });
});

test('landmarks are those of face-api on upright, wide and square crops, one by one or together', async () => {
  const faces = [
    crop(sample, { x: 500, y: 300, width: 141, height: 200 }),
    crop(sample, { x: 500, y: 300, width: 200, height: 132 }),
    crop(sample, { x: 500, y: 300, width: 60, height: 60 }),
  ];
  const together = await networks.landmarks.find(faces);
  for (const [i, face] of faces.entries()) {
    const theirs = await faceApi.findLandmarks(face);
    const [alone] = await networks.landmarks.find([face]);
    for (const [k, value] of theirs.entries()) {
      expect(Math.abs(together[i]![k]! - value)).toBeLessThan(0.01);
      expect(Math.abs(alone![k]! - value)).toBeLessThan(0.01);
    }
  }
});

test("features give face-api's descriptors, of a chip and of any other crop", async () => {
  const chips = [
    crop(sample, { x: 500, y: 300, width: 150, height: 150 }),
    crop(sample, { x: 700, y: 300, width: 90, height: 133 }),
  ];
  const weights = pretrainedWeightsIn(models);
  const features = await networks.backbone.features(chips);
  const theirs = await faceApi.descriptors(chips);
  for (const [i, descriptor] of theirs.entries()) {
    for (const [j, value] of descriptor.entries()) {
      let sum = 0;
      for (let k = 0; k < 256; k++) sum += features[256 * i + k]! * weights[128 * k + j]!;
      expect(Math.abs(sum - value)).toBeLessThan(1e-4);
    }
  }
});

test('no network leaves a tensor behind', async () => {
  const before = tf.memory().numTensors;
  for (const id of detectorId.options)
    await networks.detectors[id].detect(portrait, { ...options, side: 256 });
  await networks.landmarks.find([portrait]);
  await networks.backbone.features([portrait]);
  expect(tf.memory().numTensors).toBe(before);
});
