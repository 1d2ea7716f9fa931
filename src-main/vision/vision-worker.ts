/** Entry of a process of the vision pool: a task is a photo to read, or stored chips to describe the mirror images of. */
import sharp from 'sharp';
import type { DescribeOptions } from '../../src-shared/contract/index.ts';
import { type Failure, TammesError, toFailure } from '../../src-shared/errors/index.ts';
import { chipSize, createVision, free } from '../../src-shared/vision/index.ts';
import { openBackend } from '../compute/backend.ts';
import { decodeChip, encodeChip, readPhoto } from '../photos/photo.ts';
import { readModels } from './models.ts';
import type { PhotoWithFaces } from './photo-with-faces.ts';
import { serveTasks } from './process-pool.ts';

// One worker a core: a second level of threads would only make them wait for each other.
sharp.concurrency(1);
sharp.cache(false);

const vision = (async () => {
  const [{ tf }, models] = await Promise.all([
    openBackend('wasm', { threads: 1, coreAlone: true }),
    readModels(),
  ]);
  return createVision({ tf, models });
})();

/** One photo to describe. */
export interface DescribeTask {
  path: string;
  options: Partial<DescribeOptions>;
}

/** Stored chips, WebP. */
export interface MirrorTask {
  chips: Uint8Array[];
}
/** A feature each; null for a chip that is damaged. */
export type MirrorFeatures = (number[] | null)[];

type Answer = PhotoWithFaces | { failure: Failure } | MirrorFeatures;
serveTasks<DescribeTask | MirrorTask, Answer>((task) =>
  'chips' in task ? describeMirrorImages(task) : describePhoto(task),
);

let last: Promise<unknown> = Promise.resolve();

/** One photo at a time goes through the networks: two would take the memory of both. */
function oneAtATime<T>(work: () => Promise<T>): Promise<T> {
  const result = last.then(work);
  last = result.catch(() => {});
  return result;
}

/** A failure is an answer, not an exception: exceptions lose their class between processes. */
async function describePhoto({
  path,
  options,
}: DescribeTask): Promise<PhotoWithFaces | { failure: Failure }> {
  try {
    const { pixels, ...content } = await readPhoto(path);
    const { width, height } = pixels;
    const faces = await oneAtATime(async () => (await vision).describe(pixels, options)).finally(() =>
      free(pixels),
    );
    if (faces.length === 0) throw new TammesError('no-face-found', { path });
    const stored = faces.map(async ({ chip, ...face }) => ({
      ...face,
      chipWebp: await encodeChip(chip, chipSize),
    }));
    return { ...content, width, height, faces: await Promise.all(stored) };
  } catch (error) {
    return { failure: toFailure(error) };
  }
}

async function describeMirrorImages({ chips }: MirrorTask): Promise<MirrorFeatures> {
  const decoded = await Promise.all(chips.map((webp) => decodeChip(webp, chipSize).catch(() => null)));
  const readable = decoded.filter((chip) => chip !== null);
  const features = (await oneAtATime(async () => (await vision).mirrorFeatures(readable))).values();
  return decoded.map((chip) => (chip === null ? null : features.next().value!));
}
