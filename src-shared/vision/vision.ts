import type * as tfjs from '@tensorflow/tfjs';
import type { Box, DescribedFace, DescribeOptions, Pixels } from '../contract/index.ts';
import type { Tf } from '../tf.ts';
import { chipTransform, mirrored, sampleChip, uprightBox } from './align.ts';
import type { FaceApi, ModelFiles } from './face-api.ts';
import { featureSize, loadNetworks } from './models.ts';
import { crop, frames, isTiny, pad } from './pixels.ts';
import { assessQuality } from './quality.ts';

/** face-api's default: lower finds more faces and more that are none. */
const minConfidence = 0.5;
/** Chips that go through the backbone at once: bounds memory on group photos. */
const batchSize = 8;

export interface Vision {
  /** Finds, aligns and describes the faces of a photo; an empty list when there are none. */
  describe(photo: Pixels, options?: Partial<DescribeOptions>): Promise<DescribedFace[]>;
  /**
   * Pooled features of aligned faces, which the backbone sees at 150x150 pixels.
   * @returns one row of 256 a face.
   */
  features(chips: readonly Pixels[]): Promise<number[][]>;
}

interface Detection {
  box: Box;
  score: number;
}

/** Vision on the active tfjs backend. The networks stay loaded. */
export function createVision(options: { tf: Tf; faceapi: FaceApi; models: ModelFiles }): Vision {
  const { tf } = options;
  const networks = loadNetworks(tf, options.faceapi, options.models);

  async function detect(photo: Pixels): Promise<Detection[]> {
    const input = toTensor(tf, photo);
    const found = await networks.detector.locateFaces(input, { minConfidence, maxResults: 100 });
    input.dispose();
    return found.map((face) => {
      const { x, y, width, height } = face.box;
      return { box: { x, y, width, height }, score: face.score };
    });
  }

  /** Landmarks of one face in photo pixels, x and y in turn. */
  async function findLandmarks(photo: Pixels, face: Box): Promise<number[]> {
    const cut = wholePixels(face);
    const input = toTensor(tf, crop(photo, cut));
    const found = await networks.landmarks.detectLandmarks(input);
    input.dispose();
    return found.positions.flatMap(({ x, y }) => [cut.x + x, cut.y + y]);
  }

  async function features(chips: readonly Pixels[]): Promise<number[][]> {
    const rows: number[][] = [];
    for (let start = 0; start < chips.length; start += batchSize) {
      const batch = chips.slice(start, start + batchSize);
      const inputs = batch.map((chip) => toTensor(tf, chip));
      const output = await networks.backbone.forward(inputs);
      const values = await output.data();
      tf.dispose([inputs, output]);
      for (let i = 0; i < batch.length; i++) {
        rows.push(Array.from(values.subarray(i * featureSize, (i + 1) * featureSize)));
      }
    }
    return rows;
  }

  /**
   * Looks again with the picture in wider and wider frames, as the detector often misses a face that fills the
   * frame. A tiny picture is only searched so: as it is, the detector would see it as a blur.
   */
  async function detectAnywhere(photo: Pixels): Promise<Detection[]> {
    let found = isTiny(photo) ? [] : await detect(photo);
    for (const frame of frames) {
      if (found.length > 0) break;
      const padded = pad(photo, frame);
      const again = await detect(padded.pixels);
      found = again.map(({ box, score }) => ({ score, box: padded.toSource(box) }));
    }
    return found;
  }

  /** Means of the features of faces and of their mirror images. */
  async function mirroredFeatures(faces: readonly Pixels[]): Promise<number[][]> {
    const rows = await features(faces.flatMap((face) => [face, mirrored(face)]));
    return faces.map((_, i) => rows[2 * i]!.map((value, k) => (value + rows[2 * i + 1]![k]!) / 2));
  }

  async function describe(
    photo: Pixels,
    { alignment = 'chip', mirror = false }: Partial<DescribeOptions> = {},
  ): Promise<DescribedFace[]> {
    const detections = await detectAnywhere(photo);
    const aligned = [];
    for (const { box, score } of detections) {
      const landmarks = await findLandmarks(photo, box);
      const chip = sampleChip(photo, chipTransform(landmarks));
      aligned.push({ box, score, landmarks, chip, quality: assessQuality(box, chip) });
    }
    const inputs = aligned.map(({ chip, landmarks }) =>
      alignment === 'box' ? crop(photo, uprightBox(landmarks, photo)) : chip,
    );
    const rows = await (mirror ? mirroredFeatures(inputs) : features(inputs));
    return aligned.map((face, i) => ({ ...face, chip: face.chip.data, feature: rows[i]! }));
  }

  return { describe, features };
}

function toTensor(tf: Tf, { width, height, data }: Pixels): tfjs.Tensor3D {
  return tf.tensor3d(data, [height, width, 3], 'int32');
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
