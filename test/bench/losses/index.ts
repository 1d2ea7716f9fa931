/** `npm run bench -- losses`: every loss on the bundled photos, over several seeds. */
import { availableParallelism } from 'node:os';
import { progressLine } from '../../../src-main/cli/output.ts';
import { openBackend } from '../../../src-main/compute/backend.ts';
import { type BackendId, type TrainSpec, trainSpec } from '../../../src-shared/contract/index.ts';
import { TammesError } from '../../../src-shared/errors/index.ts';
import { losses } from '../../../src-shared/losses/index.ts';
import type { Tf } from '../../../src-shared/tf.ts';
import { pretrainedHead, type Recipe, recipeOf, type TrainData } from '../../../src-shared/training/index.ts';
import { describeCommit, describeMachine } from '../machine.ts';
import { writeResult } from '../results.ts';
import { readDemoLibrary } from './library.ts';
import type { HeadScores, LossesResult } from './result.ts';
import { scoreHead, trainHead } from './score.ts';

/** As in the demo: three photos of ten. */
const heldOut = 0.3;
/** Recipes were found with seeds from 1 on: other splits than those. */
const firstSeed = 11;

export interface LossesOptions {
  seeds: number;
  backend: BackendId | 'auto';
  /** Names the result's file. */
  tag: string;
}

export async function benchLosses({ seeds, backend, tag }: LossesOptions): Promise<void> {
  const { data, withoutFace } = await readDemoLibrary();
  const { tf, id } = await openBackend(backend, { threads: availableParallelism() });
  const each = Array.from({ length: seeds }, (_, i) => firstSeed + i);
  const withRecipes = losses.filter(({ id }) => Object.keys(recipeOf(id)).length > 0);
  const line = progressLine('Training', losses.length + withRecipes.length);
  const heads = [pretrainedScores(each, data)];
  const plain: HeadScores[] = [];
  const progress = () => line.update(heads.length - 1 + plain.length);
  for (const loss of losses) {
    heads.push(await scoresOf(tf, loss.id, recipeOf(loss.id), each, data));
    progress();
  }
  for (const loss of withRecipes) {
    plain.push(await scoresOf(tf, loss.id, {}, each, data));
    progress();
  }
  line.end();
  const versions = { node: process.version, tfjs: tf.version_core };
  const machine = await describeMachine();
  const result: LossesResult = {
    header: { at: new Date().toISOString(), commit: await describeCommit(), machine, versions },
    backend: id,
    people: data.people.length,
    faces: data.features.length,
    withoutFace,
    heldOut,
    heads,
    plain,
  };
  process.stderr.write(`Written: ${await writeResult('losses', tag, result)}\n`);
}

/** The seed decides the split, the start and the order. */
function specOf(loss: string, recipe: Recipe, seed: number): TrainSpec {
  return trainSpec.parse({ ...recipe, loss, validation: heldOut, seed });
}

function pretrainedScores(seeds: readonly number[], data: TrainData): HeadScores {
  const head = pretrainedHead(data.pretrained);
  const scores = seeds.map((seed) => ({ seed, ...scoreHead(head, specOf('arcface', {}, seed), data) }));
  return { name: 'pretrained', recipe: {}, scores, failed: [], seconds: 0 };
}

async function scoresOf(
  tf: Tf,
  loss: string,
  recipe: Recipe,
  seeds: readonly number[],
  data: TrainData,
): Promise<HeadScores> {
  const started = performance.now();
  const result: HeadScores = { name: loss, recipe, scores: [], failed: [], seconds: 0 };
  for (const seed of seeds) {
    const spec = specOf(loss, recipe, seed);
    try {
      const head = await trainHead(tf, spec, data);
      result.scores.push({ seed, ...scoreHead(head, spec, data) });
    } catch (error) {
      // A loss that fails is a result, too.
      if (!(error instanceof TammesError)) throw error;
      result.failed.push({ seed, why: error.message });
    }
  }
  return { ...result, seconds: (performance.now() - started) / 1000 };
}
