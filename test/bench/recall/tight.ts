/** Pictures that a face fills, such as crops and photos of passports. */
import { basename, resolve } from 'node:path';
import { readPhoto } from '../../../src-main/photos/photo.ts';
import { type Box, detectorId, type Pixels } from '../../../src-shared/contract/index.ts';
import type { Detector } from '../../../src-shared/vision/networks/detector.ts';
import { searchFaces } from '../../../src-shared/vision/search.ts';
import { photosOf } from '../pairs/list.ts';
import type { TightSet } from './result.ts';

/** Searches every photo of a folder, each of which shows one face in its middle. */
export async function searchTight(
  folder: string,
  detectors: Record<keyof typeof detectorId.enum, Detector>,
  onPhoto: () => void,
): Promise<TightSet> {
  const photos = await photosOf(folder);
  const counts = detectorId.options.map((detector) => ({ detector, found: 0, misplaced: 0 }));
  for (const { path } of photos) {
    const { pixels } = await readPhoto(path);
    for (const count of counts) {
      const found = await searchFaces(detectors[count.detector], pixels, true);
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
