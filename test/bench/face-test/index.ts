/** `npm run bench -- face-test`: fits what tells features of faces from those of things, on half of what it is given. */
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { progressLine } from '../../../src-main/cli/output.ts';
import { openBackend } from '../../../src-main/compute/backend.ts';
import { readPhoto } from '../../../src-main/photos/photo.ts';
import { readModels } from '../../../src-main/vision/models.ts';
import { type Box, detectorId, type Pixels } from '../../../src-shared/contract/index.ts';
import { chipTransform, mirrored, sampleChip } from '../../../src-shared/vision/align.ts';
import { loadNetworks, type Networks } from '../../../src-shared/vision/models.ts';
import { closeUp, crop, pad, padSmoothly, wide } from '../../../src-shared/vision/pixels.ts';
import { searchFaces } from '../../../src-shared/vision/search.ts';
import { photosOf } from '../pairs/list.ts';
import { fitDirection } from './fit.ts';

const output = fileURLToPath(new URL('../../../src-shared/vision/face-direction.ts', import.meta.url));
/** What a detector takes for a face with little confidence teaches as much, and there is more of it. */
const minConfidence = 0.15;
const mostOfAPicture = 3;

export interface FaceTestOptions {
  without: string;
  /** Photos of each folder of people at most, evenly spread. */
  most: number;
}

/** @param people folders with a folder for each person. */
export async function benchFaceTest(
  people: readonly string[],
  { without, most }: FaceTestOptions,
): Promise<void> {
  const { tf } = await openBackend('wasm', { threads: 1, coreAlone: true });
  const networks = loadNetworks(tf, await readModels());
  const faces: Float64Array[][] = [];
  for (const folder of people) {
    const photos = await photosOf(folder);
    const names = [...new Set(photos.map(({ person }) => person))].sort();
    const half = photos.filter(({ person }) => names.indexOf(person) % 2 === 0);
    const step = Math.max(1, half.length / most);
    const chosen = half.filter((_, i) => Math.floor(i / step) !== Math.floor((i - 1) / step));
    faces.push(
      await featuresOf(
        chosen.map(({ path }) => path),
        folder,
        (photo) => facesOf(networks, photo),
      ),
    );
  }
  const names = (await readdir(without)).filter((name) => name.endsWith('.jpg')).sort();
  const kinds = [...new Set(names.map(kindOf))];
  const half = names.filter((name) => kinds.indexOf(kindOf(name)) % 2 === 0);
  const things = await featuresOf(
    half.map((name) => join(without, name)),
    without,
    (photo) => thingsIn(networks, photo),
  );
  const { direction, offset } = fitDirection(things, faces);
  const rows = Array.from({ length: direction.length / 16 }, (_, i) =>
    [...direction.subarray(16 * i, 16 * (i + 1))].map((value) => Number(value.toFixed(2)) + 0).join(', '),
  );
  const text = `/** Written by \`npm run bench -- face-test\`: what tells features of faces from those of things. */
// biome-ignore format: numbers
export const direction: readonly number[] = [
${rows.map((row) => `  ${row},\n`).join('')}];
export const offset = ${Number(offset.toFixed(3))};
`;
  await writeFile(output, text);
  process.stderr.write(
    `Written: ${output}, from ${things.length} features of things, ${faces.map((set) => set.length).join(', ')} of faces.\n`,
  );

  /** Each chip's and its mirror image's. */
  async function featuresOf(
    paths: readonly string[],
    title: string,
    find: (photo: Pixels) => Promise<readonly Box[]>,
  ): Promise<Float64Array[]> {
    const line = progressLine(`Describing ${title}`, paths.length);
    const features: Float64Array[] = [];
    for (const [i, path] of paths.entries()) {
      const { pixels } = await readPhoto(path);
      for (const box of await find(pixels)) {
        const chip = await chipOf(networks, pixels, box);
        const values = await networks.backbone.features([chip, mirrored(chip)]);
        features.push(Float64Array.from(values.subarray(0, 256)), Float64Array.from(values.subarray(256)));
      }
      line.update(i + 1);
    }
    line.end();
    return features;
  }
}

/** `barrel` of `barrel-0001.jpg`. */
function kindOf(name: string): string {
  return name.replace(/-\d+\.jpg$/, '');
}

/** The largest face. */
async function facesOf({ detectors }: Networks, photo: Pixels): Promise<Box[]> {
  const found = await searchFaces(detectors.ssd, photo, false, async (all) => [...all]);
  return found
    .map(({ box }) => box)
    .sort((a, b) => b.width * b.height - a.width * a.height)
    .slice(0, 1);
}

/** What either detector sees in a picture without a face, as it is and in each of the frames. */
async function thingsIn({ detectors }: Networks, photo: Pixels): Promise<Box[]> {
  const boxes: Box[] = [];
  for (const id of detectorId.options) {
    const looks = [
      { pixels: photo, toSource: (box: Box) => box, side: undefined },
      { ...pad(photo, closeUp), side: closeUp.side },
      { ...padSmoothly(photo), side: closeUp.side },
      { ...pad(photo, wide), side: undefined },
    ];
    for (const { pixels, toSource, side } of looks) {
      const found = await detectors[id].detect(pixels, { minConfidence, maxResults: mostOfAPicture, side });
      boxes.push(...found.map(({ box }) => toSource(box)));
    }
  }
  return boxes;
}

async function chipOf({ landmarks }: Networks, photo: Pixels, { x, y, width, height }: Box): Promise<Pixels> {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const cut = {
    x: left,
    y: top,
    width: Math.max(1, Math.ceil(x + width) - left),
    height: Math.max(1, Math.ceil(y + height) - top),
  };
  const [points] = await landmarks.find([crop(photo, cut)]);
  const inPhoto = points!.map((value, k) => value + (k % 2 === 0 ? left : top));
  return sampleChip(photo, chipTransform(inPhoto));
}
