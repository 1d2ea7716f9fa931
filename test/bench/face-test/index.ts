/** `npm run bench -- face-test`: fits what tells features of faces from those of things, on half of what it is given. */
import { readdir } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { progressLine } from '../../../src-main/cli/output.ts';
import { openBackend } from '../../../src-main/compute/backend.ts';
import { readPhoto } from '../../../src-main/photos/photo.ts';
import { readModels } from '../../../src-main/vision/models.ts';
import { type Box, detectorId, type Pixels } from '../../../src-shared/contract/index.ts';
import { chipTransform, mirrored, sampleChip } from '../../../src-shared/vision/align.ts';
import { leastFaceScore, scoreOf } from '../../../src-shared/vision/face-test.ts';
import { meanFeature } from '../../../src-shared/vision/index.ts';
import { loadNetworks, type Networks } from '../../../src-shared/vision/models.ts';
import { closeUp, crop, pad, padSmoothly, wide } from '../../../src-shared/vision/pixels.ts';
import { searchFaces } from '../../../src-shared/vision/search.ts';
import { photosOf } from '../pairs/list.ts';
import { headerNow, writeResult } from '../results.ts';
import { fitDirection } from './fit.ts';
import type { FaceTestResult, HeldOut } from './result.ts';

/** What a detector takes for a face with little confidence teaches as much, and there is more of it. */
const minConfidence = 0.15;
const mostOfAPicture = 3;

export interface FaceTestOptions {
  /** Folder of pictures without a face. */
  without: string;
}

/** A face, or what was taken for one. */
interface Described {
  /** Of its chip, and of the chip's mirror image. */
  features: readonly [Float64Array, Float64Array];
  /** Whether the direction is fitted on it. */
  isFitted: boolean;
}

interface DescribedSet {
  set: string;
  described: Described[];
}

/** @param people folders with a folder for each person. */
export async function benchFaceTest(people: readonly string[], { without }: FaceTestOptions): Promise<void> {
  const header = await headerNow();
  const { tf } = await openBackend('wasm', { threads: 1, coreAlone: true });
  const networks = loadNetworks(tf, await readModels());
  const sets: DescribedSet[] = [];
  for (const folder of people) {
    const photos = (await photosOf(folder)).map(({ path, person }) => ({ path, group: person }));
    sets.push(await describeSet(folder, photos, (photo) => facesOf(networks, photo)));
  }
  const names = (await readdir(without)).filter((name) => name.endsWith('.jpg'));
  const pictures = names.map((name) => ({ path: join(without, name), group: kindOf(name) }));
  const things = await describeSet(without, pictures, (photo) => thingsIn(networks, photo));

  const fittedOf = ({ described }: DescribedSet) =>
    described.filter(({ isFitted }) => isFitted).flatMap(({ features }) => features);
  const fit = fitDirection(
    fittedOf(things),
    sets.map((set) => fittedOf(set)),
  );
  // As the source file has them; adding zero makes that of -0.
  const direction = [...fit.direction].map((value) => Number(value.toFixed(2)) + 0);
  const offset = Number(fit.offset.toFixed(3));

  /** @param side 1 if scores are to lie over the limit, -1 if under it. */
  const heldOut = (all: DescribedSet, side: 1 | -1): HeldOut => {
    const others = all.described.filter(({ isFitted }) => !isFitted);
    const scores = others.map(({ features }) => scoreOf(meanFeature(...features), direction, offset));
    const least = scores.reduce((least, score) => Math.min(least, side * score), Number.POSITIVE_INFINITY);
    return {
      set: all.set,
      fitted: fittedOf(all).length,
      others: others.length,
      wrong: scores.filter((score) => (side === 1 ? score < leastFaceScore : score >= leastFaceScore)).length,
      nearest: side * least,
    };
  };
  const result: FaceTestResult = {
    header,
    direction,
    offset,
    limit: leastFaceScore,
    faces: sets.map((set) => heldOut(set, 1)),
    things: heldOut(things, -1),
  };
  process.stderr.write(`Written: ${await writeResult('face-test', 'folders', result)}\n`);

  /** Every other group, of people or of kinds of things, is fitted on. */
  async function describeSet(
    folder: string,
    photos: readonly { path: string; group: string }[],
    find: (photo: Pixels) => Promise<readonly Box[]>,
  ): Promise<DescribedSet> {
    const groups = [...new Set(photos.map(({ group }) => group))].sort();
    const line = progressLine(`Describing ${folder}`, photos.length);
    const described: Described[] = [];
    for (const [i, { path, group }] of photos.entries()) {
      const { pixels } = await readPhoto(path);
      for (const box of await find(pixels)) {
        const chip = await chipOf(networks, pixels, box);
        const values = Float64Array.from(await networks.backbone.features([chip, mirrored(chip)]));
        const size = values.length / 2;
        const isFitted = groups.indexOf(group) % 2 === 0;
        described.push({ features: [values.subarray(0, size), values.subarray(size)], isFitted });
      }
      line.update(i + 1);
    }
    line.end();
    return { set: basename(resolve(folder)), described };
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
