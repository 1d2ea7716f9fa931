import type * as tfjs from '@tensorflow/tfjs';
import type { Tf } from '../tf.ts';
import type { FaceApi, ModelFile, ModelFiles, ModelName } from './face-api.ts';

/** Width of the backbone's pooled feature. */
export const featureSize = 256;

/** The three networks, ready to run. */
export interface Networks {
  detector: InstanceType<FaceApi['SsdMobilenetv1']>;
  landmarks: InstanceType<FaceApi['FaceLandmark68Net']>;
  /** Answers with the pooled 256-D feature, not with face-api's descriptor. */
  backbone: InstanceType<FaceApi['FaceRecognitionNet']>;
}

/** Builds the networks from face-api's model files on whatever tfjs backend is active. */
export function loadNetworks(tf: Tf, faceapi: FaceApi, files: ModelFiles): Networks {
  const detector = new faceapi.SsdMobilenetv1();
  detector.loadFromWeightMap(decode(tf, files.ssd_mobilenetv1_model));
  const landmarks = new faceapi.FaceLandmark68Net();
  landmarks.loadFromWeightMap(decode(tf, files.face_landmark_68_model));
  const backbone = new faceapi.FaceRecognitionNet();
  const weights = decode(tf, files.face_recognition_model);
  // With the last layer the identity the network answers with its pooled feature.
  weights.fc!.dispose();
  weights.fc = tf.eye(featureSize);
  backbone.loadFromWeightMap(weights);
  return { detector, landmarks, backbone };
}

/**
 * The backbone's own last layer, the weights of the head called `pretrained`.
 * @returns 256x128, row by row: descriptor = feature · weights (no bias).
 */
export function pretrainedWeights(tf: Tf, files: ModelFiles): Float32Array {
  const map = decode(tf, files.face_recognition_model);
  const weights = map.fc!.dataSync() as Float32Array;
  tf.dispose(map);
  return Float32Array.from(weights);
}

/** Names of the files that `modelFile` joins, as face-api's package ships them. */
export const modelFileNames = (name: ModelName) => ({
  manifest: `${name}-weights_manifest.json`,
  weights: `${name}.bin`,
});

interface ManifestGroup {
  weights: tfjs.io.WeightsManifestEntry[];
}

function decode(tf: Tf, file: ModelFile): tfjs.NamedTensorMap {
  const specs = (file.manifest as ManifestGroup[]).flatMap((group) => group.weights);
  return tf.io.decodeWeights(file.weights, specs);
}
