/** The vision module's entry point: from a photo to aligned and described faces. */
import type { Box, DescribedFace, DescribeOptions, Pixels } from '../contract/index.ts';
import type { Tf } from '../tf.ts';
import { chipSize, chipTransform, mirrored, sampleChip, uprightBox } from './align.ts';
import { isFaceFeature } from './face-test.ts';
import { loadNetworks, type ModelFiles } from './models.ts';
import { featureSize } from './networks/backbone.ts';
import type { Detection } from './networks/boxes.ts';
import { crop } from './pixels.ts';
import { assessQuality } from './quality.ts';
import { searchFaces } from './search.ts';
import { sampleThumbnail } from './thumbnail.ts';

/** Pictures that go through a network at once: bounds memory on group photos. */
const batchSize = 8;

export interface Vision {
  /** Finds, aligns and describes the faces of a photo; an empty list when there are none. */
  describe(photo: Pixels, options?: Partial<DescribeOptions>): Promise<DescribedFace[]>;
  /**
   * Pooled features of the mirror images of aligned faces: what a feature of one side lacks.
   * @param chips 150x150 pixels each, RGB.
   * @returns one row of 256 a face.
   */
  mirrorFeatures(chips: readonly Pixels['data'][]): Promise<number[][]>;
}

/** Vision on the active tfjs backend. The networks stay loaded. */
export function createVision(options: { tf: Tf; models: ModelFiles }): Vision {
  const networks = loadNetworks(options.tf, options.models);

  /** Landmarks of faces in photo pixels, x and y in turn. */
  async function findLandmarks(photo: Pixels, faces: readonly Box[]): Promise<number[][]> {
    const cuts = faces.map(wholePixels);
    const found = await inBatches(cuts, (batch) =>
      networks.landmarks.find(batch.map((cut) => crop(photo, cut))),
    );
    return found.map((points, i) =>
      points.map((value, k) => value + (k % 2 === 0 ? cuts[i]!.x : cuts[i]!.y)),
    );
  }

  /** Pooled features of pictures as they are, one row of 256 a picture. */
  function features(chips: readonly Pixels[]): Promise<number[][]> {
    return inBatches(chips, async (batch) => {
      const values = await networks.backbone.features(batch);
      return batch.map((_, i) => Array.from(values.subarray(i * featureSize, (i + 1) * featureSize)));
    });
  }

  async function featuresOfBothSides(faces: readonly Pixels[]): Promise<number[][]> {
    const rows = await features(faces.flatMap((face) => [face, mirrored(face)]));
    return faces.map((_, i) => meanFeature(rows[2 * i]!, rows[2 * i + 1]!));
  }

  async function describe(
    photo: Pixels,
    { alignment = 'chip', mirror = true, detector = 'ssd', tiles = true }: Partial<DescribeOptions> = {},
  ): Promise<DescribedFace[]> {
    return searchFaces(networks.detectors[detector], photo, tiles, async (found) => {
      const faces = await describeFound(photo, found, { alignment, mirror });
      return faces.filter(({ isFace }) => isFace).map(({ isFace: _, ...face }) => face);
    });
  }

  /** Aligns and describes what a detector found, and says whether each is a face. */
  async function describeFound(
    photo: Pixels,
    detections: readonly Detection[],
    { alignment, mirror }: Pick<DescribeOptions, 'alignment' | 'mirror'>,
  ): Promise<(DescribedFace & { isFace: boolean })[]> {
    const points = await findLandmarks(
      photo,
      detections.map(({ box }) => box),
    );
    const aligned = detections.map(({ box, score }, i) => {
      const landmarks = points[i]!;
      const transform = chipTransform(landmarks);
      const chip = sampleChip(photo, transform);
      const thumbnail = sampleThumbnail(photo, transform);
      return { box, score, landmarks, chip, thumbnail, quality: assessQuality({ box, chip, landmarks }) };
    });
    const describeAll = mirror ? featuresOfBothSides : features;
    const ofChips = await describeAll(aligned.map(({ chip }) => chip));
    const rows =
      alignment === 'chip'
        ? ofChips
        : await describeAll(aligned.map(({ landmarks }) => crop(photo, uprightBox(landmarks, photo))));
    return aligned.map((face, i) => ({
      ...face,
      chip: face.chip.data,
      feature: rows[i]!,
      isFace: isFaceFeature(ofChips[i]!),
    }));
  }

  function mirrorFeatures(chips: readonly Pixels['data'][]): Promise<number[][]> {
    return features(chips.map((data) => mirrored({ width: chipSize, height: chipSize, data })));
  }

  return { describe, mirrorFeatures };
}

/**
 * The feature of both sides of a face: the mean of its picture's and its mirror image's. Means of their embeddings, or of
 * features of unit length, tell people apart no better (docs/BENCHMARKS.md).
 */
export function meanFeature(face: ArrayLike<number>, mirrorImage: ArrayLike<number>): number[] {
  return Array.from(face, (value, i) => (value + mirrorImage[i]!) / 2);
}

/** Networks compute several faces in one go faster than one by one. */
async function inBatches<T, R>(items: readonly T[], compute: (batch: T[]) => Promise<R[]>): Promise<R[]> {
  const results: R[] = [];
  for (let start = 0; start < items.length; start += batchSize) {
    results.push(...(await compute(items.slice(start, start + batchSize))));
  }
  return results;
}

function wholePixels({ x, y, width, height }: Box): Box {
  const left = Math.floor(x);
  const top = Math.floor(y);
  return {
    x: left,
    y: top,
    width: Math.max(1, Math.ceil(x + width) - left),
    height: Math.max(1, Math.ceil(y + height) - top),
  };
}
