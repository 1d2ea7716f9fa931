/**
 * The libraries that vision runs on, handed in by the host: Node loads the CommonJS builds, the window's
 * worker the ES modules, and both must share one tfjs.
 */
import type * as tfjs from '@tensorflow/tfjs';

/** What every network of face-api offers to us. */
interface Network {
  loadFromWeightMap(weights: tfjs.NamedTensorMap): void;
}

/**
 * The part of face-api that Tammes uses. Stated here because the package's own declarations carry a
 * second copy of tfjs's types, whose tensors are not ours.
 */
export interface FaceApi {
  SsdMobilenetv1: new () => Network & {
    locateFaces(
      photo: tfjs.Tensor3D,
      options: { minConfidence: number; maxResults: number },
    ): Promise<{ box: { x: number; y: number; width: number; height: number }; score: number }[]>;
  };
  FaceLandmark68Net: new () => Network & {
    detectLandmarks(face: tfjs.Tensor3D): Promise<{ positions: { x: number; y: number }[] }>;
  };
  FaceRecognitionNet: new () => Network & {
    /** A batch is an array: face-api refuses a 4-D tensor of several. */
    forward(chips: tfjs.Tensor3D[]): Promise<tfjs.Tensor2D>;
  };
}

/** Names of face-api's model files that Tammes uses: `<name>-weights_manifest.json` and `<name>.bin`. */
export const modelNames = [
  'ssd_mobilenetv1_model',
  'face_landmark_68_model',
  'face_recognition_model',
] as const;
export type ModelName = (typeof modelNames)[number];

/** The parsed weights manifest and the bytes that it describes. */
export interface ModelFile {
  manifest: unknown;
  weights: ArrayBuffer;
}
export type ModelFiles = Record<ModelName, ModelFile>;
