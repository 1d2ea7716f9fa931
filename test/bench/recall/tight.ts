/** Pictures that a face fills, such as crops and photos of passports. */
import { basename, resolve } from 'node:path';
import { readPhoto } from '../../../src-main/photos/photo.ts';
import { type Box, detectorId, type Pixels } from '../../../src-shared/contract/index.ts';
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

/** Searches every picture of a folder, none of which shows a face. */
export async function searchWithout(
  folder: string,
  vision: Vision,
  onPicture: () => void,
): Promise<SetWithout> {
  const pictures = await photosOf(folder);
  const counts = detectorId.options.map((detector) => ({ detector, withFace: [] as string[] }));
  for (const { path } of pictures) {
    const { pixels } = await readPhoto(path);
    for (const { detector, withFace } of counts) {
      if ((await vision.describe(pixels, { detector })).length > 0) withFace.push(basename(path));
    }
    onPicture();
  }
  return { set: basename(resolve(folder)), pictures: pictures.length, counts };
}
