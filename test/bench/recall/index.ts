/** `npm run bench -- recall`: how many faces are found of large photos, with and without tiles, and of tight crops. */
import { join } from 'node:path';
import { progressLine } from '../../../src-main/cli/output.ts';
import { openBackend } from '../../../src-main/compute/backend.ts';
import { readPhoto } from '../../../src-main/photos/photo.ts';
import { faceApiFolder, readModels } from '../../../src-main/vision/models.ts';
import { detectorId } from '../../../src-shared/contract/index.ts';
import { loadNetworks } from '../../../src-shared/vision/models.ts';
import { intersectionOverUnion } from '../../../src-shared/vision/networks/boxes.ts';
import type { Detector } from '../../../src-shared/vision/networks/detector.ts';
import { searchFaces } from '../../../src-shared/vision/search.ts';
import { photosOf } from '../pairs/list.ts';
import { headerNow, writeResult } from '../results.ts';
import { type KnownPhoto, mosaics } from './mosaic.ts';
import type { RecallResult, TightSet, Variant } from './result.ts';
import { searchTight } from './tight.ts';

/** The demo's group photos of face-api's package; each of their faces is found in the photo as it is. */
const names = [1, 2, 3, 4, 5, 6].map((number) => `sample${number}.jpg`);
/** Photos side by side. */
const sizes = [1, 2, 3, 4, 6];
/** Photos made of each size. */
const madePhotos = 2;
/** Of a detected box and the known one: the detectors frame faces differently. */
const sameFace = 0.3;

/** @param folders of photos that one face fills, each with a folder for each person. */
export async function benchRecall(folders: readonly string[]): Promise<void> {
  const header = await headerNow();
  const { tf } = await openBackend('wasm', { threads: 1, coreAlone: true });
  const { detectors } = loadNetworks(tf, await readModels());
  const photos: KnownPhoto[] = [];
  for (const name of names) {
    const { pixels } = await readPhoto(join(faceApiFolder, 'demo', name));
    const found = await searchFaces(detectors.ssd, pixels, false);
    photos.push({ pixels, faces: found.map(({ box }) => box) });
  }
  const variants: Variant[] = [];
  const line = progressLine('Finding faces', 4 * (names.length + (sizes.length - 1) * madePhotos));
  let done = 0;
  for (const detector of detectorId.options) {
    for (const across of sizes) {
      const made = across === 1 ? photos : mosaics(photos, across, madePhotos);
      for (const tiles of [false, true]) {
        const counted = await count(detectors[detector], made, tiles, () => line.update(++done));
        variants.push({ detector, across, tiles, ...counted });
      }
    }
  }
  line.end();
  const tight: TightSet[] = [];
  for (const folder of folders) {
    const searching = progressLine(`Searching ${folder}`, (await photosOf(folder)).length);
    let searched = 0;
    tight.push(await searchTight(folder, detectors, () => searching.update(++searched)));
    searching.end();
  }
  const result: RecallResult = { header, photos: photos.length, variants, tight };
  process.stderr.write(`Written: ${await writeResult('recall', 'samples', result)}\n`);
}

async function count(
  detector: Detector,
  photos: readonly KnownPhoto[],
  tiles: boolean,
  onPhoto: () => void,
): Promise<Omit<Variant, 'detector' | 'across' | 'tiles'>> {
  const counts = { found: 0, of: 0, others: 0, facePixels: 0, secondsPerPhoto: 0 };
  for (const { pixels, faces } of photos) {
    const started = performance.now();
    const boxes = (await searchFaces(detector, pixels, tiles)).map(({ box }) => box);
    counts.secondsPerPhoto += (performance.now() - started) / 1000 / photos.length;
    const isSame = (a: KnownPhoto['faces'][number]) => (b: KnownPhoto['faces'][number]) =>
      intersectionOverUnion(a, b) >= sameFace;
    counts.of += faces.length;
    counts.found += faces.filter((face) => boxes.some(isSame(face))).length;
    counts.others += boxes.filter((box) => !faces.some(isSame(box))).length;
    const scale = detector.side / Math.max(pixels.width, pixels.height);
    for (const { width, height } of faces) counts.facePixels += Math.max(width, height) * scale;
    onPhoto();
  }
  return { ...counts, facePixels: counts.facePixels / counts.of };
}
