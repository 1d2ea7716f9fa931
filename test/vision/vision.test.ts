import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { openBackend } from '../../src-main/compute/backend.ts';
import { readPhoto } from '../../src-main/photos/photo.ts';
import { faceApiFolder, readModels } from '../../src-main/vision/models.ts';
import type { DescribeOptions, Pixels } from '../../src-shared/contract/index.ts';
import { embed, pretrainedHead } from '../../src-shared/training/index.ts';
import { chipTransform, mirrored } from '../../src-shared/vision/align.ts';
import { createVision, meanFeature, pretrainedWeights } from '../../src-shared/vision/index.ts';
import { crop } from '../../src-shared/vision/pixels.ts';
import { openFaceApi } from '../helpers/face-api.ts';

const { tf } = await openBackend('wasm', { threads: 1 });

const models = await readModels();

const faceApi = openFaceApi(tf, models);

const vision = createVision({ tf, models });

const photo = (name: string) => fileURLToPath(new URL(`../fixtures/photos/${name}`, import.meta.url));

const describePhoto = async (path: string, options: Partial<DescribeOptions> = {}) =>
  vision.describe((await readPhoto(path)).pixels, options);

describe('finding and describing faces', async () => {
  const [upright] = await describePhoto(photo('exif-orientation-1.jpg'));

  test('of one side, the pretrained head gives face-api’s own descriptor of the same chip', async () => {
    const [face] = await describePhoto(photo('exif-orientation-1.jpg'), { mirror: false });
    expect(face!.chip).toEqual(upright!.chip);
    const [descriptor] = await faceApi.descriptors([{ width: 150, height: 150, data: face!.chip }]);
    expectNear(layer(face!.feature), descriptor!);
    const length = Math.hypot(...descriptor!);
    const [unit] = embed(pretrainedHead(pretrainedWeights(models)), [face!.feature]);
    for (const [i, value] of unit!.entries()) expect(value).toBeCloseTo(descriptor![i]! / length, 5);
  });

  test('of both sides it gives the mean of face-api’s descriptors of the chip and its mirror image', async () => {
    const chip = { width: 150, height: 150, data: upright!.chip };
    const [plain, reflected] = await faceApi.descriptors([chip, mirrored(chip)]);
    expectNear(
      layer(upright!.feature),
      plain!.map((value, i) => (value + reflected![i]!) / 2),
    );
    // It is neither of the two.
    expect(Math.max(...plain!.map((value, i) => Math.abs(value - reflected![i]!)))).toBeGreaterThan(0.01);
  });

  test('mirror images of chips give what features of one side lack', async () => {
    const path = join(faceApiFolder, 'demo', 'sample1.jpg');
    const [both, oneSide] = [await describePhoto(path), await describePhoto(path, { mirror: false })];
    const mirrorFeatures = await vision.mirrorFeatures(oneSide.map(({ chip }) => chip));
    expect(both).toHaveLength(3);
    for (const [i, { feature }] of both.entries()) {
      const mean = meanFeature(oneSide[i]!.feature, mirrorFeatures[i]!);
      for (const [k, value] of feature.entries()) expect(Math.abs(value - mean[k]!)).toBeLessThan(1e-5);
    }
  });

  test.each([2, 3, 4, 5, 6, 7, 8])(
    'EXIF orientation %i shows the same face in the same place',
    async (orientation) => {
      const [face] = await describePhoto(photo(`exif-orientation-${orientation}.jpg`));
      for (const key of ['x', 'y', 'width', 'height'] as const) {
        expect(Math.abs(face!.box[key] - upright!.box[key])).toBeLessThan(4);
      }
      expect(similarity(face!.feature, upright!.feature)).toBeGreaterThan(0.97);
    },
  );

  test.each([
    'grey.jpg',
    'cmyk.jpg',
    '16-bit.png',
    'palette.png',
    'alpha.png',
    'photo.webp',
    'photo.avif',
    'photo.tiff',
    'photo.gif',
    'jpeg-named.png',
    'no-extension',
    '写真 – été 😀.jpg',
  ])('%s gives one face', async (name) => {
    const faces = await describePhoto(photo(name));
    expect(faces).toHaveLength(1);
    expect(similarity(faces[0]!.feature, upright!.feature)).toBeGreaterThan(0.9);
  });

  test('each face of a group photo is found, and its chip has its eyes on one line', async () => {
    const faces = await describePhoto(join(faceApiFolder, 'demo', 'sample1.jpg'));
    expect(faces).toHaveLength(3);
    for (const { landmarks, chip, quality } of faces) {
      expect(landmarks).toHaveLength(136);
      expect(chip).toHaveLength(150 * 150 * 3);
      const { a, b } = chipTransform(landmarks);
      const [left, right] = [
        [36, 39],
        [42, 45],
      ].map((ends) => {
        const x = ends.reduce((sum, i) => sum + landmarks[2 * i]! / 2, 0);
        const y = ends.reduce((sum, i) => sum + landmarks[2 * i + 1]! / 2, 0);
        return (a * y - b * x) / Math.hypot(a, b);
      });
      expect(Math.abs(left! - right!) / Math.hypot(a, b)).toBeLessThan(6);
      expect(quality.size).toBeGreaterThan(20);
    }
  });

  test('no face is invented where there is none, and no tensor is left behind', async () => {
    const before = tf.memory().numTensors;
    expect(await describePhoto(photo('no-face.jpg'))).toEqual([]);
    await describePhoto(photo('grey.jpg'));
    expect(tf.memory().numTensors).toBe(before);
  });

  test('with its mirror image a face and its reflection are the same, without they are not quite', async () => {
    const { pixels } = await readPhoto(photo('grey.jpg'));
    const [plain, reflected] = [pixels, mirrored(pixels)];
    const between = async (mirror: boolean) => {
      const [a] = await vision.describe(plain, { mirror });
      const [b] = await vision.describe(reflected, { mirror });
      return similarity(a!.feature, b!.feature);
    };
    expect(await between(true)).toBeGreaterThan(await between(false));
  });

  test('a face that fills the frame, and a tiny one, are found in the padded picture', async () => {
    const orl = fileURLToPath(new URL('../fixtures/orl/s11', import.meta.url));
    for (const name of ['01.png', '05.png']) expect(await describePhoto(join(orl, name))).toHaveLength(1);
  });
});

describe('small pictures', async () => {
  const { pixels } = await readPhoto(join(faceApiFolder, 'demo', 'sample1.jpg'));

  test('all faces of a small group are found as in a larger picture of it', async () => {
    const small = shrunk(pixels, 8);
    expect(small.width).toBe(240);
    expect(await vision.describe(small)).toHaveLength(3);
  });

  test('a close-up gives the feature that its face has in the whole photo', async () => {
    const faces = await vision.describe(pixels);
    for (const { box, feature } of faces) {
      const side = Math.round(1.2 * Math.max(box.width, box.height));
      const [x, y] = [box.x + box.width / 2 - side / 2, box.y + box.height / 2 - side / 2].map(Math.round);
      const tight = crop(pixels, { x: x!, y: y!, width: side, height: side });
      const [face] = await vision.describe(shrunk(tight, Math.ceil(side / 256)));
      expect(similarity(face!.feature, feature)).toBeGreaterThan(0.95);
    }
  });
});

/** The backbone's last layer, which is linear. */
function layer(feature: readonly number[]): number[] {
  const weights = pretrainedWeights(models);
  return Array.from({ length: 128 }, (_, j) =>
    feature.reduce((sum, value, i) => sum + value * weights[i * 128 + j]!, 0),
  );
}

function expectNear(values: readonly number[], expected: ArrayLike<number>): void {
  for (const [i, value] of values.entries()) expect(Math.abs(value - expected[i]!)).toBeLessThan(1e-4);
}

/** Every so many pixels' mean. */
function shrunk({ width, height, data }: Pixels, factor: number): Pixels {
  const out = { width: Math.floor(width / factor), height: Math.floor(height / factor) };
  const values = Uint8Array.from({ length: out.width * out.height * 3 }, (_, i) => {
    const [channel, x, y] = [i % 3, Math.floor(i / 3) % out.width, Math.floor(i / 3 / out.width)];
    let sum = 0;
    for (let k = 0; k < factor * factor; k++) {
      sum += data[3 * ((y * factor + Math.floor(k / factor)) * width + x * factor + (k % factor)) + channel]!;
    }
    return sum / factor ** 2;
  });
  return { ...out, data: values };
}

function similarity(a: readonly number[], b: readonly number[]): number {
  const weights = pretrainedHead(pretrainedWeights(models));
  const [u, v] = embed(weights, [a, b]);
  return u!.reduce((sum, value, i) => sum + value * v![i]!, 0);
}
