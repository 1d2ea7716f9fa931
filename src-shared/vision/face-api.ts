/**
 * The libraries that vision runs on, handed in by the host: Node loads the CommonJS builds, the window's
 * worker the ES modules, and both must share one tfjs.
 */

import type * as tfjs from '@tensorflow/tfjs';
import type * as faceapi from '@vladmandic/face-api';

export type Tf = typeof tfjs;
export type FaceApi = typeof faceapi;

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
