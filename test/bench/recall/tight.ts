/** Pictures that a face fills, such as crops and photos of passports. */
import { basename, resolve } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { readPhoto } from '../../../src-main/photos/photo.ts';
import { type Box, detectorId, type Pixels } from '../../../src-shared/contract/index.ts';
import { type Random, randomFrom } from '../../../src-shared/random.ts';
import type { Vision } from '../../../src-shared/vision/index.ts';
import { photosOf } from '../pairs/list.ts';
import type { SetWithout, TightSet } from './result.ts';

/** Searches every photo of a folder, each of which shows one face in its middle. */
export async function searchTight(folder: string, vision: Vision, onPhoto: () => void): Promise<TightSet> {
  const photos = await photosOf(folder);
  const counts = detectorId.options.map((detector) => ({ detector, found: 0, misplaced: 0 }));
  for (const { path } of photos) {
    const { pixels } = await readPhoto(path);
    for (const count of counts) {
      const found = await vision.describe(pixels, { detector: count.detector });
      if (found.length > 0) count.found++;
      if (found.length > 1 || found.some(({ box }) => !isInMiddle(box, pixels))) count.misplaced++;
    }
    onPhoto();
  }
  return { set: basename(resolve(folder)), photos: photos.length, counts };
}

/** Whether the box's middle lies in the middle half of the picture, both ways. */
function isInMiddle({ x, y, width, height }: Box, photo: Pixels): boolean {
  const isMiddle = (at: number, size: number) => Math.abs(at / size - 0.5) <= 0.25;
  return isMiddle(x + width / 2, photo.width) && isMiddle(y + height / 2, photo.height);
}

/** Of the pictures those that are changed, too: every so many, so that some of each kind are. */
const everyChanged = 2;
/** Share of a picture's sides that a crop keeps. */
const kept = 0.6;

const shrunk = (side: number) => (image: Sharp) => image.resize({ width: side, height: side, fit: 'inside' });

/** What makes other pictures of things: each gets the picture, its size and chance. */
const changes: Record<
  string,
  (image: Sharp, size: Pick<Pixels, 'width' | 'height'>, random: Random) => Sharp
> = {
  'shrunk to 28 pixels': shrunk(28),
  'shrunk to 100 pixels': shrunk(100),
  'upside down': (image) => image.rotate(180),
  'cropped at random': (image, { width, height }, random) => {
    const [w, h] = [Math.round(kept * width), Math.round(kept * height)];
    const [left, top] = [random.uniform() * (width - w), random.uniform() * (height - h)];
    return image.extract({ left: Math.floor(left), top: Math.floor(top), width: w, height: h });
  },
};

/** Searches every picture of a folder, none of which shows a face. */
export async function searchWithout(
  folder: string,
  vision: Vision,
  onPicture: () => void,
): Promise<SetWithout> {
  const pictures = await photosOf(folder);
  const counts = detectorId.options.map((detector) => ({ detector, withFace: [] as string[] }));
  const changed = Object.keys(changes).map((how) => ({ how, pictures: 0, withFace: [] as string[] }));
  for (const [i, { path }] of pictures.entries()) {
    const { pixels } = await readPhoto(path);
    for (const { detector, withFace } of counts) {
      if ((await vision.describe(pixels, { detector })).length > 0) withFace.push(basename(path));
    }
    for (const count of i % everyChanged === 0 ? changed : []) {
      count.pictures++;
      const other = await changedPicture(pixels, count.how, randomFrom(1, i));
      if ((await vision.describe(other)).length > 0) count.withFace.push(basename(path));
    }
    onPicture();
  }
  return { set: basename(resolve(folder)), pictures: pictures.length, counts, changed };
}

async function changedPicture({ data, width, height }: Pixels, how: string, random: Random): Promise<Pixels> {
  const image = sharp(data, { raw: { width, height, channels: 3 } });
  const made = changes[how]!(image, { width, height }, random).raw();
  const { data: bytes, info } = await made.toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data: new Uint8Array(bytes) };
}
