import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { openBackend } from '../../src-main/compute/backend.ts';
import { readPhoto } from '../../src-main/photos/photo.ts';
import { faceApiFolder, readModels } from '../../src-main/vision/models.ts';
import { type DetectorId, detectorId, type Pixels } from '../../src-shared/contract/index.ts';
import { createVision } from '../../src-shared/vision/index.ts';
import { loadNetworks } from '../../src-shared/vision/models.ts';
import { besideFaces, textures } from '../helpers/no-faces.ts';

const { tf } = await openBackend('wasm', { threads: 1 });
const models = await readModels();
const { detectors } = loadNetworks(tf, models);
const vision = createVision({ tf, models });

async function facesIn(picture: Pixels, id: DetectorId): Promise<number> {
  return (await vision.describe(picture, { detector: id })).length;
}

const computed = textures();
/** What lies beside the faces of two groups, and a photo without a face. */
const parts: [string, Pixels][] = [];
for (const name of ['sample2.jpg', 'sample6.jpg']) {
  const photo = (await readPhoto(join(faceApiFolder, 'demo', name))).pixels;
  const faces = await detectors.ssd.detect(photo, { minConfidence: 0.3, maxResults: 100 });
  const boxes = faces.map(({ box }) => box);
  for (const [i, part] of besideFaces(photo, boxes, 8, 1).entries())
    parts.push([`${name}, part ${i + 1}`, part]);
}
const without = fileURLToPath(new URL('../fixtures/photos/no-face.jpg', import.meta.url));
parts.push(['a photo without a face', (await readPhoto(without)).pixels]);

describe.each(detectorId.options)('%s invents no face', (id) => {
  test('in textures of any size', { timeout: 240_000 }, async () => {
    for (const [name, picture] of computed) expect(await facesIn(picture, id), name).toBe(0);
  });

  test('in parts of photos that have faces elsewhere', { timeout: 240_000 }, async () => {
    for (const [name, picture] of parts) expect(await facesIn(picture, id), name).toBe(0);
  });
});
