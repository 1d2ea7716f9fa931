/** `npm run bench -- recall`: how many faces are found of large photos, with and without tiles, and of tight crops. */
import { join } from 'node:path';
import { progressLine } from '../../../src-main/cli/output.ts';
import { openBackend } from '../../../src-main/compute/backend.ts';
import { readPhoto } from '../../../src-main/photos/photo.ts';
import { faceApiFolder, readModels } from '../../../src-main/vision/models.ts';
import { type DetectorId, detectorId } from '../../../src-shared/contract/index.ts';
import { createVision, type Vision } from '../../../src-shared/vision/index.ts';
import { intersectionOverUnion } from '../../../src-shared/vision/networks/boxes.ts';
import { photosOf } from '../pairs/list.ts';
import { headerNow, writeResult } from '../results.ts';
import { type KnownPhoto, mosaics } from './mosaic.ts';
import type { RecallResult, SetWithout, TightSet, Variant } from './result.ts';
import { searchTight, searchWithout } from './tight.ts';

/** The demo's group photos of face-api's package; each of their faces is found in the photo as it is. */
const names = [1, 2, 3, 4, 5, 6].map((number) => `sample${number}.jpg`);
/** Photos side by side. */
const sizes = [1, 2, 3, 4, 6];
/** Photos made of each size. */
const madePhotos = 2;
/** Of a detected box and the known one: the detectors frame faces differently. */
const sameFace = 0.3;

export interface RecallOptions {
  without: string[];
}

/** Of the squares that the detectors see a photo in, in pixels. */
const sides: Record<DetectorId, number> = { ssd: 512, tiny: 416 };

/**
 * @param folders of photos that one face fills, each with a folder for each person.
 * @param without folders of pictures without a face.
 */
export async function benchRecall(
  folders: readonly string[],
  { without: foldersWithout }: RecallOptions,
): Promise<void> {
  const header = await headerNow();
  const { tf } = await openBackend('wasm', { threads: 1, coreAlone: true });
  const vision = createVision({ tf, models: await readModels() });
  const photos: KnownPhoto[] = [];
  for (const name of names) {
    const { pixels } = await readPhoto(join(faceApiFolder, 'demo', name));
    const found = await vision.describe(pixels, { tiles: false });
    photos.push({ pixels, faces: found.map(({ box }) => box) });
  }
  const variants: Variant[] = [];
  const line = progressLine('Finding faces', 4 * (names.length + (sizes.length - 1) * madePhotos));
  let done = 0;
  for (const detector of detectorId.options) {
    for (const across of sizes) {
      const made = across === 1 ? photos : mosaics(photos, across, madePhotos);
      for (const tiles of [false, true]) {
        const counted = await count(vision, detector, made, tiles, () => line.update(++done));
        variants.push({ detector, across, tiles, ...counted });
      }
    }
  }
  line.end();
  const tight: TightSet[] = [];
  for (const folder of folders) {
    const searching = progressLine(`Searching ${folder}`, (await photosOf(folder)).length);
    let searched = 0;
    tight.push(await searchTight(folder, vision, () => searching.update(++searched)));
    searching.end();
  }
  const without: SetWithout[] = [];
  for (const folder of foldersWithout) {
    const searching = progressLine(`Searching ${folder}`, (await photosOf(folder)).length);
    let searched = 0;
    without.push(await searchWithout(folder, vision, () => searching.update(++searched)));
    searching.end();
  }
  const result: RecallResult = { header, photos: photos.length, variants, tight, without };
  process.stderr.write(`Written: ${await writeResult('recall', 'samples', result)}\n`);
}

async function count(
  vision: Vision,
  detector: DetectorId,
  photos: readonly KnownPhoto[],
  tiles: boolean,
  onPhoto: () => void,
): Promise<Omit<Variant, 'detector' | 'across' | 'tiles'>> {
  const counts = { found: 0, of: 0, others: 0, facePixels: 0, secondsPerPhoto: 0 };
  for (const { pixels, faces } of photos) {
    const started = performance.now();
    const boxes = (await vision.describe(pixels, { detector, tiles })).map(({ box }) => box);
    counts.secondsPerPhoto += (performance.now() - started) / 1000 / photos.length;
    const isSame = (a: KnownPhoto['faces'][number]) => (b: KnownPhoto['faces'][number]) =>
      intersectionOverUnion(a, b) >= sameFace;
    counts.of += faces.length;
    counts.found += faces.filter((face) => boxes.some(isSame(face))).length;
    counts.others += boxes.filter((box) => !faces.some(isSame(box))).length;
    const scale = sides[detector] / Math.max(pixels.width, pixels.height);
    for (const { width, height } of faces) counts.facePixels += Math.max(width, height) * scale;
    onPhoto();
  }
  return { ...counts, facePixels: counts.facePixels / counts.of };
}
