/** Entry of a process of the vision pool, which answers its tasks. */
import sharp from 'sharp';
import type { DescribeOptions, Pixels } from '../../src-shared/contract/index.ts';
import { type Failure, TammesError, toFailure } from '../../src-shared/errors/index.ts';
import {
  type CutFace,
  chipSize,
  createVision,
  cutFace,
  cutFromChip,
  free,
  type Vision,
} from '../../src-shared/vision/index.ts';
import { openBackend } from '../compute/backend.ts';
import { decodeChip, encodeChip, readPhoto, readPhotoBytes } from '../photos/photo.ts';
import { type Backbone, type BackboneFile, openBackbone } from './backbone-session.ts';
import { type GraphicsTrial, type Trial, tryBackbone, tryGraphics } from './backbone-trial.ts';
import { readModels } from './models.ts';
import type { Processor } from './onnx-runtime.ts';
import type { PhotoWithFaces } from './photo-with-faces.ts';
import { serveTasks } from './process-pool.ts';

// One worker a core: a second level of threads would only make them wait for each other.
sharp.concurrency(1);
sharp.cache(false);

/** A network that was brought, and what it may take. */
export interface Brought {
  backbone: BackboneFile;
  threads: number;
  processor: Processor;
}

/** One photo to describe. @param brought null: by the built-in backbone. */
export interface DescribeTask {
  kind: 'photo';
  /** Its file; if `bytes` are there, no file is read, and the path only serves messages. */
  path: string;
  bytes?: Uint8Array | undefined;
  options: Partial<DescribeOptions>;
  brought: Brought | null;
}

/** Stored chips, WebP, to describe the mirror images of. */
export interface MirrorTask {
  kind: 'mirror';
  chips: Uint8Array[];
}
/** A feature each; null for a chip that is damaged. */
export type Features = (number[] | null)[];

/** A face that the library has, to be described again. */
export interface KnownFace {
  landmarks: ArrayLike<number>;
  /** WebP; null: it has no picture. */
  chip: Uint8Array | null;
}

/** Faces of the library to describe again. */
export interface KnownFacesTask {
  kind: 'known';
  faces: KnownFace[];
  /** The photo that all are on; null: their chips have to do. */
  photo: { path: string; hash: string; width: number; height: number } | null;
  brought: Brought | null;
}
export interface KnownFeatures {
  features: Features;
  /** Whether they were cut from the photo. */
  fromPhoto: boolean;
}

/** Pictures that a window has cut. */
export interface CutsTask extends Brought {
  kind: 'cuts';
  cuts: Uint8Array[];
}

/** A network that may become a backbone. */
export interface TrialTask {
  kind: 'trial';
  backbone: BackboneFile;
}

/** A network that the graphics processor may run. */
export interface GraphicsTask extends Omit<Brought, 'processor'> {
  kind: 'graphics';
}
/** As an object: an answer is one. */
export interface GraphicsAnswer {
  trial: GraphicsTrial | null;
}

export type Task = DescribeTask | MirrorTask | KnownFacesTask | CutsTask | TrialTask | GraphicsTask;
export type Answer =
  | PhotoWithFaces
  | Features
  | KnownFeatures
  | Trial
  | GraphicsAnswer
  | { failure: Failure };

/** A failure is an answer, not an exception: exceptions lose their class between processes. */
serveTasks<Task, Answer>((task) => answer(task).catch((error: unknown) => ({ failure: toFailure(error) })));

function answer(task: Task): Promise<Answer> {
  if (task.kind === 'photo') return describePhoto(task);
  if (task.kind === 'mirror') return describeMirrorImages(task);
  if (task.kind === 'known') return describeKnown(task);
  if (task.kind === 'trial') return tryBackbone(task.backbone);
  if (task.kind === 'graphics') return tryGraphics(task.backbone, task.threads).then((trial) => ({ trial }));
  return oneAtATime(() => describeBrought(task.cuts, task));
}

let vision: Promise<Vision> | null = null;

/** The built-in networks, from their first use on. */
function networks(): Promise<Vision> {
  vision ??= (async () => {
    const [{ tf }, models] = await Promise.all([
      openBackend('wasm', { threads: 1, coreAlone: true }),
      readModels(),
    ]);
    return createVision({ tf, models });
  })();
  return vision;
}

let open: { hash: string; session: Promise<Backbone> } | null = null;

/** The network that was used last stays open. */
async function broughtOf({ backbone, threads, processor }: Brought): Promise<Backbone> {
  const hash = JSON.stringify([backbone.hash, backbone.descriptor, threads, processor]);
  if (open?.hash !== hash) {
    const before = open?.session;
    open = { hash, session: openBackbone(backbone, threads, processor) };
    await before?.then((session) => session.close()).catch(() => {});
  }
  return open.session;
}

let graphicsFailed = false;

/** Features of faces by a network that was brought: by the CPU, once the graphics processor was lost or ran out of memory. */
async function describeBrought(cuts: readonly Uint8Array[], brought: Brought): Promise<number[][]> {
  if (brought.processor === 'webgpu' && !graphicsFailed) {
    try {
      return await (await broughtOf(brought)).describe(cuts);
    } catch {
      graphicsFailed = true;
    }
  }
  return (await broughtOf({ ...brought, processor: 'cpu' })).describe(cuts);
}

let last: Promise<unknown> = Promise.resolve();

/** One photo at a time goes through the networks: two would take the memory of both. */
function oneAtATime<T>(work: () => Promise<T>): Promise<T> {
  const result = last.then(work);
  last = result.catch(() => {});
  return result;
}

async function describePhoto({ path, bytes, options, brought }: DescribeTask): Promise<PhotoWithFaces> {
  // They load while the first photo is decoded.
  networks().catch(() => {});
  const { pixels, ...content } =
    bytes === undefined ? await readPhoto(path) : await readPhotoBytes(path, bytes);
  const { width, height } = pixels;
  const faces = await oneAtATime(async () => {
    const found = await (await networks()).describe(pixels, options, cutOf(brought));
    return brought === null ? found : describeCuts(found, brought);
  }).finally(() => free(pixels));
  if (faces.length === 0) throw new TammesError('no-face-found', { path });
  const stored = faces.map(async ({ chip, cut: _, ...face }) => ({
    ...face,
    chipWebp: await encodeChip(chip, chipSize),
  }));
  return { ...content, width, height, faces: await Promise.all(stored) };
}

function cutOf(brought: Brought | null) {
  if (brought === null) return null;
  const { template, input } = brought.backbone.descriptor;
  return { template, side: input.side };
}

/** Gives faces the features of a network that was brought. */
async function describeCuts(faces: readonly CutFace[], brought: Brought): Promise<CutFace[]> {
  if (faces.length === 0) return [];
  const features = await describeBrought(
    faces.map(({ cut }) => cut!),
    brought,
  );
  const { featureVersion } = brought.backbone;
  return faces.map((face, i) => ({ ...face, feature: features[i]!, featureVersion, builtIn: face.feature }));
}

async function describeMirrorImages({ chips }: MirrorTask): Promise<Features> {
  const decoded = await Promise.all(chips.map(chipOf));
  const readable = decoded.flatMap((chip) => (chip === null ? [] : [chip.data]));
  const features = (await oneAtATime(async () => (await networks()).mirrorFeatures(readable))).values();
  return decoded.map((chip) => (chip === null ? null : features.next().value!));
}

async function describeKnown({ faces, photo, brought }: KnownFacesTask): Promise<KnownFeatures> {
  const pixels = photo === null ? null : await photoAsRead(photo);
  const cut = cutOf(brought);
  const pictures: (Uint8Array<ArrayBuffer> | null)[] = [];
  for (const { landmarks, chip } of faces) {
    const stored = pixels === null && chip !== null ? await chipOf(chip) : null;
    if (pixels !== null && cut !== null) pictures.push(cutFace(pixels, landmarks, cut).data);
    else if (stored === null) pictures.push(null);
    else pictures.push(cut === null ? stored.data : cutFromChip(stored, landmarks, cut).data);
  }
  if (pixels !== null) free(pixels);
  const readable = pictures.filter((picture) => picture !== null);
  const described = await oneAtATime(async () =>
    brought === null ? (await networks()).chipFeatures(readable) : describeBrought(readable, brought),
  );
  const features = described.values();
  return {
    features: pictures.map((picture) => (picture === null ? null : features.next().value!)),
    fromPhoto: pixels !== null,
  };
}

/** The photo's pixels, if it is the one whose landmarks are known. */
async function photoAsRead({ path, hash, width, height }: NonNullable<KnownFacesTask['photo']>) {
  const read = await readPhoto(path).catch(() => null);
  if (read === null) return null;
  const { pixels } = read;
  if (read.hash === hash && pixels.width === width && pixels.height === height) return pixels;
  free(pixels);
  return null;
}

/** null: it is damaged. */
async function chipOf(webp: Uint8Array): Promise<(Pixels & { data: Uint8Array<ArrayBuffer> }) | null> {
  const data = await decodeChip(webp, chipSize).catch(() => null);
  return data && { width: chipSize, height: chipSize, data };
}
