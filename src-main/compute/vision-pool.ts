import { availableParallelism } from 'node:os';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import type { DescribeOptions } from '../../src-shared/contract/index.ts';
import { type Failure, TammesError } from '../../src-shared/errors.ts';
import type { ReadPhoto } from './read-photo.ts';
import type { DescribeTask } from './vision-worker.ts';

/** Worker threads that decode, detect, align and describe: one a core. */
export interface VisionPool {
  /** How many photos are worth handing in at once. */
  readonly width: number;
  /** @throws TammesError that names the file and the remedy. */
  describe(path: string, options?: Partial<DescribeOptions>): Promise<ReadPhoto>;
  close(): Promise<void>;
}

export function createVisionPool(workers = availableParallelism()): VisionPool {
  // The same extension as this file: .ts in the repository, .js in the bundle of a packaged app.
  const here = fileURLToPath(import.meta.url);
  const entry = new URL(`./vision-worker${extname(here)}`, import.meta.url);
  const pool = new Piscina({
    filename: entry.href,
    minThreads: 0,
    maxThreads: workers,
    // A worker that ends when it has nothing to do for a moment loads the networks again a moment later.
    idleTimeout: Number.POSITIVE_INFINITY,
  });
  return {
    width: 2 * workers,
    async describe(path, options = {}) {
      const task: DescribeTask = { path, options };
      const answer: ReadPhoto | { failure: Failure } = await pool.run(task);
      if ('failure' in answer) {
        const { code, message, remedy } = answer.failure;
        throw new TammesError(code, message, remedy);
      }
      return answer;
    },
    close: () => pool.destroy(),
  };
}
