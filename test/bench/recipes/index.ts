/** `npm run bench -- recipes FOLDER`: every loss with its recipe, on people and photos that nothing was chosen by. */
import { join } from 'node:path';
import { openBackend } from '../../../src-main/compute/backend.ts';
import { readPretrainedWeights } from '../../../src-main/vision/pretrained.ts';
import type { Backend } from '../../../src-shared/compute/index.ts';
import { type HeadVerdict, trainSpec } from '../../../src-shared/contract/index.ts';
import { TammesError } from '../../../src-shared/errors/index.ts';
import { losses } from '../../../src-shared/losses/index.ts';
import {
  comparedFalseAlarms,
  compareOpenSet,
  type PairedSearches,
} from '../../../src-shared/recognition/index.ts';
import { withRecipe } from '../../../src-shared/training/index.ts';
import { headerNow, writeResult } from '../results.ts';
import { drawOf } from './draw.ts';
import { type RecipesResult, type TaskName, type TaskResult, taskNames } from './result.ts';
import { halvesOf, readSet } from './sets.ts';
import { newPeople, ownPeople, type Task } from './tasks.ts';

export interface RecipesOptions {
  draws: number;
  /** Losses with commas between; all by default. */
  losses?: string;
  /** Tasks with commas between; all by default. */
  tasks?: string;
  /** Keeps features between calls. */
  features?: string;
  /** Of the way; chosen in each draw by default. */
  share?: number;
  tag: string;
}

/** Settings were found with seeds from 1 on, and with the halves of the people the other way round. */
const firstSeed = 101;
/** People trained on and enrolled, and photos of each, if a head is judged by its own people. */
const [ownCount, ownPhotos] = [60, 4];
const judgedAt = comparedFalseAlarms.indexOf(0.01);

export async function benchRecipes(folder: string, options: RecipesOptions): Promise<void> {
  const tasks = await tasksOf(folder, options.features);
  const pretrained = await readPretrainedWeights();
  const backend = await openBackend('wasm', { threads: 1 });
  const asked = options.losses?.split(',') ?? losses.map(({ id }) => id);
  const result: RecipesResult = {
    header: await headerNow(),
    seed: firstSeed,
    share: options.share ?? null,
    losses: [],
  };
  for (const loss of asked) {
    const row: RecipesResult['losses'][number] = { loss, tasks: [], failed: [] };
    result.losses.push(row);
    for (const task of taskNames.filter((name) => options.tasks?.split(',').includes(name) ?? true)) {
      try {
        row.tasks.push(await measured(backend, loss, task, tasks[task], options, pretrained));
      } catch (error) {
        // A loss that fails is a result, too.
        if (!(error instanceof TammesError)) throw error;
        row.failed.push({ task, why: error.message });
      }
      process.stderr.write(`${loss} ${task}: ${await writeResult('recipes', options.tag, result)}\n`);
    }
  }
}

type TasksBySeed = Record<TaskName, (seed: number) => Task>;

async function tasksOf(folder: string, kept: string | undefined): Promise<TasksBySeed> {
  const sets = [];
  for (const name of ['lfw-dev', 'orl', 'caltech-faces']) sets.push(await readSet(join(folder, name), kept));
  const [lfw, orl, caltech] = sets.map(halvesOf) as [Halves, Halves, Halves];
  return {
    own: (seed) => ownPeople(lfw[1], seed, ownCount, ownPhotos),
    'lfw-dev': (seed) => newPeople(...lfw, seed),
    orl: (seed) => newPeople(...orl, seed),
    'caltech-faces': (seed) => newPeople(...caltech, seed),
  };
}

type Halves = ReturnType<typeof halvesOf>;

async function measured(
  backend: Backend,
  loss: string,
  task: TaskName,
  taskOf: (seed: number) => Task,
  { draws: count, share }: Pick<RecipesOptions, 'draws' | 'share'>,
  pretrained: Float32Array,
): Promise<TaskResult> {
  const started = performance.now();
  const draws: { verdict: HeadVerdict; test: PairedSearches[] }[] = [];
  for (let seed = firstSeed; seed < firstSeed + count; seed++) {
    const spec = trainSpec.parse({ ...withRecipe({ loss }), seed });
    const { verdictAt, testAt } = await drawOf(backend, spec, taskOf(seed), pretrained);
    const verdict = verdictAt(share ?? null);
    draws.push({ verdict, test: testAt(verdict.share) });
  }
  return {
    task,
    shares: draws.map(({ verdict }) => verdict.share),
    detection: compareOpenSet(draws.flatMap(({ test }) => test)).detection,
    verdicts: draws.map(({ verdict, test }) => {
      const { difference, interval } = compareOpenSet(test, { draws: 200 }).detection[judgedAt]!;
      const error = interval === null ? Math.abs(difference) : (interval[1] - interval[0]) / (2 * 1.96);
      return { standing: (task === 'own' ? verdict.trained : verdict.unseen).standing, difference, error };
    }),
    seconds: (performance.now() - started) / 1000,
  };
}
