import { type Remote, transfer, wrap } from 'comlink';
import type { DescribedFace, DetectorId, Pixels } from '../../src-shared/contract/index.ts';
import type { VisionStatus } from './fallback.ts';
import type { VisionWorker } from './worker.ts';

let worker: Remote<VisionWorker> | undefined;

/** The worker starts with its first use and keeps its networks. */
function visionWorker(): Remote<VisionWorker> {
  worker ??= wrap<VisionWorker>(new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }));
  return worker;
}

/** Finds, aligns and describes the faces of a photo. The pixels are handed over: they are empty afterwards. */
export function describeFaces(photo: Pixels, detector: DetectorId): Promise<DescribedFace[]> {
  return visionWorker().describe(transfer(photo, [photo.data.buffer]), detector);
}

/** Features of the mirror images of stored chips, one row of 256 a chip. */
export function mirrorFeatures(chips: Pixels['data'][]): Promise<number[][]> {
  return visionWorker().mirrorFeatures(chips);
}

/** What faces are found on in this window. */
export function visionStatus(): Promise<VisionStatus> {
  return visionWorker().status();
}
