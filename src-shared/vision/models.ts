import type { DetectorId } from '../contract/index.ts';
import type { Tf } from '../tf.ts';
import { type Backbone, type BackboneLayers, loadBackbone, readLayers } from './networks/backbone.ts';
import type { Detector } from './networks/detector.ts';
import { type LandmarkNetwork, loadLandmarkNetwork } from './networks/landmarks.ts';
import { type Folded, fold } from './networks/layers.ts';
import { loadSsd } from './networks/ssd.ts';
import { loadTiny } from './networks/tiny.ts';
import { decodeWeights, type ModelFile } from './networks/weights.ts';

/** Names of face-api's model files that Tammes uses: `<name>-weights_manifest.json` and `<name>.bin`. */
export const modelNames = [
  'ssd_mobilenetv1_model',
  'tiny_face_detector_model',
  'face_landmark_68_model',
  'face_recognition_model',
] as const;
export type ModelName = (typeof modelNames)[number];

export type ModelFiles = Record<ModelName, ModelFile>;

/** Names of the files that a `ModelFile` joins, as face-api's package ships them. */
export const modelFileNames = (name: ModelName) => ({
  manifest: `${name}-weights_manifest.json`,
  weights: `${name}.bin`,
});

/** The networks, ready to run. */
export interface Networks {
  detectors: Record<DetectorId, Detector>;
  landmarks: LandmarkNetwork;
  backbone: Backbone;
}

/** Builds the networks from face-api's model files on whatever tfjs backend is active. */
export function loadNetworks(tf: Tf, files: ModelFiles): Networks {
  return {
    detectors: {
      ssd: loadSsd(tf, decodeWeights(files.ssd_mobilenetv1_model)),
      tiny: loadTiny(tf, decodeWeights(files.tiny_face_detector_model)),
    },
    landmarks: loadLandmarkNetwork(tf, decodeWeights(files.face_landmark_68_model)),
    backbone: loadBackbone(tf, decodeWeights(files.face_recognition_model)),
  };
}

/**
 * The backbone's own last layer, the weights of the head called `pretrained`.
 * @returns 256x128, row by row: descriptor = feature · weights (no bias).
 */
export function pretrainedWeightsIn(files: ModelFiles): Float32Array {
  return decodeWeights(files.face_recognition_model)('fc').values;
}

/** The backbone up to its feature, as numbers. */
export function backboneLayersIn(files: ModelFiles): BackboneLayers<Folded> {
  return readLayers(decodeWeights(files.face_recognition_model), fold);
}
