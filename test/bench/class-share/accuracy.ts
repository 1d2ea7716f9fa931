/** `npm run bench -- class-share FOLDER`: what is lost for people never seen when each step sees some of the classes only. */
import { join } from 'node:path';
import { openBackend } from '../../../src-main/compute/backend.ts';
import { readPretrainedWeights } from '../../../src-main/vision/pretrained.ts';
import { trainSpec } from '../../../src-shared/contract/index.ts';
import { comparedFalseAlarms, compareOpenSet } from '../../../src-shared/recognition/open-set.ts';
import {
  embed,
  type Head,
  numberPeople,
  pretrainedHead,
  trainHead,
  withRecipe,
} from '../../../src-shared/training/index.ts';
import { partOfTheWay } from '../../../src-shared/training/part-way.ts';
import { search } from '../recipes/draw.ts';
import { type FaceSet, halvesOf, readSet } from '../recipes/sets.ts';
import { newPeople, type Task } from '../recipes/tasks.ts';
import { headerNow, writeResult } from '../results.ts';
import { mean } from '../statistics.ts';
import type { AccuracyResult } from './result.ts';

export interface AccuracyOptions {
  draws: number;
  /** With commas between. */
  losses: string;
  /** Keeps features between calls. */
  features?: string;
}

const firstSeed = 501;
/** Small, so that a tenth of the classes is more than the people of a batch. */
const batchSize = 64;
/** 1: all classes, with another seed, to show what chance does. */
const shares = [1, 0.5, 0.1];
const half = 0.5;

/** Each seed divides the people of lfw-dev into those to train on and those to judge by. */
export async function benchAccuracy(
  folder: string,
  { draws, losses, features }: AccuracyOptions,
): Promise<void> {
  const set = await readSet(join(folder, 'lfw-dev'), features);
  const pretrained = await readPretrainedWeights();
  const start = pretrainedHead(pretrained);
  const backend = await openBackend('wasm', { threads: 1 });
  const found: AccuracyResult['losses'] = [];
  for (const loss of losses.split(',')) {
    const counts: number[] = [];
    const searched = shares.map(() => ({ whole: [] as Paired[], half: [] as Paired[] }));
    for (let seed = firstSeed; seed < firstSeed + draws; seed++) {
      const [train, judged] = halvesOf(set, seed);
      const task = newPeople(train, judged, seed);
      const headOf = (classShare: number, by: number) => {
        const spec = trainSpec.parse({ ...withRecipe({ loss }), batchSize, classShare, seed: by });
        return trainHead(backend, spec, dataOf(train, pretrained));
      };
      counts.push(new Set(train.people).size);
      const all = await headOf(1, seed);
      for (const [i, share] of shares.entries()) {
        const head = await headOf(share, share === 1 ? seed + 1000 : seed);
        searched[i]!.whole.push(...pairsOf(task, head, all));
        const [there, base] = [head, all].map((trained) => partOfTheWay(start, trained, half));
        searched[i]!.half.push(...pairsOf(task, there!, base!));
      }
    }
    const rows = shares.map((share, i) => ({
      share,
      whole: atOnePercent(searched[i]!.whole),
      half: atOnePercent(searched[i]!.half),
    }));
    found.push({ loss, people: mean(counts), rows });
    const result: AccuracyResult = {
      header: await headerNow(),
      seed: firstSeed,
      draws,
      batchSize,
      losses: found,
    };
    process.stderr.write(`${await writeResult('class-share', 'lfw-dev', result)}: ${loss}\n`);
  }
}

type Paired = Parameters<typeof compareOpenSet>[0][number];

/** The same searches by two heads. */
function pairsOf({ judged, deals }: Task, head: Head, base: Head): Paired[] {
  const [found, known] = [head, base].map((one) => embed(one, judged.features));
  return deals.map((deal) => ({
    head: search(judged.people, found!, deal),
    base: search(judged.people, known!, deal),
  }));
}

function atOnePercent(pairs: readonly Paired[]) {
  return compareOpenSet([...pairs]).detection[comparedFalseAlarms.indexOf(0.01)]!;
}

function dataOf({ people, features }: FaceSet, pretrained: Float32Array) {
  return { ...numberPeople(people), features: [...features], photos: [...people.keys()], pretrained };
}
