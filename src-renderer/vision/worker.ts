/**
 * The window's Web Worker: finds, aligns and describes faces, so that the interface never waits. Plain
 * functions behind a channel; what they compute is in src-shared/vision.
 */
import * as tf from '@tensorflow/tfjs';
import { expose, transfer } from 'comlink';
import {
  type DescribedFace,
  type DetectorId,
  mediaUrl,
  type Pixels,
} from '../../src-shared/contract/index.ts';
import {
  createVision,
  type ModelFiles,
  modelFileNames,
  modelNames,
  type Vision,
} from '../../src-shared/vision/index.ts';
import { candidates } from './backends.ts';
import { Fallback, type VisionStatus } from './fallback.ts';

const vision = new Fallback<Vision>(candidates, async () =>
  createVision({ tf, models: await fetchModels() }),
);

async function fetchModels(): Promise<ModelFiles> {
  const entries = modelNames.map(async (name) => {
    const files = modelFileNames(name);
    const [manifest, weights] = await Promise.all([
      fetch(mediaUrl.model(files.manifest)).then((response) => response.json() as Promise<unknown>),
      fetch(mediaUrl.model(files.weights)).then((response) => response.arrayBuffer()),
    ]);
    return [name, { manifest, weights }] as const;
  });
  return Object.fromEntries(await Promise.all(entries)) as ModelFiles;
}

const functions = {
  /** What faces are found on. */
  status: (): Promise<VisionStatus> => vision.status(),
  async describe(photo: Pixels, detector: DetectorId): Promise<DescribedFace[]> {
    const faces = await vision.run((networks) => networks.describe(photo, { detector }));
    return transfer(
      faces,
      faces.map(({ chip }) => chip.buffer),
    );
  },
  /** Features of the mirror images of stored chips. */
  mirrorFeatures: (chips: Pixels['data'][]): Promise<number[][]> =>
    vision.run((networks) => networks.mirrorFeatures(chips)),
};

export type VisionWorker = typeof functions;
expose(functions);
