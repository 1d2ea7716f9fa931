import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp, { type Sharp } from 'sharp';
import { expect, test } from 'vitest';
import { openBackend } from '../../src-main/compute/backend.ts';
import { decodePhoto, readPhoto } from '../../src-main/photos/photo.ts';
import { comparable, isSamePicture } from '../../src-main/photos/same-picture.ts';
import { faceApiFolder, readModels } from '../../src-main/vision/models.ts';
import type { Pixels } from '../../src-shared/contract/index.ts';
import { createVision, surroundingsOf } from '../../src-shared/vision/index.ts';

const { tf } = await openBackend('wasm', { threads: 1 });
const vision = createVision({ tf, models: await readModels() });
const fixtures = fileURLToPath(new URL('../fixtures', import.meta.url));

async function facesOf(photo: Pixels) {
  const faces = await vision.describe(photo);
  return faces.map(({ box, thumbnail, landmarks }) => ({
    box,
    face: comparable({ thumbnail, ...surroundingsOf(landmarks, photo) }),
  }));
}

const portrait = (await readPhoto(join(fixtures, 'photos', 'photo.webp'))).pixels;
const { width, height, data } = portrait;
const [original] = await facesOf(portrait);
const image = () => sharp(data, { raw: { width, height, channels: 3 } });

const copies: [string, () => Sharp][] = [
  [
    'halved',
    () =>
      image()
        .resize(Math.round(width / 2))
        .jpeg(),
  ],
  ['recompressed', () => image().jpeg({ quality: 40 })],
  ['brightened until much is cut off', () => image().linear(1.3, 15).jpeg()],
  ['darkened', () => image().linear(0.6, 0).jpeg()],
  ['mirrored', () => image().flop().jpeg()],
  [
    'cropped to the face',
    () => {
      const { box } = original!;
      const room = 0.35 * box.width;
      const [left, top] = [box.x - room, box.y - room].map((at) => Math.max(0, Math.floor(at)));
      return image()
        .extract({
          left: left!,
          top: top!,
          width: Math.min(width - left!, Math.ceil(box.width + 2 * room)),
          height: Math.min(height - top!, Math.ceil(box.height + 2 * room)),
        })
        .jpeg();
    },
  ],
];

test.each(copies)('a copy is the same picture: %s', { timeout: 180_000 }, async (_, make) => {
  const { pixels } = await decodePhoto('copy.jpg', await make().toBuffer());
  const [copy] = await facesOf(pixels);
  expect(isSamePicture(original!.face, copy!.face)).toBe(true);
  expect(isSamePicture(copy!.face, original!.face)).toBe(true);
});

test('a picture that is turned a little is not a copy', { timeout: 180_000 }, async () => {
  const turned = await image().rotate(2, { background: 'grey' }).png().toBuffer();
  const [other] = await facesOf((await decodePhoto('turned.png', turned)).pixels);
  expect(isSamePicture(original!.face, other!.face)).toBe(false);
});

test('two people of a group are not one picture, nor are two photos of a person in one sitting', {
  timeout: 180_000,
}, async () => {
  const group = await facesOf((await readPhoto(join(faceApiFolder, 'demo', 'sample1.jpg'))).pixels);
  expect(group.length).toBeGreaterThan(1);
  for (const [i, { face }] of group.entries()) {
    for (const other of group.slice(i + 1)) expect(isSamePicture(face, other.face)).toBe(false);
  }
  const sitting = await Promise.all(
    ['01', '02', '03', '04'].map(async (name) => {
      const [found] = await facesOf((await readPhoto(join(fixtures, 'orl', 's08', `${name}.png`))).pixels);
      return found!.face;
    }),
  );
  for (const [i, face] of sitting.entries()) {
    expect(isSamePicture(face, face)).toBe(true);
    for (const other of sitting.slice(i + 1)) expect(isSamePicture(face, other)).toBe(false);
  }
});
