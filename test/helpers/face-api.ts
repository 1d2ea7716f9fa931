/** face-api's own networks, to compare ours with. */
import { createRequire } from 'node:module';
import type * as tfjs from '@tensorflow/tfjs';
import type { Box, DetectorId, Pixels } from '../../src-shared/contract/index.ts';
import type { Tf } from '../../src-shared/tf.ts';
import type { ModelFiles } from '../../src-shared/vision/models.ts';
import type { ModelFile } from '../../src-shared/vision/networks/weights.ts';

interface Network {
  loadFromWeightMap(weights: tfjs.NamedTensorMap): void;
}

/** The part that is used; the package's declarations carry a second copy of tfjs's types, whose tensors are not ours. */
interface Library {
  SsdMobilenetv1: new () => Network & {
    locateFaces(
      photo: tfjs.Tensor3D,
      options: { minConfidence: number; maxResults: number },
    ): Promise<{ box: Box; score: number }[]>;
  };
  TinyFaceDetector: new () => Network & {
    locateFaces(
      photo: tfjs.Tensor3D,
      options: { inputSize: number; scoreThreshold: number },
    ): Promise<{ box: Box; score: number }[]>;
  };
  FaceLandmark68Net: new () => Network & {
    detectLandmarks(face: tfjs.Tensor3D): Promise<{ positions: { x: number; y: number }[] }>;
  };
  FaceRecognitionNet: new () => Network & {
    /** A batch is an array: face-api refuses a 4-D tensor of several. */
    forward(chips: tfjs.Tensor3D[]): Promise<tfjs.Tensor2D>;
  };
  Point: new (x: number, y: number) => object;
  FaceLandmarks68: new (
    points: object[],
    size: { width: number; height: number },
  ) => { align(detection: null, options: { useDlibAlignment: true }): Box };
}

/** @param tf on its WASM backend, which face-api's build shares. */
export function openFaceApi(tf: Tf, models: ModelFiles) {
  const require = createRequire(import.meta.url);
  const library = require('@vladmandic/face-api/dist/face-api.node-wasm.js') as Library;
  const load = <N extends Network>(network: N, { manifest, weights }: ModelFile): N => {
    const entries = (manifest as { weights: tfjs.io.WeightsManifestEntry[] }[]).flatMap(
      (group) => group.weights,
    );
    network.loadFromWeightMap(tf.io.decodeWeights(weights, entries));
    return network;
  };
  const ssd = load(new library.SsdMobilenetv1(), models.ssd_mobilenetv1_model);
  const tiny = load(new library.TinyFaceDetector(), models.tiny_face_detector_model);
  const landmarks = load(new library.FaceLandmark68Net(), models.face_landmark_68_model);
  const backbone = load(new library.FaceRecognitionNet(), models.face_recognition_model);
  const toTensor = ({ width, height, data }: Pixels) => tf.tensor3d(data, [height, width, 3], 'int32');

  return {
    library,
    async detect(photo: Pixels, detector: DetectorId = 'ssd') {
      const input = toTensor(photo);
      const found =
        detector === 'ssd'
          ? await ssd.locateFaces(input, { minConfidence: 0.5, maxResults: 100 })
          : await tiny.locateFaces(input, { inputSize: 416, scoreThreshold: 0.5 });
      input.dispose();
      return found.map(({ box: { x, y, width, height }, score }) => ({
        box: { x, y, width, height },
        score,
      }));
    },
    /** x and y in turn, in pixels of the picture. */
    async findLandmarks(face: Pixels): Promise<number[]> {
      const input = toTensor(face);
      const { positions } = await landmarks.detectLandmarks(input);
      input.dispose();
      return positions.flatMap(({ x, y }) => [x, y]);
    },
    /** 128 numbers a chip. */
    async descriptors(chips: readonly Pixels[]): Promise<number[][]> {
      const inputs = chips.map(toTensor);
      const output = await backbone.forward(inputs);
      const rows = await output.array();
      tf.dispose([inputs, output]);
      return rows;
    },
  };
}
