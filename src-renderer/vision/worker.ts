/**
 * The window's Web Worker: finds, aligns and describes faces, so that the interface never waits. Plain
 * functions behind a channel; what they compute is in src-shared/vision.
 */
import * as tf from '@tensorflow/tfjs';
import { expose, transfer } from 'comlink';
import {
  type Box,
  type Cut,
  type DetectorId,
  mediaUrl,
  type Pixels,
} from '../../src-shared/contract/index.ts';
import {
  type CutFace,
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

/** What a face's pictures lie in: they are handed over. */
const buffersOf = ({ chip, cut }: CutFace) => [chip.buffer, ...(cut ? [cut.buffer] : [])];

const functions = {
  /** What faces are found on. */
  status: (): Promise<VisionStatus> => vision.status(),
  /** @param cut what is cut from the photo for another backbone, too. */
  async describe(photo: Pixels, detector: DetectorId, cut: Cut | null): Promise<CutFace[]> {
    const faces = await vision.run((networks) => networks.describe(photo, { detector }, cut));
    return transfer(faces, faces.flatMap(buffersOf));
  },
  async describeBox(photo: Pixels, box: Box, cut: Cut | null): Promise<CutFace> {
    const face = await vision.run((networks) => networks.describeBox(photo, box, cut));
    return transfer(face, buffersOf(face));
  },
  /** Features of the mirror images of stored chips. */
  mirrorFeatures: (chips: Pixels['data'][]): Promise<number[][]> =>
    vision.run((networks) => networks.mirrorFeatures(chips)),
};

export type VisionWorker = typeof functions;
expose(functions);
