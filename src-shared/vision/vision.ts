/** The vision module's entry point: from a photo to aligned and described faces. */
import type { Box, Cut, DescribedFace, DescribeOptions, Pixels } from '../contract/index.ts';
import type { Tf } from '../tf.ts';
import { chipSize, chipTransform, mirrored, sampleChip, uprightBox } from './align.ts';
import { cutFace } from './cut.ts';
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
  /**
   * Finds, aligns and describes the faces of a photo; an empty list when there are none.
   * @param cut what is cut from the photo for another backbone, too; null: nothing.
   */
  describe(photo: Pixels, options?: Partial<DescribeOptions>, cut?: Cut | null): Promise<CutFace[]>;
  /** Describes the face in a box that was drawn by hand, whatever a detector or the describer takes it for. Its score is 1. */
  describeBox(photo: Pixels, box: Box, cut?: Cut | null): Promise<CutFace>;
  /**
   * Features of aligned faces, of both sides.
   * @param chips 150x150 pixels each, RGB.
   * @returns one row of 256 a face.
   */
  chipFeatures(chips: readonly Pixels['data'][]): Promise<number[][]>;
  /**
   * Pooled features of the mirror images of aligned faces: what a feature of one side lacks.
   * @param chips 150x150 pixels each, RGB.
   * @returns one row of 256 a face.
   */
  mirrorFeatures(chips: readonly Pixels['data'][]): Promise<number[][]>;
}

/** A face, with the picture that was cut for another backbone, RGB. */
export type CutFace = DescribedFace & { cut?: Uint8Array<ArrayBuffer> };
/** A face, and whether the describer takes it for one. */
type Described = CutFace & { isFace: boolean };
const plain = ({ isFace: _, ...face }: Described): CutFace => face;

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

  const featuresOfBothSides = async (faces: readonly Pixels[]): Promise<number[][]> =>
    meansOfTwo(await features(faces.flatMap((face) => [face, mirrored(face)])));

  async function describe(
    photo: Pixels,
    { alignment = 'chip', mirror = true, detector = 'ssd', tiles = true }: Partial<DescribeOptions> = {},
    cut: Cut | null = null,
  ): Promise<CutFace[]> {
    return searchFaces(networks.detectors[detector], photo, tiles, async (found) => {
      const faces = await describeFound(photo, found, { alignment, mirror, cut });
      return faces.filter(({ isFace }) => isFace).map(plain);
    });
  }

  async function describeBox(photo: Pixels, box: Box, cut: Cut | null = null): Promise<CutFace> {
    const [face] = await describeFound(photo, [{ box, score: 1 }], { alignment: 'chip', mirror: true, cut });
    return plain(face!);
  }

  /** Aligns and describes what a detector found, and says whether each is a face. */
  async function describeFound(
    photo: Pixels,
    detections: readonly Detection[],
    { alignment, mirror, cut }: Pick<DescribeOptions, 'alignment' | 'mirror'> & { cut: Cut | null },
  ): Promise<Described[]> {
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
      ...(cut && { cut: cutFace(photo, face.landmarks, cut).data }),
      isFace: isFaceFeature(ofChips[i]!),
    }));
  }

  return {
    describe,
    describeBox,
    chipFeatures: (chips) => featuresOfBothSides(chips.map(asChip)),
    mirrorFeatures: (chips) => features(chips.map((data) => mirrored(asChip(data)))),
  };
}

/**
 * The feature of both sides of a face: the mean of its picture's and its mirror image's. Means of their embeddings, or of
 * features of unit length, tell people apart no better (docs/BENCHMARKS.md).
 */
export function meanFeature(face: ArrayLike<number>, mirrorImage: ArrayLike<number>): number[] {
  return Array.from(face, (value, i) => (value + mirrorImage[i]!) / 2);
}

/** Of rows two by two. */
const meansOfTwo = (rows: readonly number[][]) =>
  Array.from({ length: rows.length / 2 }, (_, i) => meanFeature(rows[2 * i]!, rows[2 * i + 1]!));

const asChip = (data: Pixels['data']): Pixels => ({ width: chipSize, height: chipSize, data });

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
