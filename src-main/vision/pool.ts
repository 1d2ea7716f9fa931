import { availableParallelism } from 'node:os';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DescribeOptions } from '../../src-shared/contract/index.ts';
import { TammesError, toError } from '../../src-shared/errors/index.ts';
import type { BackboneFile } from './backbone-session.ts';
import type { Trial } from './backbone-trial.ts';
import { chooseProcessor } from './choose-processor.ts';
import type { PhotoWithFaces } from './photo-with-faces.ts';
import { createProcessPool, type SpawnPoolProcess } from './process-pool.ts';
import type {
  Answer,
  Brought,
  Features,
  GraphicsAnswer,
  KnownFacesTask,
  KnownFeatures,
  Task,
} from './vision-worker.ts';

export type { BackboneFile } from './backbone-session.ts';
export type { Trial } from './backbone-trial.ts';
export { frugal, type SpawnPoolProcess } from './process-pool.ts';

/** Chips that a process is given at once. */
export const chipsAtOnce = 16;

/** Processes that decode, detect, align and describe: one a core. */
export interface VisionPool {
  /** How many photos it is worth to hand in at once. */
  readonly width: number;
  /** The network that describes faces; null: the built-in backbone. */
  readonly backbone: BackboneFile | null;
  /**
   * @param bytes of a photo that lies in no file: then the path only serves messages.
   * @throws TammesError that names the file and the remedy.
   */
  describe(path: string, options?: Partial<DescribeOptions>, bytes?: Uint8Array): Promise<PhotoWithFaces>;
  /**
   * Describes the mirror images of stored chips by the built-in backbone.
   * @param chips WebP.
   * @returns one row of 256 a chip; null for one that is damaged.
   */
  mirrorFeatures(chips: Uint8Array[]): Promise<Features>;
  /** Describes faces that the library has again. @returns null for those without a picture that can be read. */
  describeKnown(task: Pick<KnownFacesTask, 'faces' | 'photo'>): Promise<KnownFeatures>;
  /** Describes what a window has cut for the network that the pool has. */
  describeCuts(cuts: Uint8Array[]): Promise<number[][]>;
  /** Runs a network on pictures of nobody. */
  tryBackbone(backbone: BackboneFile): Promise<Trial>;
  close(): Promise<void>;
}

/** What a pool is made with. */
export interface PoolOptions {
  workers?: number | undefined;
  /** Starts a process, if the host cannot fork Node. */
  spawn?: SpawnPoolProcess | undefined;
  /** The network that describes faces; null: the built-in backbone. */
  backbone?: BackboneFile | null | undefined;
}

/** Photos that a worker has at once: the next is read and decoded while it searches one for faces. */
const depth = 2;

export function createVisionPool({ workers, spawn, backbone = null }: PoolOptions = {}): VisionPool {
  // The same extension as this file: .ts in the repository, .js in the bundle of a packaged app.
  const here = fileURLToPath(import.meta.url);
  const entry = fileURLToPath(new URL(`./vision-worker${extname(here)}`, import.meta.url));
  const cores = availableParallelism();
  const size = workers ?? cores;
  const pool = createProcessPool<Task, Answer>(entry, { size, depth, spawn });
  // Drivers have much to say, also where there is no graphics processor.
  const trials = createProcessPool<Task, Answer>(entry, { size: 1, depth: 1, spawn, quiet: true });
  const threads = Math.max(1, Math.floor(cores / size));
  const choice = chooseProcessor(async () => {
    try {
      const answer = await trials.run({ kind: 'graphics', backbone: backbone!, threads });
      return 'failure' in answer ? null : (answer as GraphicsAnswer).trial;
    } finally {
      await trials.close();
    }
  }, size);
  /** The answer to a task of its kind. */
  async function ask<T extends Answer>(task: Task): Promise<T> {
    const answer = await pool.run(task);
    if ('failure' in answer) throw toError(answer.failure);
    return answer as T;
  }
  /** The answer to a task of which the network is a part; by the CPU, if a process ends at work on the graphics processor. */
  async function askWith<T extends Answer>(task: (brought: Brought | null) => Task): Promise<T> {
    if (backbone === null) return ask<T>(task(null));
    const processor = choice.next();
    try {
      return await ask<T>(task({ backbone, threads, processor }));
    } catch (cause) {
      if (cause instanceof TammesError || processor === 'cpu') throw cause;
      choice.giveUp();
      return ask<T>(task({ backbone, threads, processor: 'cpu' }));
    }
  }
  return {
    // One more each, so that a slow photo, after which the next are stored, does not leave the others without work.
    width: (depth + 1) * size,
    backbone,
    describe: (path, options = {}, bytes) =>
      askWith<PhotoWithFaces>((brought) => ({ kind: 'photo', path, bytes, options, brought })).catch(
        (cause: Error) => {
          if (cause instanceof TammesError) throw cause;
          throw new TammesError('photo-not-described', { path, reason: cause.message }, { cause });
        },
      ),
    mirrorFeatures: (chips) => ask<Features>({ kind: 'mirror', chips }),
    describeKnown: (task) => askWith<KnownFeatures>((brought) => ({ kind: 'known', ...task, brought })),
    describeCuts: async (cuts) =>
      (await askWith<Features>((brought) => {
        if (brought === null) throw new Error('The built-in backbone describes whole photos.');
        return { kind: 'cuts', cuts, ...brought };
      })) as number[][],
    tryBackbone: (tried) => ask<Trial>({ kind: 'trial', backbone: tried }),
    close: async () => {
      await Promise.all([pool.close(), trials.close()]);
    },
  };
}
