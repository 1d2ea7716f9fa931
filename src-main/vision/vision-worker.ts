/** Entry of a process of the vision pool: reads one photo a task. */
import sharp from 'sharp';
import type { DescribeOptions } from '../../src-shared/contract/index.ts';
import { type Failure, TammesError, toFailure } from '../../src-shared/errors/index.ts';
import { chipSize, createVision, free } from '../../src-shared/vision/index.ts';
import { openBackend } from '../compute/backend.ts';
import { encodeChip, readPhoto } from '../photos/photo.ts';
import { readModels } from './models.ts';
import type { ReadPhoto } from './photo-types.ts';
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

serveTasks(describePhoto);

let last: Promise<unknown> = Promise.resolve();

/** One photo at a time goes through the networks: two would take the memory of both. */
function oneAtATime<T>(work: () => Promise<T>): Promise<T> {
  const result = last.then(work);
  last = result.catch(() => {});
  return result;
}

/** A failure is an answer, not an exception: exceptions lose their class between processes. */
async function describePhoto({ path, options }: DescribeTask): Promise<ReadPhoto | { failure: Failure }> {
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
