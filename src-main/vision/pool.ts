import { availableParallelism } from 'node:os';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DescribeOptions } from '../../src-shared/contract/index.ts';
import { type Failure, TammesError, toError } from '../../src-shared/errors/index.ts';
import type { PhotoWithFaces } from './photo-with-faces.ts';
import { createProcessPool } from './process-pool.ts';
import type { DescribeTask, MirrorFeatures, MirrorTask } from './vision-worker.ts';

/** Processes that decode, detect, align and describe: one a core. */
export interface VisionPool {
  /** How many photos are worth handing in at once. */
  readonly width: number;
  /** @throws TammesError that names the file and the remedy. */
  describe(path: string, options?: Partial<DescribeOptions>): Promise<PhotoWithFaces>;
  /**
   * Describes the mirror images of stored chips.
   * @param chips WebP.
   * @returns one row of 256 a chip; null for one that is damaged.
   */
  mirrorFeatures(chips: Uint8Array[]): Promise<MirrorFeatures>;
  close(): Promise<void>;
}

/** Photos that a worker has at once: the next is read and decoded while it searches one for faces. */
const depth = 2;

export function createVisionPool(workers = availableParallelism()): VisionPool {
  // The same extension as this file: .ts in the repository, .js in the bundle of a packaged app.
  const here = fileURLToPath(import.meta.url);
  const entry = fileURLToPath(new URL(`./vision-worker${extname(here)}`, import.meta.url));
  const pool = createProcessPool<
    DescribeTask | MirrorTask,
    PhotoWithFaces | { failure: Failure } | MirrorFeatures
  >(entry, { size: workers, depth });
  return {
    // One more each, so that a slow photo, after which the next are stored, does not leave the others without work.
    width: (depth + 1) * workers,
    async describe(path, options = {}) {
      // The answer to a photo.
      const run = pool.run({ path, options }) as Promise<PhotoWithFaces | { failure: Failure }>;
      const answer = await run.catch((cause: Error) => {
        throw new TammesError('photo-not-described', { path, reason: cause.message }, { cause });
      });
      if ('failure' in answer) {
        throw toError(answer.failure);
      }
      return answer;
    },
    mirrorFeatures: (chips) => pool.run({ chips }) as Promise<MirrorFeatures>,
    close: () => pool.close(),
  };
}
