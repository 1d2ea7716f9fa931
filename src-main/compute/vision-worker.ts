/** Entry of a worker thread of the vision pool: reads one photo a task. */
import { createRequire } from 'node:module';
import sharp from 'sharp';
import type { DescribeOptions } from '../../src-shared/contract/index.ts';
import { type Failure, noFace, toFailure } from '../../src-shared/errors.ts';
import { chipSize, createVision, type FaceApi } from '../../src-shared/vision/index.ts';
import { openBackend } from './backend.ts';
import { readModels } from './models.ts';
import { encodeChip, readPhoto } from './photo.ts';
import type { ReadPhoto } from './read-photo.ts';

// One worker a core: a second level of threads would only make them wait for each other.
sharp.concurrency(1);
sharp.cache(false);

const vision = (async () => {
  // face-api is built for WASM here and takes its tfjs from the same place as the backend.
  const { tf } = await openBackend('wasm');
  const require = createRequire(import.meta.url);
  const faceapi = require('@vladmandic/face-api/dist/face-api.node-wasm.js') as FaceApi;
  return createVision({ tf, faceapi, models: await readModels() });
})();

/** One photo to describe. */
export interface DescribeTask {
  path: string;
  options: Partial<DescribeOptions>;
}

/** A failure is an answer, not an exception: exceptions lose their class between threads. */
export default async function describePhoto({
  path,
  options,
}: DescribeTask): Promise<ReadPhoto | { failure: Failure }> {
  try {
    const { pixels, ...content } = await readPhoto(path);
    const faces = await (await vision).describe(pixels, options);
    if (faces.length === 0) throw noFace(path);
    const stored = faces.map(async ({ chip, ...face }) => ({
      ...face,
      chipWebp: await encodeChip(chip, chipSize),
    }));
    const { width, height } = pixels;
    return { ...content, width, height, faces: await Promise.all(stored) };
  } catch (error) {
    return { failure: toFailure(error) };
  }
}
