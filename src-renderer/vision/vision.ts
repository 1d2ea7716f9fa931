import { type Remote, transfer, wrap } from 'comlink';
import type { Box, DescribedFace, DetectorId, Output, Pixels } from '../../src-shared/contract/index.ts';
import type { CutFace } from '../../src-shared/vision/index.ts';
import { bridge } from '../app/bridge.ts';
import type { VisionStatus } from './fallback.ts';
import type { VisionWorker } from './worker.ts';

let worker: Remote<VisionWorker> | undefined;

/** The worker starts with its first use and keeps its networks. */
function visionWorker(): Remote<VisionWorker> {
  worker ??= wrap<VisionWorker>(new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }));
  return worker;
}

/** Finds, aligns and describes the faces of a photo. The pixels are handed over: they are empty afterwards. */
export async function describeFaces(photo: Pixels, detector: DetectorId): Promise<DescribedFace[]> {
  const cut = await cutOfBackbone();
  return describeCuts(
    await visionWorker().describe(transfer(photo, [photo.data.buffer]), detector, cut),
    cut,
  );
}

/** Describes the face in a box that was drawn by hand. The pixels are handed over: they are empty afterwards. @public */
export async function describeBox(photo: Pixels, box: Box): Promise<DescribedFace> {
  const cut = await cutOfBackbone();
  const face = await visionWorker().describeBox(transfer(photo, [photo.data.buffer]), box, cut);
  return (await describeCuts([face], cut))[0]!;
}

type BackboneCut = Output<'backbones.cut'>;
let known: Promise<BackboneCut> | undefined;

/** What is cut from photos for the backbone in use; null: the built-in one, which this window's worker runs itself. */
function cutOfBackbone(): Promise<BackboneCut> {
  if (known === undefined) {
    known = bridge.call('backbones.cut', undefined);
    // Asked again the next time.
    known.catch(forget);
  }
  return known;
}

function forget(): void {
  known = undefined;
}
bridge.on((event) => {
  if (event.type === 'changed' && event.namespaces.includes('backbones')) forget();
});

/** Gives faces the features of the backbone in use, which the main process runs if people have brought it. */
async function describeCuts(faces: readonly CutFace[], cut: BackboneCut): Promise<DescribedFace[]> {
  if (cut === null || faces.length === 0) return [...faces];
  const { featureVersion } = cut;
  const cuts = faces.map((face) => face.cut!);
  const features = await bridge.call('backbones.describe', { cuts, featureVersion });
  return faces.map(({ cut: _, ...face }, i) => ({
    ...face,
    feature: features[i]!,
    featureVersion,
    builtIn: face.feature,
  }));
}

/** Features of the mirror images of stored chips, one row of 256 a chip. */
export function mirrorFeatures(chips: Pixels['data'][]): Promise<number[][]> {
  return visionWorker().mirrorFeatures(chips);
}

/** What faces are found on in this window. */
export function visionStatus(): Promise<VisionStatus> {
  return visionWorker().status();
}
