/** Entry of a process that is measured: face-api as its demos use it, on tfjs's WASM backend. */
import { createRequire } from 'node:module';
import { openBackend } from '../../../src-main/compute/backend.ts';
import { faceApiFolder } from '../../../src-main/vision/models.ts';
import { decode } from './decode.ts';
import { oneByOne, serve } from './protocol.ts';

interface Net {
  loadFromDisk(folder: string): Promise<void>;
}
interface FaceApi {
  version: string;
  nets: Record<'ssdMobilenetv1' | 'faceLandmark68Net' | 'faceRecognitionNet', Net>;
  SsdMobilenetv1Options: new (options: { minConfidence: number }) => object;
  detectAllFaces(
    photo: object,
    options: object,
  ): { withFaceLandmarks(): { withFaceDescriptors(): Promise<object[]> } };
}

const { tf } = await openBackend('wasm');
const require = createRequire(import.meta.url);
const faceapi = require('@vladmandic/face-api/dist/face-api.node-wasm.js') as FaceApi;
for (const net of Object.values({
  detector: faceapi.nets.ssdMobilenetv1,
  landmarks: faceapi.nets.faceLandmark68Net,
  descriptor: faceapi.nets.faceRecognitionNet,
})) {
  await net.loadFromDisk(`${faceApiFolder}/model`);
}
const options = new faceapi.SsdMobilenetv1Options({ minConfidence: 0.5 });

async function count(path: string): Promise<number> {
  const { width, height, data } = await decode(path);
  const photo = tf.tensor3d(data, [height, width, 3], 'int32');
  const faces = await faceapi.detectAllFaces(photo, options).withFaceLandmarks().withFaceDescriptors();
  photo.dispose();
  return faces.length;
}

await serve({ 'face-api': faceapi.version, tfjs: tf.version_core }, oneByOne(count));
