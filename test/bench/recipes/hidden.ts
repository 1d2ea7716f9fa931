/** `npm run bench -- verdicts FOLDER`: what runs are told of their heads beside what hidden people say, on heads good and bad. */
import { join } from 'node:path';
import { z } from 'zod';
import { openBackend } from '../../../src-main/compute/backend.ts';
import { readPretrainedWeights } from '../../../src-main/vision/pretrained.ts';
import { trainSpec } from '../../../src-shared/contract/index.ts';
import {
  comparedFalseAlarms,
  compareOpenSet,
  type PairedFigure,
} from '../../../src-shared/recognition/index.ts';
import { withRecipe } from '../../../src-shared/training/index.ts';
import { headerNow, headerSchema, writeResult } from '../results.ts';
import { drawOf } from './draw.ts';
import { standing } from './result.ts';
import { halvesOf, readSet } from './sets.ts';
import { newPeople } from './tasks.ts';

/** Said by the verdict, and the difference to the pretrained head that hidden people show, with its standard error. */
const told = z.object({ standing, difference: z.number(), error: z.number() });

export const hiddenResult = z.object({
  header: headerSchema,
  runs: z.array(
    z.object({
      made: z.string(),
      seed: z.int(),
      share: z.number(),
      /** People never seen: DIR at FAR 1 %. */
      unseen: told,
      /** Strangers: a gain is a fall of the EER. */
      strangers: told,
      /** Of the head as a whole. */
      standing,
    }),
  ),
});
export type HiddenResult = z.infer<typeof hiddenResult>;

export interface HiddenOptions {
  draws: number;
  /** Keeps features between calls. */
  features?: string;
}

/** Heads as users train them, and heads that are made to go wrong; and the shares of the way at which each is judged, null for the one that is chosen. */
const made: Readonly<Record<string, { loss: string; optimiser?: object; shares: (number | null)[] }>> = {
  CosFace: { loss: 'cosface', shares: [null, 0.2, 1] },
  ArcFace: { loss: 'arcface', shares: [null, 1] },
  'ArcFace, 20 times the learning rate': {
    loss: 'arcface',
    optimiser: { learningRate: 0.01 },
    shares: [null, 0.5, 1],
  },
  'P2SGrad, 100 times the learning rate': {
    loss: 'p2sgrad',
    optimiser: { learningRate: 0.001 },
    shares: [null, 0.1],
  },
  'softmax, 10 times the learning rate': {
    loss: 'softmax',
    optimiser: { learningRate: 0.001 },
    shares: [null, 0.1],
  },
};
const firstSeed = 201;
const judgedAt = comparedFalseAlarms.indexOf(0.01);
/** Half of a 95 % interval in standard errors. */
const normal = 1.96;

/** Each seed deals the people of lfw-dev into those who are given to the runs and those who are hidden from them. */
export async function benchHidden(folder: string, { draws, features }: HiddenOptions): Promise<void> {
  const set = await readSet(join(folder, 'lfw-dev'), features);
  const pretrained = await readPretrainedWeights();
  const backend = await openBackend('wasm', { threads: 1 });
  const result: HiddenResult = { header: await headerNow(), runs: [] };
  for (let seed = firstSeed; seed < firstSeed + draws; seed++) {
    const [given, hidden] = halvesOf(set, seed);
    const task = newPeople(given, hidden, seed);
    for (const [name, { shares, ...settings }] of Object.entries(made)) {
      const spec = trainSpec.parse({ ...withRecipe(settings), seed });
      const { verdictAt, testAt } = await drawOf(backend, spec, task, pretrained);
      for (const given of shares) {
        const { share, unseen, strangers, standing } = verdictAt(given);
        const { detection, eer } = compareOpenSet(testAt(share), { draws: 400 });
        result.runs.push({
          made: `${name}, ${given === null ? 'the share that it chooses' : `share ${given}`}`,
          seed,
          share,
          unseen: { standing: unseen.standing, ...gainOf(detection[judgedAt]!, 1) },
          strangers: { standing: strangers.standing, ...gainOf(eer, -1) },
          standing,
        });
      }
      process.stderr.write(`${await writeResult('verdicts', 'lfw-dev', result)}: ${result.runs.length}\n`);
    }
  }
}

function gainOf({ difference, interval }: PairedFigure, sign: 1 | -1): { difference: number; error: number } {
  const error = interval === null ? Math.abs(difference) : (interval[1] - interval[0]) / (2 * normal);
  return { difference: sign * difference, error };
}
